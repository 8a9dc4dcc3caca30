import { diffArrays } from "diff";
import { isAnyLines } from "../match/ellipsis.ts";
import type { Row } from "../match/match.ts";
import { withoutNotices } from "../run/notices.ts";
import type { Outcome } from "../run/outcome.ts";
import { ANYTHING, generalize } from "./vary.ts";
import { isAlike, keepWildcards, type Kind, likeness } from "./wildcards.ts";
import { writingsFor } from "./writing.ts";

/** Lines that are less alike than this are not the same line, changed. */
const ALIKE = 0.5;
/** An expected line is looked for among so many of those that are missing. */
const FAR = 30;
/** Runs in which more lines differ have no more in common than is worth to be shown. */
const MOST_DIFFERENCES = 2_000;

/**
 * How a step's output may be shown from now on, for what became of it in one run or several, the most precise first: lines
 * that hold stay as they are, others are what was observed, and what differs between the runs is left open.
 */
export function* newOutputs(runs: readonly Outcome[], { fill }: { fill: boolean }): Generator<readonly string[]> {
  const step = runs[0]?.step;
  if (step === undefined) return;
  const own = new Set(step.expectation.output.map(({ text }) => text));
  const writings = writingsFor(step.expectation);
  let lines: readonly string[] = [];
  const isNamed = step.expectation.output.some(({ pattern }) => pattern.kind === "named");
  for (const names of isNamed ? [true, false] : [false]) {
    const each = runs.map((outcome) => outputOf(outcome, { fill, names }));
    const observed = new Set(each.flat());
    const [first = [], ...others] = each;
    lines = others.reduce(mergeRuns, first);
    for (const { literal, open, anything } of writings) {
      yield lines.map((line) => {
        if (own.has(line)) return line;
        if (isAnyLines(line)) return anything;
        return observed.has(line) ? literal(line) : open(line);
      });
    }
  }
  // What cannot be shown, as it would be read as a command, does not cost the author's lines.
  const anything = writings.at(-1)?.anything ?? ANYTHING;
  const opened = lines.map((line) => (own.has(line) ? line : anything));
  yield opened.filter((line, i) => line !== anything || opened[i - 1] !== anything);
  yield [anything];
}

/** `names`: placeholders stay also in lines that have changed. */
function outputOf({ step, match, observation }: Outcome, { fill, names }: { fill: boolean; names: boolean }): string[] {
  const expected = step.expectation.output.map(({ text }) => text);
  const observed = withoutNotices(step, observation?.screen.lines ?? []);
  if (match === undefined) return fill && expected.length === 0 ? [...observed] : expected;
  if (match.holds) return expected;
  const kinds = step.expectation.output.map(({ pattern }) => pattern.kind);
  const named: Kind = names && kinds.includes("named") ? "named" : "plain";
  const wildcards = kinds.every((kind) => kind === "ellipsis" || kind === "named") && named;
  const sides = { expected, wildcards, observed };
  return fromRows(wildcards === false ? match.rows : giveBack(match.rows, sides), sides);
}

interface Sides {
  readonly expected: readonly string[];
  /** What in the expected lines stands for other text: `...`, names too, or, by other rules, something else. */
  readonly wildcards: Kind | false;
  readonly observed: readonly string[];
}

/**
 * A `...` beside lines that are missing may have taken what came in their place, for it takes anything: lines that are like
 * them are given back.
 */
function giveBack(rows: readonly Row[], { expected, observed }: Sides): Row[] {
  const alike = (row: Row | undefined, line: number): boolean =>
    row?.kind === "missing" && isAlike(expected[row.expected] ?? "", observed[line] ?? "");
  const missingFrom = (at: number, step: 1 | -1): Row[] => {
    const found: Row[] = [];
    for (let i = at + step; rows[i]?.kind === "missing"; i += step) found.push(rows[i]!);
    return found;
  };
  return rows.flatMap((row, at): Row[] => {
    if (row.kind !== "any") return [row];
    let { from, to } = row;
    for (const above of missingFrom(at, -1).toReversed()) if (from < to && alike(above, from)) from++;
    for (const below of missingFrom(at, 1).toReversed()) if (from < to && alike(below, to - 1)) to--;
    const extra = (first: number, end: number): Row[] =>
      Array.from({ length: end - first }, (_, i) => ({ kind: "extra", observed: first + i }));
    return [...extra(row.from, from), { ...row, from, to }, ...extra(to, row.to)];
  });
}

/** What is missing gives its wildcards to the line that came in its place. */
function fromRows(rows: readonly Row[], { expected, wildcards, observed }: Sides): string[] {
  const lines: string[] = [];
  let missing: string[] = [];
  let extra: string[] = [];
  const close = (): void => {
    lines.push(...(wildcards === false ? extra : inPlaceOf(missing, extra, wildcards)));
    missing = [];
    extra = [];
  };
  for (const row of rows) {
    if (row.kind === "missing") missing.push(expected[row.expected] ?? "");
    else if (row.kind === "extra") extra.push(observed[row.observed] ?? "");
    else {
      close();
      lines.push(expected[row.expected] ?? "");
    }
  }
  close();
  return lines;
}

/** Observed lines in place of expected ones, both in order. */
function inPlaceOf(missing: readonly string[], extra: readonly string[], kind: Kind): string[] {
  let next = 0;
  return extra.map((line, i) => {
    const sameCount = missing.length === extra.length;
    const near = sameCount ? -1 : missing.slice(next, next + FAR).findIndex((old) => likeness(old, line) >= ALIKE);
    const at = sameCount ? i : near === -1 ? -1 : next + near;
    const old = missing[at];
    if (old === undefined || likeness(old, line) < ALIKE) return line;
    next = at + 1;
    return keepWildcards(old, line, kind);
  });
}

/** Lines of two runs as one: those that differ are left open where they do, and where their number does, altogether. */
function mergeRuns(one: readonly string[], other: readonly string[]): readonly string[] {
  const changes = diffArrays([...one], [...other], { maxEditLength: MOST_DIFFERENCES });
  if (changes === undefined) return [ANYTHING];
  const lines: string[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const close = (): void => {
    if (removed.length === added.length) lines.push(...removed.map((line, i) => generalize([line, added[i] ?? ""])));
    else lines.push(ANYTHING);
    removed = [];
    added = [];
  };
  for (const change of changes) {
    if (change.removed) removed.push(...change.value);
    else if (change.added) added.push(...change.value);
    else {
      close();
      lines.push(...change.value);
    }
  }
  close();
  return lines.filter((line, i) => !(isAnyLines(line) && isAnyLines(lines[i - 1] ?? "")));
}
