import type { Cell, Table } from "./cells.ts";
import { joinPieces, type Piece } from "./pieces.ts";
import { readLines } from "./source.ts";
import { cutAt, textAt, textOf, type View, wholeView } from "./view.ts";

export interface Csv extends Table {
  /** Why not all cells' blocks are there. */
  readonly problem: string | undefined;
}

/**
 * The cells of a table of comma-separated values (docutils: directives.tables.CSVTable). One with escaped characters is
 * given as text: it is not what stands in the source.
 */
export function readCsv(view: View, options: ReadonlyMap<string, string>): Csv {
  const dialect = readDialect(options);
  if (dialect === undefined) return { cells: [], head: 0, problem: "an option is not one character" };
  const body = new CsvTable(view, dialect).read();
  const header = headerOf(options.get("header"), dialect);
  const above = header.at(-1)?.bottom ?? 0;
  const below = body.cells.map((cell) => ({ ...cell, top: cell.top + above, bottom: cell.bottom + above }));
  return {
    ...body,
    cells: filledUp([...header, ...below]),
    head: above + numberOf(options, "header-rows"),
    stubs: numberOf(options, "stub-columns"),
  };
}

/** Rows that are too short get empty cells (docutils: Table.extend_short_rows_with_empty_cells). */
function filledUp(cells: readonly Cell[]): Cell[] {
  const columns = cells.reduce((most, { right }) => Math.max(most, right), 0);
  return cells.flatMap((cell, i) => {
    const { top, bottom, right } = cell;
    if (cells[i + 1]?.top === top || right === columns) return [cell];
    const empty = Array.from({ length: columns - right }, (_, more): Cell => {
      return { view: undefined, text: "", top, bottom, left: right + more, right: right + more + 1 };
    });
    return [cell, ...empty];
  });
}

function numberOf(options: ReadonlyMap<string, string>, name: string): number {
  return Number.parseInt(options.get(name) ?? "0", 10) || 0;
}

/** The cells that the option `header` gives: the source does not have them as they are. */
function headerOf(text: string | undefined, dialect: Dialect): Cell[] {
  if (text === undefined) return [];
  const { cells } = new CsvTable(wholeView(readLines(text)), dialect).read();
  return cells.map(({ view, ...cell }) => ({
    ...cell,
    text: view === undefined ? (cell.text ?? "") : textOf(view),
    view: undefined,
  }));
}

/** docutils: CSVTable.DocutilsDialect. */
interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** What makes the character behind it an ordinary one; undefined: a quote is doubled. */
  readonly escape: string | undefined;
  /** Whether blanks behind a delimiter belong to the cell. */
  readonly keepSpace: boolean;
}

function readDialect(options: ReadonlyMap<string, string>): Dialect | undefined {
  const delimiter = character(options.get("delim") ?? ",");
  const quote = character(options.get("quote") ?? '"');
  const escape = options.has("escape") ? character(options.get("escape") ?? "") : undefined;
  const wrong = delimiter === undefined || quote === undefined || (options.has("escape") && escape === undefined);
  return wrong ? undefined : { delimiter, quote, escape, keepSpace: options.has("keepspace") };
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["space", " "],
]);

/** A character, or its code (docutils: directives.unicode_code). */
function character(text: string): string | undefined {
  const named = NAMED.get(text);
  if (named !== undefined) return named;
  const code = /^(?:0x|x|\\x|U\+|u|\\u)([\da-f]+)$|^&#x([\da-f]+);$/i.exec(text);
  const digits = code?.[1] ?? code?.[2];
  if (digits === undefined && !/^\d+$/.test(text)) return text.length === 1 ? text : undefined;
  const value = digits === undefined ? Number(text) : Number.parseInt(digits, 16);
  return value <= 0x10ffff ? String.fromCodePoint(value) : undefined;
}

/** Reads values as Python's csv module does where it is strict. */
class CsvTable {
  readonly #view: View;
  readonly #dialect: Dialect;
  readonly #cells: Cell[] = [];
  #row = 0;
  #column = 0;
  #escaped = false;
  #at: number;
  #index = 0;

  constructor(view: View, dialect: Dialect) {
    this.#view = view;
    this.#dialect = dialect;
    this.#at = view.from;
  }

  read(): Csv {
    for (; this.#at < this.#view.to; this.#at++) {
      this.#index = 0;
      while (this.#index < this.#text().length) {
        const problem = this.#cell();
        if (problem !== undefined) return { cells: [], head: 0, problem };
      }
      if (this.#column > 0) this.#row++;
      this.#column = 0;
    }
    return {
      cells: this.#cells,
      head: 0,
      problem: this.#escaped ? "a cell of several lines holds escaped characters" : undefined,
    };
  }

  #text(): string {
    return textAt(this.#view, this.#at);
  }

  /** One cell and the delimiter behind it. */
  #cell(): string | undefined {
    const { delimiter, quote, keepSpace } = this.#dialect;
    if (!keepSpace) while (this.#text()[this.#index] === " ") this.#index++;
    if (this.#text()[this.#index] === quote) return this.#quoted();
    const text = this.#text();
    const from = this.#index;
    const end = text.indexOf(delimiter, from);
    this.#index = end === -1 ? text.length : end + 1;
    this.#add(this.#viewOf([this.#piece(from, end === -1 ? text.length : end)]));
    return undefined;
  }

  /** It may go on over several lines. */
  #quoted(): string | undefined {
    const { delimiter, quote, escape } = this.#dialect;
    const pieces: Piece[] = [];
    let from = this.#index + 1;
    let plain = true;
    let said = "";
    for (let index = from; ;) {
      const char = this.#text()[index];
      if (char === undefined) {
        pieces.push(this.#piece(from, index));
        said += "\n";
        if (++this.#at >= this.#view.to) return "a quoted cell does not end";
        from = index = 0;
      } else if (char === escape || (escape === undefined && this.#text().startsWith(quote + quote, index))) {
        plain = false;
        said += this.#text()[index + 1] ?? "";
        index += 2;
      } else if (char === quote) {
        pieces.push(this.#piece(from, index));
        this.#index = index + 2;
        const behind = this.#text()[index + 1];
        if (behind !== undefined && behind !== delimiter) return "text stands behind a quoted cell";
        if (plain) this.#add(this.#viewOf(pieces));
        else this.#add(undefined, said);
        if (!plain && pieces.length > 1) this.#escaped = true;
        return undefined;
      } else {
        said += char;
        index++;
      }
    }
  }

  #piece(from: number, to: number): Piece {
    const cut = cutAt(this.#view, this.#at);
    return { at: this.#at, from: cut + from, to: cut + to };
  }

  #viewOf(pieces: readonly Piece[]): View {
    return joinPieces(this.#view.lines, pieces, { cell: true });
  }

  #add(view: View | undefined, text?: string): void {
    const [top, left] = [this.#row, this.#column++];
    this.#cells.push({ view, ...(text !== undefined && { text }), top, left, bottom: top + 1, right: left + 1 });
  }
}
