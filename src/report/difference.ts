import type { Row } from "../match/match.ts";
import { type Hunk, hunkAt } from "../match/rows.ts";
import { compareLine, type Span } from "../match/spans.ts";
import type { ExpectedLine } from "../plan/plan.ts";
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
 * instead. Lines that hold are counted but near one that does not. What a `...` stands for is shown where something
 * near it is missing and nothing was observed instead: it may be the very reason.
 */
export function differenceLines(outcome: Outcome, paint: Paint): string[] {
  const { match, step } = outcome;
  if (match === undefined) return [];
  const width = String(step.expectation.output.at(-1)?.line ?? 0).length;
  const near = nearHunks(match.rows, ({ size }) => size > 0);
  const unexplained = nearHunks(match.rows, ({ missing, extra }) => missing.length > extra.length);
  if (near.size === 0) return [];
  const lines: string[] = [];
  let folded: string[] = [];
  const unfold = (): void => {
    if (folded.length > 1) lines.push(paint.dim(`… ${folded.length} lines as shown …`));
    else lines.push(...folded);
    folded = [];
  };
  for (let i = 0; i < match.rows.length;) {
    const hunk = hunkAt(match.rows, i);
    const row = match.rows[i++]!;
    const shown = "expected" in row ? step.expectation.output[row.expected] : undefined;
    const text = paint.dim(`${String(shown?.line ?? 0).padStart(width)}   ${fit(shown?.text ?? "")}`);
    if (hunk.size > 0) {
      unfold();
      for (const line of hunkLines(hunk, outcome, { paint, width })) lines.push(line);
      i += hunk.size - 1;
    } else if (row.kind === "same" && near.has(i - 1)) {
      unfold();
      lines.push(text);
    } else if (row.kind === "any" && row.to > row.from && unexplained.has(i - 1)) {
      unfold();
      lines.push(text, ...coveredLines(row, outcome, { paint, width }));
    } else folded.push(text);
  }
  unfold();
  return shorten(lines, paint);
}

/** Of what a `...` stands for, this many lines at both ends are shown. */
const COVERED = 3;

function coveredLines(row: Row & { kind: "any" }, outcome: Outcome, style: { paint: Paint; width: number }): string[] {
  const covered = (outcome.observation?.screen.lines ?? []).slice(row.from, row.to).map(fit);
  const left = covered.length - 2 * COVERED;
  const shown =
    left <= 0 ? covered : [...covered.slice(0, COVERED), `… ${left} more lines …`, ...covered.slice(-COVERED)];
  const margin = " ".repeat(style.width);
  return shown.map((one) => style.paint.dim(`${margin} : ${one}`));
}

function hunkLines(hunk: Hunk, outcome: Outcome, style: { paint: Paint; width: number }): string[] {
  const { paint, width } = style;
  const expected = hunk.missing.flatMap((at) => outcome.step.expectation.output[at] ?? []);
  const observed = hunk.extra.map((at) => outcome.observation?.screen.lines[at] ?? "");
  const pairs = expected.slice(0, MOST_LINES).map((line, i) => mark(line, observed[i], paint));
  return [
    ...expected.map(({ text, line }, i) => {
      const marked = pairs[i]?.removed ?? fit(text);
      return `${paint.dim(String(line).padStart(width))} ${paint.red(`- ${marked}`)}`;
    }),
    ...observed.map((text, i) => `${" ".repeat(width)} ${paint.green(`+ ${pairs[i]?.added ?? fit(text)}`)}`),
  ];
}

/** The two lines with what differs marked; undefined where they have little in common. */
function mark(
  expected: ExpectedLine | undefined,
  observed: string | undefined,
  paint: Paint,
): { removed: string; added: string } | undefined {
  if (observed === undefined || expected === undefined) return undefined;
  const compared = compareLine(expected, observed);
  if (compared === undefined) return undefined;
  const differing = [...compared.expected, ...compared.observed].filter(({ kind }) => kind === "differs");
  const show = differing.every(({ text }) => text.trim() === "") ? visibleBlanks : visible;
  const side = (spans: readonly Span[]): string =>
    spans
      .map(({ kind, text }) => {
        if (kind === "same") return visible(text);
        return kind === "any" ? paint.dim(visible(text)) : paint.inverse(show(text));
      })
      .join("");
  return { removed: side(compared.expected), added: side(compared.observed) };
}

/** Where blanks are all that differs they are to be seen. */
function visibleBlanks(text: string): string {
  return visible(text).replaceAll("\t", "^I").replaceAll(" ", "·");
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
