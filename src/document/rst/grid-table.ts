import { isGridBorder, isGridSeparator } from "./borders.ts";
import { cutCell, type Row } from "./cell.ts";
import type { Table } from "./cells.ts";
import type { View } from "./view.ts";

/** The lines of a grid table among those that begin like one. */
export interface GridExtent {
  readonly rows: readonly Row[];
  /** How many of the lines have been read. Where text follows without a blank line, docutils reads the last two again. */
  readonly read: number;
  readonly problem?: string;
}

/** docutils: Body.isolate_grid_table. */
export function isolateGrid(block: readonly Row[]): GridExtent {
  const closed = isGridBorder(block.at(-1)?.laid ?? "");
  const bottom = closed ? block.length - 1 : block.findLastIndex(({ laid }) => isGridBorder(laid));
  if (bottom < 2 && !closed) return { rows: [], read: block.length, problem: "it has no bottom" };
  const rows = block.slice(0, bottom + 1);
  const width = rows[0]?.laid.length;
  const ragged = rows.some(({ laid }) => laid.length !== width || !isEdge(laid.at(-1)));
  const extent = { rows, read: closed ? block.length : bottom - 1 };
  return ragged ? { ...extent, problem: "its right side is not straight" } : extent;
}

export function isEdge(char: string | undefined): boolean {
  return char === "+" || char === "|";
}

/** The cells of a grid table, row by row; or what is wrong with it (docutils: GridTableParser). */
export function readGrid(view: View, rows: readonly Row[]): Table | string {
  const separators = rows.flatMap(({ laid }, at) => (isGridSeparator(laid) ? [at] : []));
  if (separators.length > 1) return "it has more than one line between head and body";
  const grid = rows.map(({ laid }, at) => (separators.includes(at) ? laid.replaceAll("=", "-") : laid));
  const boxes = new Search(grid).boxes();
  if (typeof boxes === "string") return boxes;
  const cells = boxes.map(({ top, left, bottom, right }) => {
    const cell = cutCell(view, rows.slice(top + 1, bottom), { left: left + 1, right });
    return { view: cell, top, left, bottom, right };
  });
  return { cells, head: separators[0] ?? 0 };
}

/** Steps of the search for cells, per character of the table: far more than any table needs that a person has drawn. */
const EFFORT = 100;

interface Corner {
  readonly top: number;
  readonly left: number;
}

interface Box extends Corner {
  readonly bottom: number;
  readonly right: number;
}

/** Traces cells out, from each upper-left corner right, down, left and up again. */
class Search {
  readonly #grid: readonly string[];
  readonly #bottom: number;
  readonly #right: number;
  /** The last line that is known to belong to a cell, for each column. */
  readonly #done: number[];
  #effort: number;

  constructor(grid: readonly string[]) {
    const width = grid[0]?.length ?? 0;
    this.#grid = grid;
    this.#bottom = grid.length - 1;
    this.#right = width - 1;
    this.#done = Array.from({ length: width }, () => -1);
    this.#effort = EFFORT * (grid.length * width + width);
  }

  /** docutils: GridTableParser.parse_table. In the order of their corners, line by line. */
  boxes(): Box[] | string {
    const boxes: Box[] = [];
    const corners: number[][] = this.#grid.map((_, top) => (top === 0 ? [0] : []));
    for (let top = 0; top < this.#bottom; top++) {
      const queue = (corners[top] ?? []).toSorted((one, other) => other - one);
      for (let left = queue.pop(); left !== undefined; left = queue.pop()) {
        if (left === this.#right || top <= (this.#done[left] ?? 0)) continue;
        const box = this.#scanRight({ top, left });
        if (this.#effort < 0) return "it is too intricate";
        if (box === undefined) continue;
        if (!this.#markDone(box)) return "its cells overlap";
        boxes.push(box);
        corners[box.bottom]?.push(left);
        queue.splice(queue.findLastIndex((column) => column >= box.right) + 1, 0, box.right);
      }
    }
    const complete = this.#done.slice(0, this.#right).every((line) => line === this.#bottom - 1);
    return complete ? boxes : "its cells do not fit together";
  }

  #scanRight({ top, left }: Corner): Box | undefined {
    for (let right = left + 1; right <= this.#right; right++) {
      const char = this.#at(top, right);
      if (char === "+") {
        const bottom = this.#scanDown({ top, left }, right);
        if (bottom !== undefined) return { top, left, bottom, right };
      } else if (char !== "-") return undefined;
    }
    return undefined;
  }

  #scanDown(corner: Corner, right: number): number | undefined {
    for (let bottom = corner.top + 1; bottom <= this.#bottom; bottom++) {
      const char = this.#at(bottom, right);
      if (char === "+") {
        if (this.#closes({ ...corner, bottom, right })) return bottom;
      } else if (char !== "|") return undefined;
    }
    return undefined;
  }

  /** Back to the corner, along the cell's bottom and its left side (docutils: scan_left, scan_up). */
  #closes({ top, left, bottom, right }: Box): boolean {
    for (let at = right - 1; at > left; at--) {
      const char = this.#at(bottom, at);
      if (char !== "+" && char !== "-") return false;
    }
    if (this.#at(bottom, left) !== "+") return false;
    for (let at = bottom - 1; at > top; at--) {
      const char = this.#at(at, left);
      if (char !== "+" && char !== "|") return false;
    }
    return true;
  }

  /** False if a part of the box belongs to another one, which docutils takes for impossible. */
  #markDone({ top, left, bottom, right }: Box): boolean {
    for (let column = left; column < right; column++) {
      if (this.#done[column] !== top - 1) return false;
      this.#done[column] = bottom - 1;
    }
    return true;
  }

  /** Nothing, once the effort is spent: every search ends there. */
  #at(row: number, column: number): string | undefined {
    return this.#effort-- < 0 ? undefined : this.#grid[row]?.[column];
  }
}
