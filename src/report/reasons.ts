import { isAnyLines, lineTest } from "../match/ellipsis.ts";
import type { Match } from "../match/match.ts";
import { hunkAt } from "../match/rows.ts";
import { matchUnordered } from "../match/unordered.ts";
import type { ExpectedLine } from "../plan/plan.ts";
import type { Outcome } from "../run/outcome.ts";

/** Of more lines it is not asked whether their order is all that is wrong. */
const MOST_LINES = 2_000;

/** What may be the matter with output that is not what the document shows, where that can be told. */
export function reasonsOf({ match, step, observation }: Outcome): string[] {
  if (match === undefined || match.holds) return [];
  const expected = step.expectation.output;
  const observed = observation?.screen.lines ?? [];
  const pairs = pairsOf(match, expected, observed);
  const reason =
    (pairs?.every(isAlike((text) => text.replaceAll(/\s+/g, ""))) === true && "only blanks differ") ||
    (pairs?.every(isAlike((text) => text.toLowerCase())) === true && "only upper and lower case differ") ||
    (isShuffled(expected, observed) && "the same lines in another order; where any will do, say match=unordered") ||
    (observation?.end === "ended" && countOf(expected, observed));
  const isBroken = match.rows.some((row) => row.kind === "extra" && observed[row.observed]?.includes("\uFFFD"));
  const broken = isBroken && "the output is not UTF-8: \uFFFD stands for what is none";
  return [reason, broken, noWildcard(match, expected)].filter((one) => typeof one === "string");
}

interface Pair {
  readonly line: ExpectedLine;
  readonly observed: string;
}

/** Each line that is missing with the one that is there instead; undefined where there is not one for each. */
function pairsOf(
  { rows }: Match,
  expected: readonly ExpectedLine[],
  observed: readonly string[],
): readonly Pair[] | undefined {
  const pairs: Pair[] = [];
  for (let at = 0; at < rows.length; at++) {
    const { missing, extra, size } = hunkAt(rows, at);
    if (missing.length !== extra.length) return undefined;
    for (const [i, one] of missing.entries()) {
      const line = expected[one];
      if (line !== undefined) pairs.push({ line, observed: observed[extra[i] ?? 0] ?? "" });
    }
    at += Math.max(size - 1, 0);
  }
  return pairs.length > 0 ? pairs : undefined;
}

/** Whether a line would hold if both were written that way. */
function isAlike(write: (text: string) => string): (pair: Pair) => boolean {
  return ({ line: { text, pattern }, observed }) => {
    if (pattern.kind === "ellipsis" || pattern.kind === "unordered") return lineTest(write(text))(write(observed));
    return write(text) === write(observed);
  };
}

function isShuffled(expected: readonly ExpectedLine[], observed: readonly string[]): boolean {
  const isPlain = ({ text, pattern }: ExpectedLine): boolean => pattern.kind === "ellipsis" && !isAnyLines(text);
  if (expected.length !== observed.length || expected.length > MOST_LINES || !expected.every(isPlain)) return false;
  const anyOrder = expected.map(({ text }) => ({ text, pattern: { kind: "unordered", text } as const }));
  return matchUnordered(anyOrder, observed)?.holds === true;
}

function countOf(expected: readonly ExpectedLine[], observed: readonly string[]): string | false {
  const isFixed = expected.every(
    ({ text, quantifier, pattern }) => quantifier === undefined && pattern.kind !== "across" && !isAnyLines(text),
  );
  if (!isFixed || expected.length === 0 || expected.length === observed.length) return false;
  const wanted = expected.length === 1 ? "1 line" : `${expected.length} lines`;
  return `expected ${wanted}, got ${observed.length === 0 ? "none" : observed.length}`;
}

/** How other tools and other authors write what is left out. */
const LOOKALIKE = /…|\[\.\.\.\]|\[…\]|<snip>|\[snip\]|<\.\.\.>/i;

function noWildcard({ rows }: Match, expected: readonly ExpectedLine[]): string | undefined {
  for (const row of rows) {
    if (row.kind !== "missing") continue;
    const found = LOOKALIKE.exec(expected[row.expected]?.text ?? "")?.[0];
    if (found !== undefined) return `${found} is no wildcard here: write ...`;
  }
  return undefined;
}
