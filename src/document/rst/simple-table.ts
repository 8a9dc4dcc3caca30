import { isSimpleBorder, isSpanLine } from "./borders.ts";
import { cutCell, type Row, withoutCombining } from "./cell.ts";
import type { Cell, Table } from "./cells.ts";
import { isBlank, textAt, type View } from "./view.ts";
import { contentEnd, isBlankBetween } from "./whitespace.ts";

interface Column {
  readonly start: number;
  readonly end: number;
}

/** The cells of a simple table, row by row; or what is wrong with it (docutils: SimpleTableParser). */
export function readSimple(view: View, rows: readonly Row[]): Table | string {
  return new SimpleTable(view, rows).read();
}

class SimpleTable {
  readonly #view: View;
  readonly #rows: readonly Row[];
  /** Borders as spans: the lines of `=` are like those of `-`. */
  readonly #lines: readonly string[];
  readonly #cells: Cell[] = [];
  /** How many rows have been read, and how many before the border below the head. */
  #count = 0;
  #head = 0;
  #columns: Column[] = [];
  #borderEnd = 0;
  #problem: string | undefined;

  constructor(view: View, rows: readonly Row[]) {
    this.#view = view;
    this.#rows = rows;
    this.#lines = rows.map(({ laid }) => (isSimpleBorder(laid) ? laid.replaceAll("=", "-") : laid));
  }

  /** docutils: SimpleTableParser.parse_table. Text in the first column begins a row; so does what follows a border. */
  read(): Table | string {
    this.#columns = readColumns(this.#lines[0] ?? "");
    this.#borderEnd = this.#columns.at(-1)?.end ?? 0;
    const first = this.#columns[0] ?? { start: 0, end: 0 };
    let start = 1;
    let seen = false;
    for (let at = 1; at < this.#lines.length && this.#problem === undefined; at++) {
      const line = this.#lines[at] ?? "";
      if (isSpanLine(line)) {
        this.#row(start, at, line);
        if (at < this.#lines.length - 1 && isSimpleBorder(this.#rows[at]?.laid ?? "")) this.#head = this.#count;
        start = at + 1;
        seen = false;
      } else if (!isBlankBetween(line, first.start, first.end)) {
        if (seen && at !== start) this.#row(start, at);
        start = at;
        seen = true;
      } else if (!seen) start = at + 1;
    }
    return this.#problem ?? { cells: this.#cells, head: this.#head };
  }

  /** docutils: parse_row. `span` is the line below that says which columns are one. */
  #row(from: number, to: number, span?: string): void {
    const columns = span === undefined ? [...this.#columns] : this.#spans(span);
    const rows = this.#rows.slice(from, to);
    if (!this.#fitsMargins(rows, columns)) this.#problem ??= "text stands between its columns";
    else if (!this.#fitsColumns(columns)) this.#problem ??= "a line of - does not end with its columns";
    else this.#add(rows, columns);
  }

  #add(rows: readonly Row[], columns: readonly Column[]): void {
    const top = this.#count++;
    for (const { start, end } of columns) {
      const view = cutCell(this.#view, rows, { left: start, right: end });
      this.#cells.push({ view, top, bottom: top + 1, left: start, right: end });
    }
  }

  /** docutils: parse_columns. The last column has no right side. */
  #spans(line: string): Column[] {
    const spans = readColumns(line);
    const last = spans.at(-1);
    if (last?.end !== this.#borderEnd) this.#problem ??= "a line of - is shorter or longer than its border";
    const end = this.#columns.at(-1)?.end ?? 0;
    return last === undefined ? [] : [...spans.slice(0, -1), { start: last.start, end }];
  }

  /** docutils: check_columns. Text may run out of the last column, which becomes wider by it. */
  #fitsMargins(rows: readonly Row[], columns: Column[]): boolean {
    const lines = rows.map(({ laid }) => withoutCombining(laid));
    for (const [i, { start, end }] of columns.entries()) {
      const next = columns[i + 1];
      for (const line of lines) {
        if (isBlankBetween(line, end, next?.start ?? line.length)) continue;
        if (next !== undefined) return false;
        const main = this.#columns.at(-1) ?? { start, end };
        const wide = Math.max(main.end, contentEnd(line, start));
        columns[i] = { start, end: wide };
        this.#columns[this.#columns.length - 1] = { start: main.start, end: wide };
      }
    }
    return true;
  }

  /** Whether each span begins and ends where columns do (docutils: init_row). */
  #fitsColumns(spans: readonly Column[]): boolean {
    let i = 0;
    for (const { start, end } of spans) {
      if (this.#columns[i]?.start !== start) return false;
      while (this.#columns[i]?.end !== end) if (++i >= this.#columns.length) return false;
      i++;
    }
    return true;
  }
}

function readColumns(line: string): Column[] {
  return Array.from(line.matchAll(/-[^ ]*/g), ({ index, 0: text }) => ({ start: index, end: index + text.length }));
}

export interface SimpleExtent {
  /** The first line behind the table. */
  readonly next: number;
  readonly problem?: string;
}

/** Where a simple table ends: at its second border, or at one with a blank line behind it (Body.isolate_simple_table). */
export function isolateSimple(view: View, top: number): SimpleExtent {
  const { length } = textAt(view, top);
  let found: number | undefined;
  for (let at = top + 1; at < view.to; at++) {
    const line = textAt(view, at);
    if (!isSimpleBorder(line)) continue;
    const next = at + 1;
    if (line.length !== length) return { next, problem: "its borders differ in length" };
    if (found !== undefined || isBlank(view, next)) return { next };
    found = at;
  }
  if (found === undefined) return { next: view.to, problem: "it has no bottom" };
  return { next: found + 1, problem: "it has no bottom, or no blank line behind it" };
}
