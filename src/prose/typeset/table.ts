import type { PhrasingContent, Table } from "mdast";
import { toString } from "mdast-util-to-string";
import type { GridTable } from "../tree.ts";
import { definitions } from "./definitions.ts";
import { type Cell, type Grid, gridOf } from "./grid.ts";
import type { Setting } from "./setting.ts";
import { shown } from "./spans.ts";
import { widthOf } from "./words.ts";

const GAP = 2;
/** Narrower columns are no columns: then each row is a list of what it holds. */
const NARROW = 8;
/** A word that is longer may be cut. */
const LONG = 20;
/** Wider than any terminal. */
const WIDEST = 1_000;

/** Columns with a line below the head, as wide as their text where there is room for it. */
export function table(node: Table | GridTable, setting: Setting): string[] {
  const grid = gridOf(node);
  const widths = widthsOf(grid, setting);
  if (widths === undefined) return records(grid, setting);
  const rows = Array.from({ length: grid.rows }, () => [] as Cell[]);
  for (const cell of grid.cells) rows[cell.row]?.push(cell);
  const set = rows.map((row) => setRow(row, { grid, widths, setting }));
  const apart = set.slice(grid.headRows).some((lines) => lines.length > 1);
  const lines: string[] = [];
  for (const [row, one] of set.entries()) {
    if (row > 0 && row === grid.headRows) lines.push(rule(widths, setting));
    else if (row > grid.headRows && apart) lines.push("");
    lines.push(...one);
  }
  return lines;
}

function rule(widths: readonly number[], { colours, paint }: Setting): string {
  return paint.dim(widths.map((width) => (colours ? "─" : "-").repeat(width)).join(" ".repeat(GAP)));
}

interface Layout {
  readonly grid: Grid;
  readonly widths: readonly number[];
  readonly setting: Setting;
}

function setRow(cells: readonly Cell[], { grid, widths, setting }: Layout): string[] {
  const set = cells.map((cell) => {
    const width = widthOfCell(cell, widths);
    return { cell, width, lines: cellLines(cell, { ...setting, columns: width, narrowest: 1 }) };
  });
  const height = Math.max(1, ...set.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    let line = "";
    let column = 0;
    for (const { cell, width, lines } of set) {
      for (; column < cell.column; column++) line += " ".repeat((widths[column] ?? 0) + GAP);
      line += aligned(lines[at] ?? "", width, cell.columns === 1 ? grid.align[cell.column] : null) + " ".repeat(GAP);
      column += cell.columns;
    }
    return line.trimEnd();
  });
}

function cellLines({ head, nodes }: Cell, setting: Setting): string[] {
  const [only] = nodes;
  if (!head || nodes.length !== 1 || only?.type !== "paragraph") return setting.set(nodes, setting);
  const strong: PhrasingContent = { type: "strong", children: only.children };
  return setting.set(setting.colours ? [{ type: "paragraph", children: [strong] }] : nodes, setting);
}

function aligned(line: string, width: number, align: Grid["align"][number] | undefined): string {
  const room = Math.max(0, width - widthOf(line));
  const left = align === "right" ? room : align === "center" ? Math.floor(room / 2) : 0;
  return `${" ".repeat(left)}${line}${" ".repeat(room - left)}`;
}

function widthOfCell({ column, columns }: Cell, widths: readonly number[]): number {
  const spanned = widths.slice(column, column + columns);
  return sum(spanned) + GAP * (spanned.length - 1);
}

/** Of each column; undefined where they do not fit. */
function widthsOf(grid: Grid, setting: Setting): number[] | undefined {
  const room = setting.columns - GAP * (grid.columns - 1);
  const wide = Array.from({ length: grid.columns }, () => 1);
  const least = [...wide];
  for (const cell of grid.cells.toSorted((one, other) => one.columns - other.columns)) {
    widen(wide, cell, naturalWidth(cell, setting));
    widen(least, cell, Math.min(LONG, longestWord(cell)));
  }
  const total = sum(wide);
  if (total <= room) return wide;
  if (room < NARROW * grid.columns && room < sum(least)) return undefined;
  const floor = sum(least) <= room ? least : limited(least, room);
  const spare = room - sum(floor);
  const wanted = wide.map((width, i) => Math.max(0, width - (floor[i] ?? 0)));
  const shares = wanted.map((want) => Math.floor((want * spare) / Math.max(1, sum(wanted))));
  return floor.map((width, i) => width + Math.min(wanted[i] ?? 0, shares[i] ?? 0));
}

/** A cell over several columns widens the last of them. */
function widen(widths: number[], cell: Cell, width: number): void {
  const lacking = width - widthOfCell(cell, widths);
  if (lacking > 0) widths[cell.column + cell.columns - 1]! += lacking;
}

/** The widest ones give way until all of them fit. */
function limited(widths: readonly number[], room: number): number[] {
  let limit = Math.max(...widths);
  while (limit > 1 && sum(widths.map((width) => Math.min(width, limit))) > room) limit--;
  return widths.map((width) => Math.min(width, limit));
}

function naturalWidth(cell: Cell, setting: Setting): number {
  const wide: Setting = { ...setting, columns: WIDEST, narrowest: 1, block: () => undefined };
  return Math.max(1, ...cellLines(cell, wide).map(widthOf));
}

function longestWord({ nodes }: Cell): number {
  const words = nodes.flatMap((node) => shown(toString(node)).split(" "));
  return Math.max(1, ...words.map(widthOf));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Each row as a list: the head of a column, and what stands below it. */
function records(grid: Grid, setting: Setting): string[] {
  const heads = Array.from({ length: grid.columns }, (_, column) =>
    grid.cells.find((cell) => cell.row < grid.headRows && cell.column <= column && column < cell.column + cell.columns),
  );
  const rows = Array.from({ length: grid.rows - grid.headRows }, (_, i) => {
    const children = grid.cells
      .filter(({ row }) => row === grid.headRows + i)
      .flatMap(({ column, nodes }) => {
        const head = shown(toString({ type: "root", children: [...(heads[column]?.nodes ?? [])] }));
        const description = { type: "definitionDescription" as const, children: nodes as never };
        const text = { type: "text" as const, value: head === "" ? String(column + 1) : head };
        return [{ type: "definitionTerm" as const, children: [text] }, description];
      });
    return definitions({ type: "definitionList", kind: "field", children }, setting);
  });
  return rows.flatMap((lines, i) => (i > 0 ? ["", ...lines] : lines));
}
