import type { Element, Sides } from "./element.ts";
import type { Move } from "./rows.ts";

/**
 * One way in which every line holds; undefined if there is none. A nondeterministic automaton over lines whose states are
 * the gaps between elements: all ways are followed at once, so that none is missed and none is followed twice.
 */
export function hold({ elements, observed }: Sides): Move[] | undefined {
  const last = elements.length;
  const reached: number[][] = [closure([0], elements)];
  for (let line = 0; line < observed; line++) {
    const next: number[] = [];
    for (const state of reached[line]!) {
      const element = elements[state];
      if (element?.holds(line) === true) next.push(element.kind === "many" ? state : state + 1);
    }
    if (next.length === 0) return undefined;
    reached.push(closure(next, elements));
  }
  return reached[observed]!.includes(last) ? wayBack(reached, elements) : undefined;
}

/** With the states that are reached without a line. `states` come in order, and neighbours may be the same. */
function closure(states: readonly number[], elements: readonly Element[]): number[] {
  const all: number[] = [];
  for (const state of states) {
    if ((all.at(-1) ?? -1) >= state) continue;
    all.push(state);
    for (let at = state; at < elements.length && elements[at]?.kind !== "one"; at++) all.push(at + 1);
  }
  return all;
}

function wayBack(reached: readonly (readonly number[])[], elements: readonly Element[]): Move[] {
  const moves: Move[] = [];
  let state = elements.length;
  let line = reached.length - 1;
  const came = (from: number): boolean =>
    line > 0 && reached[line - 1]!.includes(from) && elements[from]?.holds(line - 1) === true;
  while (state > 0 || line > 0) {
    if (state > 0 && elements[state - 1]?.kind !== "many" && came(state - 1)) {
      moves.push({ kind: "take", element: --state, observed: --line });
    } else if (elements[state]?.kind === "many" && came(state)) {
      moves.push({ kind: "take", element: state, observed: --line });
    } else moves.push({ kind: "pass", element: --state, observed: line });
  }
  return moves.toReversed();
}
