import type { Range } from "../document.ts";
import { contentEnd, contentStart } from "./whitespace.ts";

/** A source text and the rows that docutils sees in it. */
export interface Source {
  readonly text: string;
  /** Offset of each row's first character. */
  readonly starts: readonly number[];
  /** Offset behind each row's last character that is no whitespace. */
  readonly ends: readonly number[];
}

/**
 * Lines as docutils' state machines read them: tabs expanded, VT and FF made blanks, right-trimmed. Those of a whole
 * source, or those of a table's cell.
 */
export interface Lines {
  readonly source: Source;
  readonly texts: readonly string[];
  /** Columns of whitespace that each line begins with. */
  readonly indents: readonly number[];
  /** Where each line begins in the source; undefined where line n is row n. */
  readonly spots: readonly Spot[] | undefined;
  /** Whether other text may stand to the left and right of these lines. */
  readonly cell: boolean;
}

export interface Spot {
  readonly row: number;
  /** Column of the line's first character in the row, its tabs expanded. */
  readonly column: number;
}

const TAB_WIDTH = 8;

/**
 * Cuts a text, or a part of it, into lines (docutils: statemachine.string2lines). A byte order mark is no part of the
 * first one.
 */
export function readLines(text: string, part: Range = { start: 0, end: text.length }): Lines {
  const starts: number[] = [];
  const ends: number[] = [];
  const texts: string[] = [];
  const indents: number[] = [];
  for (let at = part.start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : part.start; at < part.end;) {
    const row = scanRow(text, at, part.end);
    const raw = text.slice(at, row.contentEnd);
    const line = row.plain ? raw : plainText(raw);
    starts.push(at);
    ends.push(row.contentEnd);
    texts.push(line);
    indents.push(row.plain ? row.contentStart - at : contentStart(line));
    at = row.next;
  }
  return { source: { text, starts, ends }, texts, indents, spots: undefined, cell: false };
}

interface Row {
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly next: number;
  /** Without tabs, VT and FF: its text is the source's. */
  readonly plain: boolean;
}

/** One row, from its first character to its line break: any that Python's `str.splitlines()` knows but VT and FF. */
function scanRow(text: string, start: number, stop: number): Row {
  let at = start;
  let plain = true;
  for (; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code > 30 && code < 0x85) continue;
    if (code === 9 || code === 11 || code === 12) plain = false;
    else if (isLineBreak(code)) break;
  }
  const end = contentEnd(text, start, at);
  const crlf = text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10;
  return { contentStart: contentStart(text, start, end), contentEnd: end, next: at + (crlf ? 2 : 1), plain };
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13 || (code >= 28 && code <= 30) || code === 0x85 || (code | 1) === 0x2029;
}

/** Python's `str.expandtabs()`: a character outside the basic plane is one column. */
function plainText(raw: string): string {
  const text = raw.replaceAll(/[\v\f]/g, " ");
  if (!text.includes("\t")) return text.slice(0, contentEnd(text));
  let expanded = "";
  let column = 0;
  for (const char of text) {
    const width = char === "\t" ? TAB_WIDTH - (column % TAB_WIDTH) : 1;
    expanded += char === "\t" ? " ".repeat(width) : char;
    column += width;
  }
  return expanded.slice(0, contentEnd(expanded));
}

/** Where a line begins in the source. */
export function spotOf(lines: Lines, line: number): Spot {
  return lines.spots?.[line] ?? { row: line, column: 0 };
}

export interface Located {
  readonly offset: number;
  /** Where the column lies inside a tab: how many of the tab's columns lie behind it. The offset is the tab's. */
  readonly blanks: number;
}

/** Where a column of a row stands in the source: the way back from expanded tabs. */
export function locate({ text, starts, ends }: Source, { row, column }: Spot): Located {
  const start = starts[row] ?? text.length;
  const raw = text.slice(start, ends[row]);
  if (!raw.includes("\t")) return { offset: start + Math.min(column, raw.length), blanks: 0 };
  let at = start;
  let units = 0; // in the expanded text
  let points = 0; // the same in code points, by which tabs count
  for (const char of raw) {
    if (units >= column) break;
    const width = char === "\t" ? TAB_WIDTH - (points % TAB_WIDTH) : 1;
    units += char === "\t" ? width : char.length;
    if (units > column) return { offset: at, blanks: units - column };
    points += width;
    at += char.length;
  }
  return { offset: at, blanks: 0 };
}
