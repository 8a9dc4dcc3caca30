import { diffArrays } from "diff";
import { isAnyLines } from "../match/ellipsis.ts";
import type { Row } from "../match/match.ts";
import type { Outcome } from "../run/outcome.ts";
import { ANYTHING, generalize } from "./vary.ts";
import { keepWildcards, type Kind, likeness } from "./wildcards.ts";

/** Lines that are less alike than this are not the same line, changed. */
const ALIKE = 0.5;

/**
 * How a step's output is shown from now on, for what became of it in one run or several: lines that hold stay as they are,
 * others are what was observed, and what differs between the runs is left open.
 */
export function newOutput(runs: readonly Outcome[], { fill }: { fill: boolean }): string[] {
  const [first = [], ...others] = runs.map((outcome) => outputOf(outcome, fill));
  const channel = runs[0]?.step.expectation.channel;
  const open = channel?.kind === "pipe" && channel.rules !== "wordish" ? asGlob : generalize;
  return others.reduce((lines, other) => mergeRuns(lines, other, open), first);
}

/** The same in the words of cram and scrut, which know no `...`. */
function asGlob(lines: readonly string[]): string {
  const line = generalize(lines);
  if (!line.includes(ANYTHING)) return line;
  const escaped = line.split(ANYTHING).map((part) => part.replaceAll(/[\\*?]/g, "\\$&"));
  return `${escaped.join("*")} (glob)`;
}

function outputOf({ step, match, observation }: Outcome, fill: boolean): string[] {
  const expected = step.expectation.output.map(({ text }) => text);
  if (match === undefined) return fill && expected.length === 0 ? [...(observation?.screen.lines ?? [])] : expected;
  if (match.holds) return expected;
  const kinds = step.expectation.output.map(({ pattern }) => pattern.kind);
  const named: Kind = kinds.includes("named") ? "named" : "plain";
  const wildcards = kinds.every((kind) => kind === "ellipsis" || kind === "named") && named;
  const sides = { expected, wildcards, observed: observation?.screen.lines ?? [] };
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
    row?.kind === "missing" && likeness(expected[row.expected] ?? "", observed[line] ?? "") >= ALIKE;
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
    const at = sameCount ? i : missing.findIndex((old, index) => index >= next && likeness(old, line) >= ALIKE);
    const old = missing[at];
    if (old === undefined || likeness(old, line) < ALIKE) return line;
    next = at + 1;
    return keepWildcards(old, line, kind);
  });
}

/** Lines of two runs as one: those that differ are left open where they do, and where their number does, altogether. */
function mergeRuns(
  one: readonly string[],
  other: readonly string[],
  open: (lines: readonly string[]) => string,
): string[] {
  const lines: string[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const close = (): void => {
    if (removed.length === added.length) lines.push(...removed.map((line, i) => open([line, added[i] ?? ""])));
    else lines.push(ANYTHING);
    removed = [];
    added = [];
  };
  for (const change of diffArrays([...one], [...other])) {
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
