import type { Reading } from "./reading.ts";
import type { View } from "./view.ts";

/** A cell, between edges that only need to be compared: columns of characters, or ordinals. */
export interface Cell {
  /** Undefined where its text is not what stands in the source. */
  readonly view: View | undefined;
  /** Then what it says. */
  readonly text?: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Table {
  /** Row by row. */
  readonly cells: readonly Cell[];
  /** The edge below its head; 0 without one. */
  readonly head: number;
  /** So many columns on the left are the heads of their rows. */
  readonly stubs?: number;
}

/** Each cell is a document of its own (docutils: Body.build_table_row). */
export function readCells(reading: Reading, table: Table): void {
  const { structure } = reading;
  if (structure === undefined) {
    for (const { view } of table.cells) if (view !== undefined) reading.nest(view);
    return;
  }
  const tops = new Set(table.cells.map(({ top }) => top));
  const lefts = new Set(table.cells.map(({ left }) => left));
  const count = (edges: ReadonlySet<number>, from: number, to: number): number =>
    [...edges].filter((edge) => edge >= from && edge < to).length;
  structure.enter({ kind: "table", head: count(tops, 0, table.head), stubs: table.stubs ?? 0 });
  for (const row of byRow(table.cells)) {
    structure.enter({ kind: "row" });
    for (const { view, text, top, bottom, left, right } of row) {
      structure.enter({ kind: "cell", columns: count(lefts, left, right), rows: count(tops, top, bottom) });
      if (view !== undefined) reading.nest(view);
      else if (text !== undefined) structure.leaf({ kind: "paragraph", text });
      structure.leave();
    }
    structure.leave();
  }
  structure.leave();
}

function byRow(cells: readonly Cell[]): Cell[][] {
  const rows: Cell[][] = [];
  for (const cell of cells) {
    if (rows.at(-1)?.[0]?.top === cell.top) rows.at(-1)!.push(cell);
    else rows.push([cell]);
  }
  return rows;
}
