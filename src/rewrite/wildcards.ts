import { diffArrays } from "diff";
import { isAnyLines, lineTest } from "../match/ellipsis.ts";
import { ANYTHING, tokens } from "./vary.ts";

/**
 * What an expected line becomes that no longer holds: the observed line, with `...` where the author had it, as far as
 * the text around it is still the same.
 */
export function keepWildcards(expected: string, observed: string): string {
  if (!expected.includes(ANYTHING) || isAnyLines(expected)) return observed;
  let removed = "";
  let kept = "";
  let added = "";
  const close = (): void => {
    kept += removed.includes(ANYTHING) && lineTest(removed)(added) ? removed : added;
    removed = added = "";
  };
  for (const change of diffArrays(tokens(expected), tokens(observed))) {
    const text = change.value.join("");
    if (change.removed) removed += text;
    else if (change.added) added += text;
    else {
      close();
      kept += text;
    }
  }
  close();
  return lineTest(kept)(observed) ? kept : observed;
}

/** How much of two lines is the same, from 0 to 1. */
export function likeness(expected: string, observed: string): number {
  const [a, b] = [tokens(expected), tokens(observed)];
  if (a.length + b.length === 0) return 1;
  const same = diffArrays(a, b)
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { count }) => sum + count, 0);
  return (2 * same) / (a.length + b.length);
}
