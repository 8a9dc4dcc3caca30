import type { Element, Sides } from "./element.ts";
import type { Move } from "./rows.ts";

/**
 * One way in which every line holds, where all that may take several lines is `...`; undefined if there is none. What stands
 * between two `...` goes where it first fits: whatever follows has the more room then. So it takes time of the lines and the
 * longest such run only, and no memory.
 */
export function holdLeftmost({ elements, observed }: Sides): Move[] | undefined {
  const runs = runsOf(elements);
  const moves: Move[] = [];
  let line = 0;
  for (const [i, { from, to }] of runs.entries()) {
    const [isFirst, isLast] = [i === 0, i === runs.length - 1];
    const latest = observed - (to - from);
    if (latest < line || (isFirst && isLast && latest !== 0)) return undefined;
    let at = isLast ? latest : line;
    while (!fits(elements, { from, to, at })) if (isFirst || isLast || ++at > latest) return undefined;
    if (!isFirst) {
      for (; line < at; line++) moves.push({ kind: "take", element: from - 1, observed: line });
      moves.push({ kind: "pass", element: from - 1, observed: at });
    }
    for (let element = from; element < to; element++) moves.push({ kind: "take", element, observed: line++ });
  }
  return moves;
}

interface Run {
  /** Of its first element. */
  readonly from: number;
  /** Behind its last one. */
  readonly to: number;
}

/** What stands between two `...`, before the first and behind the last, also nothing. */
function runsOf(elements: readonly Element[]): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const [at, { isAny }] of elements.entries()) {
    if (!isAny) continue;
    runs.push({ from, to: at });
    from = at + 1;
  }
  return [...runs, { from, to: elements.length }];
}

function fits(elements: readonly Element[], { from, to, at }: Run & { at: number }): boolean {
  for (let i = from; i < to; i++) if (elements[i]?.holds(at + i - from) !== true) return false;
  return true;
}
