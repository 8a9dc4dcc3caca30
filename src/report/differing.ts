import type { Row } from "../match/match.ts";
import { type Hunk, hunkAt } from "../match/rows.ts";
import { compareLine, type Span } from "../match/spans.ts";
import type { ExpectedLine } from "../plan/plan.ts";
import type { Outcome } from "../run/outcome.ts";
import { fit, visible } from "./visible.ts";

/** Lines that hold are shown only as near as this to one that does not. */
const CONTEXT = 2;
/** Of a longer difference the head and the tail are shown. */
const MOST_LINES = 60;

/**
 * A line of a difference, fit to be shown. `same`: it holds; `removed`: the document says so, and it was not observed;
 * `added`: observed instead; `covered`: what a `...` stands for; `folded`: what is said of lines left out. `line`: the
 * document's.
 */
export type DifferenceLine =
  | { readonly kind: "same" | "removed"; readonly line: number; readonly spans: readonly Span[] }
  | { readonly kind: "added" | "covered" | "folded"; readonly spans: readonly Span[] };

/**
 * Expected against observed. Lines that hold are counted but near one that does not. What a `...` stands for is shown where
 * something near it is missing and nothing was observed instead: it may be the very reason.
 */
export function differenceOf(outcome: Outcome): DifferenceLine[] {
  const { match, step } = outcome;
  if (match === undefined) return [];
  const near = nearHunks(match.rows, ({ size }) => size > 0);
  const unexplained = nearHunks(match.rows, ({ missing, extra }) => missing.length > extra.length);
  if (near.size === 0) return [];
  const lines: DifferenceLine[] = [];
  let folded: DifferenceLine[] = [];
  const unfold = (): void => {
    if (folded.length > 1) lines.push(plain("folded", `… ${folded.length} lines as shown …`));
    else lines.push(...folded);
    folded = [];
  };
  for (let i = 0; i < match.rows.length;) {
    const hunk = hunkAt(match.rows, i);
    const row = match.rows[i++]!;
    const shown = "expected" in row ? step.expectation.output[row.expected] : undefined;
    const held: DifferenceLine = { kind: "same", line: shown?.line ?? 0, spans: [same(fit(shown?.text ?? ""))] };
    if (hunk.size > 0) {
      unfold();
      for (const line of linesOfHunk(hunk, outcome)) lines.push(line);
      i += hunk.size - 1;
    } else if (row.kind === "same" && near.has(i - 1)) {
      unfold();
      lines.push(held);
    } else if (row.kind === "any" && row.to > row.from && unexplained.has(i - 1)) {
      unfold();
      lines.push(held, ...coveredLines(row, outcome));
    } else folded.push(held);
  }
  unfold();
  return shorten(lines);
}

function same(text: string): Span {
  return { kind: "same", text };
}

function plain(kind: "covered" | "folded", text: string): DifferenceLine {
  return { kind, spans: [same(text)] };
}

/** Of what a `...` stands for, this many lines at both ends are shown. */
const COVERED = 3;

function coveredLines(row: Row & { kind: "any" }, outcome: Outcome): DifferenceLine[] {
  const covered = (outcome.observation?.screen.lines ?? []).slice(row.from, row.to).map(fit);
  const left = covered.length - 2 * COVERED;
  const shown =
    left <= 0 ? covered : [...covered.slice(0, COVERED), `… ${left} more lines …`, ...covered.slice(-COVERED)];
  return shown.map((one) => plain("covered", one));
}

function linesOfHunk(hunk: Hunk, outcome: Outcome): DifferenceLine[] {
  const expected = hunk.missing.flatMap((at) => outcome.step.expectation.output[at] ?? []);
  const observed = hunk.extra.map((at) => outcome.observation?.screen.lines[at] ?? "");
  const pairs = expected.slice(0, MOST_LINES).map((line, i) => mark(line, observed[i]));
  return [
    ...expected.map(({ text, line }, i) => {
      return { kind: "removed" as const, line, spans: pairs[i]?.removed ?? [same(fit(text))] };
    }),
    ...observed.map((text, i) => ({ kind: "added" as const, spans: pairs[i]?.added ?? [same(fit(text))] })),
  ];
}

/** The two lines with what differs marked; undefined where they have little in common. */
function mark(
  expected: ExpectedLine | undefined,
  observed: string | undefined,
): { removed: Span[]; added: Span[] } | undefined {
  if (observed === undefined || expected === undefined) return undefined;
  const compared = compareLine(expected, observed);
  if (compared === undefined) return undefined;
  const differing = [...compared.expected, ...compared.observed].filter(({ kind }) => kind === "differs");
  const show = differing.every(({ text }) => text.trim() === "") ? visibleBlanks : visible;
  const side = (spans: readonly Span[]): Span[] =>
    spans.map(({ kind, text }) => ({ kind, text: kind === "differs" ? show(text) : visible(text) }));
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

function shorten(lines: DifferenceLine[]): DifferenceLine[] {
  if (lines.length <= MOST_LINES) return lines;
  const half = MOST_LINES / 2;
  const left = lines.length - MOST_LINES;
  return [...lines.slice(0, half), plain("folded", `… ${left} more lines …`), ...lines.slice(-half)];
}
