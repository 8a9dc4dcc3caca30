import { diffArrays } from "diff";
import type { Block, Document, Line, Range } from "../document/document.ts";

/** Where a block's body stands, in whole lines, and what its new lines look like. */
export interface Body {
  readonly range: Range;
  /** What the body's first line and all others begin with. */
  readonly first: string;
  readonly prefix: string;
  /** `\n`, `\r\n` or `\r`, as around it. */
  readonly lineEnd: string;
  /** A fence stands behind the last line: that, too, has a line end. */
  readonly ended: boolean;
}

/** So many lines may differ for those that do not to be looked for. */
const MOST_DIFFERENCES = 2_000;
/** Columns of a tab in reStructuredText. In Markdown, blocks know their prefix. */
const TAB_WIDTH = 8;

/** @param block whose fence, if it has one, is closed */
export function bodyOf({ text }: Pick<Document, "text">, block: Block): Body {
  const { start, end } = block.range;
  const from = lineStart(text, start);
  if (block.kind === "fence") {
    const close = lineStart(text, block.fence?.close?.start ?? text.length);
    const prefix = block.prefix ?? "";
    const lineEnd = lineEndBefore(text, close);
    return { range: { start: Math.min(from, close), end: close }, first: prefix, prefix, lineEnd, ended: true };
  }
  const before = text.slice(from, start);
  const prefix = block.prefix ?? before.replaceAll(/[^\s>]/g, " ") + cutBlanks(text, block, from);
  const first = /^[\s>]*$/.test(before) ? prefix : before;
  const stop = lineStop(text, end);
  const lineEnd = LINE_END.exec(text.slice(stop, stop + 2))?.[0] ?? lineEndBefore(text, from);
  return { range: { start: from, end: stop }, first, prefix, lineEnd, ended: false };
}

/** The text of a body's lines; those that are there already stay as they are, whatever their indentation. */
export function writeBody({ text }: Pick<Document, "text">, block: Block, lines: readonly string[]): string {
  const { first, prefix, lineEnd, ended } = bodyOf({ text }, block);
  const kept = keptLines(block.lines, lines);
  const written = lines.map((line, i) => {
    const old = kept[i];
    const before = i === 0 ? first : prefix;
    const isKept = old !== undefined && (ended || (i === 0) === (old === block.lines[0]));
    const whole = isKept ? wholeLine(text, old) : line.trim() === "" ? before.trimEnd() : before + line;
    const isEnded = ended || i < lines.length - 1;
    return isEnded ? whole + ((old && lineEndBehind(text, old)) ?? lineEnd) : whole;
  });
  return written.join("");
}

/** The line above that which begins at an offset, without its line end; undefined where there is none. */
export function lineAbove(text: string, start: number): string | undefined {
  const end = start - lineEndBefore(text, start).length;
  return end < 0 || start <= topOf(text) ? undefined : text.slice(lineStart(text, end), end);
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > topOf(text) && !"\r\n".includes(text[at - 1]!)) at--;
  return at;
}

function lineStop(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !"\r\n".includes(text[at]!)) at++;
  return at;
}

/** Behind a byte order mark. */
function topOf(text: string): number {
  return text.startsWith("\uFEFF") ? 1 : 0;
}

/** For each new line the old one that it is. */
function keptLines(old: readonly Line[], lines: readonly string[]): (Line | undefined)[] {
  const before = old.map(({ text }) => text);
  const changes = diffArrays(before, [...lines], { maxEditLength: MOST_DIFFERENCES }) ?? [];
  const kept: (Line | undefined)[] = [];
  let at = 0;
  for (const { added, removed, count } of changes) {
    if (!removed) kept.push(...(added ? Array<undefined>(count) : old.slice(at, at + count)));
    if (!added) at += count;
  }
  return kept;
}

function wholeLine(text: string, { range }: Line): string {
  return text.slice(lineStart(text, range.start), lineStop(text, range.end));
}

function lineEndBehind(text: string, { range }: Line): string | undefined {
  const stop = lineStop(text, range.end);
  return LINE_END.exec(text.slice(stop, stop + 2))?.[0];
}

const LINE_END = /^(?:\r\n|\r|\n)/;

/** The end of the line above. */
function lineEndBefore(text: string, from: number): string {
  if (from <= topOf(text)) return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
  return text.startsWith("\r\n", from - 2) ? "\r\n" : text[from - 1]!;
}

/** Where dedenting has cut a tab before the first line's text: as many blanks as belong to the indentation. */
function cutBlanks(text: string, block: Block, from: number): string {
  const { text: shown, range } = block.lines[0]!;
  if (!isCut(text, block)) return "";
  const column = width(text.slice(from, range.start));
  const blanks = shown.length - (range.end - range.start - 1);
  return " ".repeat(Math.max(0, TAB_WIDTH - (column % TAB_WIDTH) - blanks));
}

/** Whether the first line's text begins inside of a tab. */
export function isCut(text: string, { lines: [first] }: Block): boolean {
  return first !== undefined && text[first.range.start] === "\t" && first.text.startsWith(" ");
}

function width(text: string): number {
  let column = 0;
  for (const char of text) column += char === "\t" ? TAB_WIDTH - (column % TAB_WIDTH) : 1;
  return column;
}
