import { matchAcross } from "./across.ts";
import { bestAlignment, coarseAlignment } from "./alignment.ts";
import { hold } from "./automaton.ts";
import { elementsOf, type Sides } from "./element.ts";
import { isAnyLines } from "./ellipsis.ts";
import { holdLeftmost } from "./leftmost.ts";
import type { Expected, Match, TestRegex } from "./match.ts";
import { hunkAt, toRows } from "./rows.ts";
import { firstDifference } from "./spans.ts";
import { matchUnordered } from "./unordered.ts";

/** Beyond this many pairs of lines a failing match is shown by its common head and tail instead of its best alignment. */
const MOST_PAIRS = 4_000_000;

/**
 * Aligns observed lines with expected ones: if there is any way in which each line holds, it is found, in time of their
 * product at most. In the default dialect blank lines at both ends of the observed are to be gone already.
 */
export function match(expected: readonly Expected[], observed: readonly string[], testRegex: TestRegex): Match {
  const found = find(expected, observed, testRegex);
  const missing = found.rows.findIndex(({ kind }) => kind === "missing");
  const row = found.rows[missing];
  if (row?.kind !== "missing") return found;
  const hunk = hunkAt(found.rows, missing);
  const [instead] = hunk.extra;
  const line = expected[row.expected];
  const at = instead === undefined || line === undefined ? 0 : firstDifference(line, observed[instead] ?? "");
  return { ...found, differs: { expected: row.expected, at } };
}

function find(expected: readonly Expected[], observed: readonly string[], testRegex: TestRegex): Match {
  if (isLiteral(expected, observed))
    return { holds: true, rows: observed.map((_, i) => ({ kind: "same", expected: i, observed: i })) };
  const own = matchAcross(expected, observed) ?? matchUnordered(expected, observed);
  if (own !== undefined) return own;
  const sides: Sides = { elements: elementsOf(expected, observed, testRegex), observed: observed.length };
  const isSimple = sides.elements.every(({ plain, isAny }) => plain || isAny);
  const held = isSimple ? holdLeftmost(sides) : hold(sides);
  if (held !== undefined) return { holds: true, rows: toRows(held, sides) };
  return { holds: false, rows: toRows(align(sides, expected.length), sides) };
}

/** Line for line what is written, with nothing that could stand for several lines: most output that holds is. */
function isLiteral(expected: readonly Expected[], observed: readonly string[]): boolean {
  const isSame = ({ text, pattern, quantifier }: Expected, i: number): boolean =>
    text === observed[i] &&
    quantifier === undefined &&
    (pattern.kind === "exact" || (pattern.kind === "ellipsis" && !isAnyLines(text)));
  return expected.length === observed.length && expected.every(isSame);
}

function align(sides: Sides, expected: number): ReturnType<typeof bestAlignment> {
  const small = (expected + 1) * (sides.observed + 1) <= MOST_PAIRS;
  return small ? bestAlignment(sides) : coarseAlignment(sides);
}
