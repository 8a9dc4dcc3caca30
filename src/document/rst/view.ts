import type { Line } from "../document.ts";
import { type Lines, locate, spotOf } from "./source.ts";
import { contentStart } from "./whitespace.ts";

/**
 * A rectangle of lines: what a state machine of docutils runs over (its StringList). Nested text is the same lines with
 * more cut off their left; only the first one, behind a list's marker or a directive's name, may be cut elsewhere.
 * Lines are counted as in `lines`, so that a place stays the same number however deep the nesting.
 */
export interface View {
  readonly lines: Lines;
  readonly from: number;
  readonly to: number;
  readonly cut: number;
  readonly firstCut: number;
}

export function wholeView(lines: Lines): View {
  return { lines, from: 0, to: lines.texts.length, cut: 0, firstCut: 0 };
}

export function cutAt(view: View, at: number): number {
  return at === view.from ? view.firstCut : view.cut;
}

export function textAt(view: View, at: number): string {
  const text = view.lines.texts[at] ?? "";
  const cut = cutAt(view, at);
  return cut === 0 ? text : text.slice(cut);
}

export function linesOf(view: View): string[] {
  return Array.from({ length: view.to - view.from }, (_, i) => textAt(view, view.from + i));
}

/** Its lines, joined by `\n`. */
export function textOf(view: View): string {
  return linesOf(view).join("\n");
}

/** Lines are right-trimmed: what is longer than its cut is not blank. Behind the end there is only emptiness. */
export function isBlank(view: View, at: number): boolean {
  return at >= view.to || (view.lines.texts[at] ?? "").length <= cutAt(view, at);
}

/** Whether a line begins with a blank and is not empty. */
export function isIndented(view: View, at: number): boolean {
  return !isBlank(view, at) && (view.lines.texts[at] ?? "").charCodeAt(cutAt(view, at)) === 32;
}

/** Columns of whitespace before a line's text. */
export function indentAt(view: View, at: number): number {
  const cut = cutAt(view, at);
  const indent = view.lines.indents[at] ?? 0;
  return indent >= cut ? indent - cut : contentStart(view.lines.texts[at] ?? "", cut) - cut;
}

/** The lines from `from` to before `to`. */
export function sliceView(view: View, from: number, to: number): View {
  return { ...view, from, to, firstCut: cutAt(view, from) };
}

/** Without blank lines at the end. */
export function trimBottom(view: View): View {
  let to = view.to;
  while (to > view.from && isBlank(view, to - 1)) to--;
  return to === view.to ? view : { ...view, to };
}

/** Without blank lines at the beginning. */
export function trimTop(view: View): View {
  let from = view.from;
  while (from < view.to && isBlank(view, from)) from++;
  return from === view.from ? view : sliceView(view, from, view.to);
}

/**
 * With as many columns less as an option `dedent` says, or all that the lines share where it says nothing
 * (sphinx.directives.code: dedent_lines).
 */
export function dedentView(view: View, option: string | undefined): View {
  if (option === undefined) return view;
  let columns = /^\d+$/.test(option) ? Number(option) : Number.POSITIVE_INFINITY;
  if (columns === Number.POSITIVE_INFINITY) {
    for (let at = view.from; at < view.to; at++) {
      if (!isBlank(view, at)) columns = Math.min(columns, indentAt(view, at));
    }
  }
  return Number.isFinite(columns) ? { ...view, cut: view.cut + columns, firstCut: view.firstCut + columns } : view;
}

/** Whether what is here may announce literal text: nothing is lost to us where a part without it cannot be read. */
export function hasColons(view: View): boolean {
  for (let at = view.from; at < view.to; at++) if (textAt(view, at).includes("::")) return true;
  return false;
}

/** Of the first character of a line's text. */
export function offsetAt(view: View, at: number): number {
  return lineAt(view, at, indentAt(view, at)).range.start;
}

/** A line with its place. `skip` leaves out as many columns more. */
export function lineAt({ lines, ...view }: View, at: number, skip = 0): Line {
  const { row, column } = spotOf(lines, at);
  const length = lines.texts[at]?.length ?? 0;
  const cut = (at === view.from ? view.firstCut : view.cut) + skip;
  const start = locate(lines.source, { row, column: column + cut });
  if (length <= cut) return { text: "", range: { start: start.offset, end: start.offset } };
  const end = locate(lines.source, { row, column: column + length }).offset;
  const { text } = lines.source;
  if (start.blanks === 0) return { text: text.slice(start.offset, end), range: { start: start.offset, end } };
  const rest = " ".repeat(start.blanks) + text.slice(start.offset + 1, end);
  return { text: rest, range: { start: start.offset, end } };
}
