import type { PhrasingContent, Table } from "mdast";
import { toString } from "mdast-util-to-string";
import type { GridTable, ProseContent } from "../tree.ts";
import { append, greatest } from "../lists.ts";
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
  const set = rowsOf(grid).map((row) => setRow(row, { grid, widths, setting }));
  const apart = set.slice(grid.headRows).some((lines) => lines.length > 1);
  const lines: string[] = [];
  for (const [row, one] of set.entries()) {
    if (row > 0 && row === grid.headRows) lines.push(rule(widths, setting));
    else if (row > grid.headRows && apart) lines.push("");
    append(lines, one);
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
  const height = greatest(
    set.map(({ lines }) => lines.length),
    1,
  );
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
  if (room < grid.columns) return undefined;
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
  let limit = greatest(widths, 1);
  while (limit > 1 && sum(widths.map((width) => Math.min(width, limit))) > room) limit--;
  return widths.map((width) => Math.min(width, limit));
}

function naturalWidth(cell: Cell, setting: Setting): number {
  const wide: Setting = { ...setting, columns: WIDEST, narrowest: 1, block: () => undefined };
  return greatest(cellLines(cell, wide).map(widthOf), 1);
}

function longestWord({ nodes }: Cell): number {
  const words = nodes.flatMap((node) => shown(toString(node)).split(" "));
  return greatest(words.map(widthOf), 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Each row as a list: the head of a column, and what stands below it. */
function records(grid: Grid, setting: Setting): string[] {
  const heads = Array.from({ length: grid.columns }, (_, column) => String(column + 1));
  for (const { row, column, columns, nodes } of grid.cells) {
    const head = row < grid.headRows ? shown(toString({ type: "root", children: [...nodes] })) : "";
    if (head !== "") heads.fill(head, column, column + columns);
  }
  const lines: string[] = [];
  for (const row of rowsOf(grid).slice(grid.headRows)) {
    const children = row.flatMap(({ column, nodes }) => {
      const term: PhrasingContent = { type: "text", value: heads[column] ?? "" };
      const description = { type: "definitionDescription" as const, children: [...nodes] as ProseContent[] };
      return [{ type: "definitionTerm" as const, children: [term] }, description];
    });
    if (lines.length > 0) lines.push("");
    append(lines, definitions({ type: "definitionList", kind: "field", children }, setting));
  }
  return lines;
}

function rowsOf(grid: Grid): Cell[][] {
  const rows = Array.from({ length: grid.rows }, (): Cell[] => []);
  for (const cell of grid.cells) rows[cell.row]?.push(cell);
  return rows;
}
