import { COMBINING, WIDE } from "./width-table.ts";

/** Columns that a text takes up: two for a wide character, none for a combining one (docutils: utils.column_width). */
export function columnWidth(text: string): number {
  if (isNarrow(text)) return text.length;
  let width = 0;
  for (const char of text) width += (isWide(char) ? 2 : 1) - (isCombining(char) ? 1 : 0);
  return width;
}

/** Whether each character is one column wide for sure. */
export function isNarrow(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= FIRST_SPECIAL) return false;
  return true;
}

export function isWide(char: string): boolean {
  wide ??= readTable(WIDE);
  return isIn(wide, char.codePointAt(0) ?? 0);
}

export function isCombining(char: string): boolean {
  combining ??= readTable(COMBINING);
  return isIn(combining, char.codePointAt(0) ?? 0);
}

/** U+0300 is the first combining character; wide ones come later. */
const FIRST_SPECIAL = 0x300;

/** First and last code points of ranges, one behind the other, ascending. */
type Table = readonly number[];
let wide: Table | undefined;
let combining: Table | undefined;

function readTable(text: string): Table {
  return text.split(" ").flatMap((range) => {
    const [first = "", last = first] = range.split("-");
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}

function isIn(table: Table, code: number): boolean {
  let low = 0;
  let high = table.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < (table[2 * middle] ?? 0)) high = middle - 1;
    else if (code > (table[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}
