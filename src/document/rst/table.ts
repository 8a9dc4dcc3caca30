import { readRow, type Row } from "./cell.ts";
import { faults } from "./faults.ts";
import { isolateGrid, readGrid } from "./grid-table.ts";
import type { Cursor } from "./reading.ts";
import { isolateSimple, readSimple } from "./simple-table.ts";
import { isBlank, isIndented, type View } from "./view.ts";

/** docutils: Body.grid_table_top. */
export function gridTable(cursor: Cursor): void {
  const { view, at, reading } = cursor;
  let end = at;
  while (!isBlank(view, end) && !isIndented(view, end)) end++;
  if (isIndented(view, end)) reading.say(faults.indented(), view, end);
  const { rows, read, finished, problem } = isolateGrid(readRows(view, at, end));
  cursor.at = at + read;
  cells(cursor, at, problem ?? readGrid(view, rows));
  if (!finished || isIndented(view, end)) reading.say(faults.unindented("the table"), view, cursor.at);
}

/** docutils: Body.simple_table_top. */
export function simpleTable(cursor: Cursor): void {
  const { view, at, reading } = cursor;
  const { next, finished, problem } = isolateSimple(view, at);
  cursor.at = next;
  cells(cursor, at, problem ?? readSimple(view, readRows(view, at, next)));
  if (!finished) reading.say(faults.unindented("the table"), view, next);
}

function readRows(view: View, from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, i) => readRow(view, from + i));
}

/** Each cell is a document of its own (docutils: Body.build_table_row). */
function cells({ reading, view }: Cursor, at: number, found: readonly View[] | string): void {
  if (typeof found === "string") reading.say(faults.malformedTable(found), view, at);
  else for (const cell of found) reading.nest(cell);
}
