import { diffArrays } from "diff";
import { isAnyLines, lineTest } from "../match/ellipsis.ts";
import { ANYTHING, MOST_TOKENS, tokens } from "./vary.ts";

/** What stands for other text: `...`, and, where the document declares them, names. */
const OPEN: Readonly<Record<Kind, RegExp>> = { plain: /(\.\.\.)/g, named: /(\.\.\.|<[A-Za-z][\w-]*>)/g };

export type Kind = "plain" | "named";

/**
 * What an expected line becomes that no longer holds: the observed line, with `...` where the author had it, as far as
 * the text around it is still the same; and with placeholders in a line that is `named`.
 */
export function keepWildcards(expected: string, observed: string, kind: Kind = "plain"): string {
  const open = OPEN[kind];
  const opened = (text: string): string => text.replaceAll(open, ANYTHING);
  if (expected.search(open) === -1 || isAnyLines(expected)) return observed;
  const parts = expected.split(open).flatMap((part) => (opened(part) === ANYTHING ? [part] : tokens(part)));
  const now = tokens(observed);
  if (Math.max(parts.length, now.length) > MOST_TOKENS) return observed;
  let removed = "";
  let kept = "";
  let added = "";
  const close = (): void => {
    kept += opened(removed).includes(ANYTHING) && lineTest(opened(removed))(added) ? removed : added;
    removed = added = "";
  };
  for (const change of diffArrays(parts, now)) {
    const text = change.value.join("");
    if (change.removed) removed += text;
    else if (change.added) added += text;
    else {
      close();
      kept += text;
    }
  }
  close();
  return lineTest(opened(kept))(observed) ? kept : observed;
}

/** How much of two lines is the same, from 0 to 1; 0 where they are too long for that, and not the same. */
export function likeness(expected: string, observed: string): number {
  if (expected === observed) return 1;
  const [a, b] = [tokens(expected), tokens(observed)];
  if (Math.max(a.length, b.length) > MOST_TOKENS) return 0;
  const same = diffArrays(a, b)
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { count }) => sum + count, 0);
  return (2 * same) / (a.length + b.length);
}
