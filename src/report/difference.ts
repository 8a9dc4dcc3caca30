import { diffWordsWithSpace } from "diff";
import type { Row } from "../match/match.ts";
import type { Outcome } from "../run/outcome.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Lines that hold are shown only as near as this to one that does not. */
const CONTEXT = 2;
/** Of a longer difference the head and the tail are shown. */
const MOST_LINES = 60;
/** Of a longer line the beginning is shown, in UTF-16 units. */
const LONGEST_LINE = 500;

/**
 * Expected against observed: `-` what the document says and was not observed, with its line number, `+` what was observed
 * instead. Lines that hold are left out but near one that does not. What a `...` stands for is shown where something
 * near it is missing and nothing was observed instead: it may be the very reason.
 */
export function differenceLines(outcome: Outcome, paint: Paint): string[] {
  const { match, step } = outcome;
  if (match === undefined) return [];
  const width = String(step.expectation.output.at(-1)?.line ?? 0).length;
  const near = nearHunks(match.rows, ({ size }) => size > 0);
  const unexplained = nearHunks(match.rows, ({ missing, extra }) => missing.length > extra.length);
  const lines: string[] = [];
  for (let i = 0; i < match.rows.length;) {
    const hunk = hunkAt(match.rows, i);
    const row = match.rows[i++]!;
    if (hunk.size > 0) {
      for (const line of hunkLines(hunk, outcome, { paint, width })) lines.push(line);
      i += hunk.size - 1;
    } else if (row.kind === "same" && near.has(i - 1)) {
      const { text = "", line = 0 } = step.expectation.output[row.expected] ?? {};
      lines.push(paint.dim(`${String(line).padStart(width)}   ${fit(text)}`));
    } else if (row.kind === "any" && row.to > row.from && unexplained.has(i - 1)) {
      lines.push(...coveredLines(row, outcome, { paint, width }));
    }
  }
  return shorten(lines, paint);
}

/** Of what a `...` stands for, this many lines at both ends are shown. */
const COVERED = 3;

function coveredLines(row: Row & { kind: "any" }, outcome: Outcome, style: { paint: Paint; width: number }): string[] {
  const { line = 0, text = "" } = outcome.step.expectation.output[row.expected] ?? {};
  const covered = (outcome.observation?.screen.lines ?? []).slice(row.from, row.to).map(fit);
  const left = covered.length - 2 * COVERED;
  const shown =
    left <= 0 ? covered : [...covered.slice(0, COVERED), `… ${left} more lines …`, ...covered.slice(-COVERED)];
  const margin = " ".repeat(style.width);
  return [`${String(line).padStart(style.width)}   ${fit(text)}`, ...shown.map((one) => `${margin} : ${one}`)].map(
    (one) => style.paint.dim(one),
  );
}

/** Rows side by side that do not hold. */
interface Hunk {
  readonly missing: readonly number[];
  readonly extra: readonly number[];
  readonly size: number;
}

function hunkAt(rows: readonly Row[], from: number): Hunk {
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

function hunkLines(hunk: Hunk, outcome: Outcome, style: { paint: Paint; width: number }): string[] {
  const { paint, width } = style;
  const expected = hunk.missing.map((at) => outcome.step.expectation.output[at] ?? { text: "", line: 0 });
  const observed = hunk.extra.map((at) => outcome.observation?.screen.lines[at] ?? "");
  const pairs = expected.map(({ text }, i) => mark(text, observed[i], paint));
  return [
    ...expected.map(({ text, line }, i) => {
      const marked = pairs[i]?.removed ?? fit(text);
      return `${paint.dim(String(line).padStart(width))} ${paint.red(`- ${marked}`)}`;
    }),
    ...observed.map((text, i) => `${" ".repeat(width)} ${paint.green(`+ ${pairs[i]?.added ?? fit(text)}`)}`),
  ];
}

/** The two lines with what differs marked, word by word; undefined where they have little in common. */
function mark(
  expected: string,
  observed: string | undefined,
  paint: Paint,
): { removed: string; added: string } | undefined {
  if (observed === undefined || expected.length > LONGEST_LINE || observed.length > LONGEST_LINE) return undefined;
  const changes = diffWordsWithSpace(expected, observed);
  const common = changes
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.trim().length, 0);
  if (common * 3 < Math.min(expected.length, observed.length)) return undefined;
  const side = (skip: "added" | "removed"): string =>
    changes
      .filter((change) => !change[skip])
      .map(({ added, removed, value }) => (added || removed ? paint.inverse(visible(value)) : visible(value)))
      .join("");
  return { removed: side("added"), added: side("removed") };
}

/** Rows of such hunks and those as near as the context to one. */
function nearHunks(rows: readonly Row[], counts: (hunk: Hunk) => boolean): Set<number> {
  const near = new Set<number>();
  for (let i = 0; i < rows.length;) {
    const hunk = hunkAt(rows, i);
    const end = i + Math.max(hunk.size, 1);
    if (hunk.size > 0 && counts(hunk)) for (let at = i - CONTEXT; at < end + CONTEXT; at++) near.add(at);
    i = end;
  }
  return near;
}

/** A line of output fit to be shown. */
export function fit(line: string): string {
  return line.length <= LONGEST_LINE ? visible(line) : `${visible(line.slice(0, LONGEST_LINE))}…`;
}

function shorten(lines: string[], paint: Paint): string[] {
  if (lines.length <= MOST_LINES) return lines;
  const half = MOST_LINES / 2;
  const left = lines.length - MOST_LINES;
  return [...lines.slice(0, half), paint.dim(`… ${left} more lines …`), ...lines.slice(-half)];
}
