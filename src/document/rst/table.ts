import { readRow, type Row } from "./cell.ts";
import { readCells, type Table } from "./cells.ts";
import { faults } from "./faults.ts";
import { isEdge, isolateGrid, readGrid } from "./grid-table.ts";
import type { Cursor } from "./reading.ts";
import { isolateSimple, readSimple } from "./simple-table.ts";
import { hasColons, isBlank, sliceView, textAt, type View } from "./view.ts";

/** docutils: Body.grid_table_top. */
export function gridTable(cursor: Cursor): void {
  const { view, at } = cursor;
  let end = at;
  while (!isBlank(view, end) && isEdge(textAt(view, end)[0])) end++;
  const { rows, read, problem } = isolateGrid(readRows(view, at, end));
  cursor.at = at + read;
  cells(cursor, at, problem ?? readGrid(view, rows));
}

/** docutils: Body.simple_table_top. */
export function simpleTable(cursor: Cursor): void {
  const { view, at } = cursor;
  const { next, problem } = isolateSimple(view, at);
  cursor.at = next;
  cells(cursor, at, problem ?? readSimple(view, readRows(view, at, next)));
}

function readRows(view: View, from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, i) => readRow(view, from + i));
}

/** `top` is the table's first line. */
function cells({ reading, view, at }: Cursor, top: number, found: Table | string): void {
  if (typeof found !== "string") readCells(reading, found);
  else if (hasColons(sliceView(view, top, at))) reading.say(faults.malformedTable(found), view, top);
}
