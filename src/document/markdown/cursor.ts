import { offsetIn, type Row } from "./row.ts";

const TAB_WIDTH = 4;
const TAB = 9;
const BLANK = 32;

/** A place in a row. A tab may be read in part: it is as many blanks as lead to the next column that 4 divides. */
export interface Mark {
  readonly at: number;
  readonly column: number;
  /** So many columns of the tab at `at` are read. */
  readonly eaten: number;
}

/** Reads a row from its left, by columns (CommonMark 2.2). */
export class Cursor {
  readonly row: Row;
  /** Index of the next character: of a tab, as long as not all of its columns are read. */
  at = 0;
  #column = 0;
  #eaten = 0;
  #textAt = 0;
  #textColumn = -1;

  constructor(row: Row) {
    this.row = row;
  }

  get mark(): Mark {
    return { at: this.at, column: this.#column, eaten: this.#eaten };
  }

  /** Columns of blanks and tabs before the next character that is neither. */
  get indent(): number {
    this.#findText();
    return this.#textColumn - this.#column;
  }

  /** Index of that character. */
  get textAt(): number {
    this.#findText();
    return this.#textAt;
  }

  get isBlank(): boolean {
    return this.textAt >= this.row.text.length;
  }

  /** Of that character, or NaN. */
  get code(): number {
    return this.row.text.charCodeAt(this.textAt);
  }

  /** From that character on. */
  get text(): string {
    return this.row.text.slice(this.textAt);
  }

  /** Behind so many characters that are neither blanks nor tabs. */
  advance(count: number): void {
    const from = this.textAt;
    this.#column = this.#textColumn + count;
    this.at = from + count;
    this.#eaten = 0;
    this.#textColumn = -1;
  }

  /** Behind at most so many columns of blanks and tabs. */
  skip(columns: number): void {
    const target = Math.min(this.#column + columns, this.#column + this.indent);
    const { text } = this.row;
    while (this.#column < target) {
      const end = text.charCodeAt(this.at) === TAB ? nextStop(this.#column) : this.#column + 1;
      this.#eaten = end <= target ? 0 : this.#eaten + target - this.#column;
      this.#column = Math.min(end, target);
      if (end <= target) this.at++;
    }
  }

  skipLine(): void {
    this.at = this.row.text.length;
    this.#eaten = 0;
    this.#textAt = this.at;
    this.#textColumn = this.#column;
  }

  /** What is not read yet, as a row of its own. */
  rest(): Row {
    const { text, line } = this.row;
    if (this.#eaten > 0) {
      const blanks = nextStop(this.#column) - this.#column;
      return { text: " ".repeat(blanks) + text.slice(this.at + 1), blanks, offset: this.#offset(this.at + 1), line };
    }
    const blanks = Math.max(0, this.row.blanks - this.at);
    return { text: this.at === 0 ? text : text.slice(this.at), blanks, offset: this.#offset(this.at + blanks), line };
  }

  /** What stands between two marks, tabs as blanks. */
  between(from: Mark, to: Mark): string {
    if (from.at === to.at) return " ".repeat(to.eaten - from.eaten);
    let text = "";
    let column = from.column;
    for (let at = from.at; at < to.at; at++) {
      const tab = this.row.text.charCodeAt(at) === TAB;
      const end = tab ? nextStop(column) : column + 1;
      text += tab ? " ".repeat(end - column) : this.row.text[at];
      column = end;
    }
    return text + " ".repeat(to.eaten);
  }

  #offset(index: number): number {
    return offsetIn(this.row, index);
  }

  #findText(): void {
    if (this.#textColumn !== -1) return;
    const { text } = this.row;
    let column = this.#column;
    let at = this.at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BLANK) column++;
      else if (code === TAB) column = nextStop(column);
      else break;
    }
    this.#textAt = at;
    this.#textColumn = column;
  }
}

function nextStop(column: number): number {
  return column + TAB_WIDTH - (column % TAB_WIDTH);
}
