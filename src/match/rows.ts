import type { Sides } from "./element.ts";
import type { Row } from "./match.ts";

/** What an alignment does next: both sides are walked from the first line to the last. */
export type Move =
  /** The element takes the observed line. */
  | { readonly kind: "take"; readonly element: number; readonly observed: number }
  /** The element, which need not take any, takes none or no more; `observed` is the next line. */
  | { readonly kind: "pass"; readonly element: number; readonly observed: number }
  | { readonly kind: "missing"; readonly element: number }
  | { readonly kind: "extra"; readonly observed: number };

/** The moves as rows: each line of either side in one of them, in order. */
export function toRows(moves: readonly Move[], { elements }: Sides): Row[] {
  const rows: Row[] = [];
  let seen = -1;
  for (const move of moves) {
    if (move.kind === "extra") {
      rows.push(move);
      continue;
    }
    const { expected, plain } = elements[move.element]!;
    const known = expected === seen;
    seen = expected;
    if (move.kind === "missing") rows.push({ kind: "missing", expected });
    else if (move.kind === "pass") {
      if (!known) rows.push({ kind: "any", expected, from: move.observed, to: move.observed });
    } else if (plain) rows.push({ kind: "same", expected, observed: move.observed });
    else take(rows, { expected, observed: move.observed, known });
  }
  return rows;
}

/** Rows side by side that do not hold. */
export interface Hunk {
  readonly missing: readonly number[];
  readonly extra: readonly number[];
  readonly size: number;
}

/** Empty where the row holds. */
export function hunkAt(rows: readonly Row[], from: number): Hunk {
  const missing: number[] = [];
  const extra: number[] = [];
  for (let at = from; at < rows.length; at++) {
    const row = rows[at]!;
    if (row.kind === "missing") missing.push(row.expected);
    else if (row.kind === "extra") extra.push(row.observed);
    else break;
  }
  return { missing, extra, size: missing.length + extra.length };
}

/** One more line for what may take many; what it takes again behind a line that it does not is one too many. */
function take(
  rows: Row[],
  { expected, observed, known }: { expected: number; observed: number; known: boolean },
): void {
  const last = rows.at(-1);
  if (last?.kind === "any" && last.expected === expected) rows[rows.length - 1] = { ...last, to: observed + 1 };
  else if (known) rows.push({ kind: "extra", observed });
  else rows.push({ kind: "any", expected, from: observed, to: observed + 1 });
}
