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
  /** Left edges of its columns, where there may be some at which no cell begins. */
  readonly columns?: readonly number[];
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
  if (table.cells.length === 0) return;
  const tops = ascending(table.cells.map(({ top }) => top));
  const lefts = ascending(table.columns ?? table.cells.map(({ left }) => left));
  structure.enter({ kind: "table", head: count(tops, 0, table.head), stubs: table.stubs ?? 0 });
  for (const row of byRow(table.cells)) {
    structure.enter({ kind: "row" });
    for (const { view, text, top, bottom, left, right } of row) {
      structure.enter({ kind: "cell", columns: count(lefts, left, right), rows: count(tops, top, bottom) });
      if (view !== undefined) reading.nest(view);
      else if (text !== undefined && text !== "") structure.leaf({ kind: "paragraph", text });
      structure.leave();
    }
    structure.leave();
  }
  structure.leave();
}

function ascending(edges: readonly number[]): number[] {
  return [...new Set(edges)].toSorted((one, other) => one - other);
}

/** How many edges there are from one to before another. */
function count(edges: readonly number[], from: number, to: number): number {
  return before(edges, to) - before(edges, from);
}

/** How many edges are less. */
function before(edges: readonly number[], edge: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byRow(cells: readonly Cell[]): Cell[][] {
  const rows: Cell[][] = [];
  for (const cell of cells) {
    if (rows.at(-1)?.[0]?.top === cell.top) rows.at(-1)!.push(cell);
    else rows.push([cell]);
  }
  return rows;
}
