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
  return expected === observed ? 1 : shared(tokens(expected), tokens(observed));
}

/**
 * Whether one line may be the other, changed: most words are the same, or they are but for their numbers, or most
 * characters are.
 */
export function isAlike(expected: string, observed: string): boolean {
  const shapeOf = (line: string): string[] => tokens(line).map((token) => (/^\d/.test(token) ? "0" : token));
  return (
    likeness(expected, observed) >= ALIKE ||
    shared(shapeOf(expected), shapeOf(observed)) >= ALIKE ||
    (Math.max(expected.length, observed.length) <= LONGEST &&
      shared(Array.from(expected), Array.from(observed)) >= MOSTLY)
  );
}

const ALIKE = 0.5;
/** Of characters more must be the same: many are by chance. */
const MOSTLY = 0.7;
/** Lines that are compared by characters, in UTF-16 units. */
const LONGEST = 200;

function shared(one: readonly string[], other: readonly string[]): number {
  if (Math.max(one.length, other.length) > MOST_TOKENS) return 0;
  const same = diffArrays([...one], [...other])
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { count }) => sum + count, 0);
  return (2 * same) / (one.length + other.length);
}
