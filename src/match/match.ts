import type { ExpectedLine } from "../plan/plan.ts";

/** What of an expected line the comparison needs. */
export type Expected = Pick<ExpectedLine, "text" | "pattern" | "quantifier">;

/**
 * Expectation against observation, line by line: whether it holds, and where each line went.
 */
export interface Match {
  readonly holds: boolean;
  readonly rows: readonly Row[];
  /**
   * The first expected line that does not hold, and where in it the line that is there instead differs: from 0, in UTF-16
   * units; 0 also where there is none, or nothing like it.
   */
  readonly differs?: { readonly expected: number; readonly at: number };
}

/** Indices count from 0 into the lines that were given. */
export type Row =
  /** The expected line holds for the observed one. Of lines in any order, rows stand in the order of the expected. */
  | { readonly kind: "same"; readonly expected: number; readonly observed: number }
  /**
   * `...` alone on its line, or a line with a quantifier, for the observed lines from `from` up to, not including, `to`.
   * Among lines in any order `...` has none: what it stands for is in no row.
   */
  | { readonly kind: "any"; readonly expected: number; readonly from: number; readonly to: number }
  /** The document says so, and it was not observed. */
  | { readonly kind: "missing"; readonly expected: number }
  /** It was observed, and the document does not say so. */
  | { readonly kind: "extra"; readonly observed: number };

/**
 * Tests lines against a regular expression, which an author wrote and may take for ever: whoever gives the test sees to
 * it that it ends, and says false of what it did not come to.
 */
export type TestRegex = (regex: { source: string; flags: string }, lines: readonly string[]) => readonly boolean[];
