import { compareLine } from "../../match/spans.ts";
import type { Outcome } from "../../run/outcome.ts";

/** A part of a line that differs from run to run: indices into its text. */
export interface Varying {
  readonly from: number;
  readonly to: number;
}

/** Which observed lines a `...` alone on its line stands for, from `from` up to, not including, `to`. */
interface Covered {
  readonly from: number;
  readonly to: number;
}

export interface Variation {
  /** Of an observed line. Asked for those that are shown only: comparing two long lines takes a while. */
  readonly partsOf: (line: number) => readonly Varying[];
  readonly covered: readonly Covered[];
}

/** What of the observed lines the document leaves open: what its wildcards stand for, and what is not compared at all. */
export function variationOf({ match, step, observation }: Outcome): Variation {
  const lines = observation?.screen.lines ?? [];
  if (step.expectation.ignore) return { partsOf: (line) => whole(lines[line] ?? ""), covered: [] };
  if (match === undefined) return { partsOf: () => [], covered: [] };
  const covered: Covered[] = [];
  const expectedAt = new Map<number, number>();
  const told = new Set<number>();
  for (const row of match.rows) {
    if (row.kind === "same") expectedAt.set(row.observed, row.expected);
    else if (row.kind === "any") {
      covered.push({ from: row.from, to: row.to });
      for (let at = row.from; at < row.to; at++) told.add(at);
    } else if (row.kind === "extra") told.add(row.observed);
  }
  const partsOf = (line: number): readonly Varying[] => {
    const observed = lines[line] ?? "";
    const at = expectedAt.get(line);
    // Among lines in any order, those of `...` are in no row.
    if (at === undefined) return match.holds && !told.has(line) ? whole(observed) : [];
    const expected = step.expectation.output[at];
    if (expected === undefined || expected.text.trimEnd() === observed.trimEnd()) return [];
    const compared = compareLine(expected, observed)?.observed;
    return compared === undefined ? whole(observed) : varying(compared, observed);
  };
  return { partsOf, covered };
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
