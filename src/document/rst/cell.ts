import { joinPieces } from "./pieces.ts";
import { cutAt, textAt, type View } from "./view.ts";
import { contentEnd, contentStart } from "./whitespace.ts";
import { isCombining, isNarrow, isWide } from "./width.ts";

/** A line of a table. */
export interface Row {
  readonly at: number;
  readonly text: string;
  /** The same with each character one unit, and a pad behind each wide one, so that an index is a column. */
  readonly laid: string;
}

const PAD = "\0";
/** They stand for characters outside the basic plane. */
const ANY = "\uFFFF";
const ANY_COMBINING = "\u0300";

/** docutils: StringList.pad_double_width. */
export function readRow(view: View, at: number): Row {
  const text = textAt(view, at);
  return { at, text, laid: isNarrow(text) && !text.includes(PAD) ? text : layOut(text) };
}

/** Without combining characters, which take up no column (docutils: strip_combining_chars). */
export function withoutCombining(laid: string): string {
  return isNarrow(laid)
    ? laid
    : Array.from(laid)
        .filter((char) => !isCombining(char))
        .join("");
}

/** Columns: those from the left one to before the right one. */
export interface Sides {
  readonly left: number;
  readonly right: number;
}

/** The rows' text between two columns, dedented, as a view of its own (docutils: StringList.get_2D_block). */
export function cutCell(view: View, rows: readonly Row[], { left, right }: Sides): View {
  let columns: Sides = { left, right };
  let least = right;
  const boxes = rows.map((row) => {
    columns = skipCombining(row.laid, columns);
    const to = contentEnd(row.laid, columns.left, Math.max(columns.left, Math.min(columns.right, row.laid.length)));
    if (to > columns.left) least = Math.min(least, contentStart(row.laid, columns.left, to) - columns.left);
    return { row, from: columns.left, to };
  });
  const indent = least < columns.right ? least : 0;
  const pieces = boxes.map(({ row, from, to }) => {
    const cut = cutAt(view, row.at);
    return { at: row.at, from: cut + unitAt(row, Math.min(from + indent, to)), to: cut + unitAt(row, to) };
  });
  return joinPieces(view.lines, pieces, { cell: true });
}

/**
 * Columns as indices of a line with combining characters (docutils: utils.column_indices). Docutils goes on with the
 * shifted columns on the lines below.
 */
function skipCombining(laid: string, columns: Sides): Sides {
  if (isNarrow(laid)) return columns;
  const indices = Array.from(laid, (char, at) => (isCombining(char) ? -1 : at)).filter((at) => at !== -1);
  const shift = (column: number): number => indices[column] ?? column + laid.length - indices.length;
  return { left: shift(columns.left), right: shift(columns.right) };
}

/** The index in a row's text of a column. */
function unitAt({ text, laid }: Row, column: number): number {
  if (text === laid) return Math.min(column, text.length);
  let unit = 0;
  for (let at = 0; at < column && at < laid.length; at++) {
    if (laid[at] !== PAD) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return unit;
}

function layOut(text: string): string {
  let laid = "";
  for (const char of text) {
    const outside = isCombining(char) ? ANY_COMBINING : ANY;
    laid += char.length > 1 ? outside : char === PAD ? ANY : char;
    if (isWide(char)) laid += PAD;
  }
  return laid;
}
