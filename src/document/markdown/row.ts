import type { Line } from "../document.ts";

/** A line of Markdown, or what is left of one inside a directive's body, and where it stands in the source. */
export interface Row {
  readonly text: string;
  /** Blanks at its beginning that the source does not have: dedenting has cut the tab before `offset`. */
  readonly blanks: number;
  /** Of the first character behind those blanks. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

/** Lines end at `\n`, `\r\n` or a lone `\r` (CommonMark 2.1). A byte order mark is no part of the first one. */
export function readRows(text: string): Row[] {
  const rows: Row[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    let end = start;
    while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
    rows.push({ text: text.slice(start, end), blanks: 0, offset: start, line: rows.length + 1 });
    start = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1);
  }
  return rows;
}

export function lineOf({ text, blanks, offset }: Row): Line {
  return { text, range: { start: offset - (blanks > 0 ? 1 : 0), end: offset + text.length - blanks } };
}

/** Where a character of a row stands in the source. */
export function offsetIn({ blanks, offset }: Row, index: number): number {
  return index < blanks ? offset - 1 : offset + index - blanks;
}
