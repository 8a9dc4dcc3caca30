import { compareLine } from "../../match/spans.ts";
import type { Outcome } from "../../run/outcome.ts";

/** A part of a line that differs from run to run: indices into its text. */
export interface Varying {
  readonly from: number;
  readonly to: number;
}

/** Which observed lines a `...` alone on its line stands for, from `from` up to, not including, `to`. */
export interface Covered {
  readonly from: number;
  readonly to: number;
}

export interface Variation {
  readonly parts: ReadonlyMap<number, readonly Varying[]>;
  readonly covered: readonly Covered[];
}

const NONE: Variation = { parts: new Map(), covered: [] };

/** What of the observed lines the document leaves open: what its wildcards stand for, and what is not compared at all. */
export function variationOf({ match, step, observation }: Outcome): Variation {
  const lines = observation?.screen.lines ?? [];
  if (step.expectation.ignore) return { parts: new Map(lines.map((text, i) => [i, whole(text)])), covered: [] };
  if (match === undefined) return NONE;
  const parts = new Map<number, readonly Varying[]>();
  const covered: Covered[] = [];
  const told = new Set<number>();
  for (const row of match.rows) {
    if (row.kind === "same") {
      told.add(row.observed);
      const expected = step.expectation.output[row.expected];
      const observed = lines[row.observed] ?? "";
      if (expected === undefined || expected.text.trimEnd() === observed.trimEnd()) continue;
      const compared = compareLine(expected, observed)?.observed;
      parts.set(row.observed, compared === undefined ? whole(observed) : varying(compared, observed));
    } else if (row.kind === "any") {
      covered.push({ from: row.from, to: row.to });
      for (let at = row.from; at < row.to; at++) told.add(at);
    } else if (row.kind === "extra") told.add(row.observed);
  }
  // Among lines in any order, those of `...` are in no row.
  for (const [i, text] of lines.entries()) if (!told.has(i) && match.holds) parts.set(i, whole(text));
  return { parts, covered };
}

/** Blanks at the end are nobody's claim. */
export function whole(text: string): readonly Varying[] {
  return [{ from: 0, to: text.trimEnd().length }];
}

function varying(spans: NonNullable<ReturnType<typeof compareLine>>["observed"], observed: string): Varying[] {
  const end = observed.trimEnd().length;
  const parts: Varying[] = [];
  let at = 0;
  for (const { kind, text } of spans) {
    if (kind === "any") parts.push({ from: at, to: Math.min(at + text.length, end) });
    at += text.length;
  }
  return parts;
}
