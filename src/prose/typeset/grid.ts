import type { AlignType, RootContent, Table } from "mdast";
import type { GridTable } from "../tree.ts";

/** A cell where it begins. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly columns: number;
  /** Of its row, or of the table. */
  readonly head: boolean;
  readonly nodes: readonly RootContent[];
}

export interface Grid {
  readonly cells: readonly Cell[];
  readonly rows: number;
  readonly columns: number;
  readonly headRows: number;
  readonly align: readonly AlignType[];
}

export function gridOf(table: Table | GridTable): Grid {
  const headRows = table.type === "table" ? 1 : table.headRows;
  const cells: Cell[] = [];
  /** For each column, the first row that is free. */
  const free: number[] = [];
  for (const [row, { children }] of table.children.entries()) {
    let column = 0;
    for (const cell of children) {
      while ((free[column] ?? 0) > row) column++;
      const [columns, rows] = cell.type === "gridCell" ? [cell.columns, cell.rows] : [1, 1];
      const nodes: readonly RootContent[] =
        cell.type === "gridCell" ? cell.children : [{ type: "paragraph", children: cell.children }];
      const head = row < headRows || (cell.type === "gridCell" && cell.head);
      cells.push({ row, column, columns, head, nodes });
      for (let i = 0; i < columns; i++) free[column + i] = row + rows;
      column += columns;
    }
  }
  const align = table.type === "table" ? (table.align ?? []) : [];
  return { cells, rows: table.children.length, columns: free.length, headRows, align };
}
