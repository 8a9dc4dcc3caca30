import type { Parent, PhrasingContent, RootContent, TableRow } from "mdast";
import { greatest } from "../lists.ts";
import type { GridCell, GridRow, GridTable } from "../tree.ts";

export function gridTable(headRows: number): GridTable {
  return { type: "gridTable", headRows, children: [] };
}

/** The same as mdast's own table, where that can hold it. */
export function simpler(node: Parent): RootContent {
  const table = node as GridTable;
  const cells = table.children.flatMap(({ children }) => children);
  if (table.headRows !== 1 || cells.some((cell) => !isSimple(cell))) return table;
  const children = table.children.map((row): TableRow => ({
    type: "tableRow",
    children: row.children.map(simpleCell),
  }));
  // Who makes HTML of it takes so many cells from each row.
  const align = Array.from(
    {
      length: greatest(
        children.map((row) => row.children.length),
        0,
      ),
    },
    () => null,
  );
  return { type: "table", align, children, ...(table.data && { data: table.data }) };
}

function isSimple({ columns, rows, head, children }: GridCell): boolean {
  const [only, ...others] = children;
  const text = only === undefined || (only.type === "paragraph" && only.data === undefined);
  return columns === 1 && rows === 1 && !head && text && others.length === 0;
}

function simpleCell({ children: [only] }: GridCell): TableRow["children"][number] {
  const children: PhrasingContent[] = only?.type === "paragraph" ? only.children : [];
  return { type: "tableCell", children };
}

/** A list of lists as a table (docutils: directives.tables.ListTable); undefined where it is none. */
export function listTable(list: RootContent | undefined, headRows: number, stubs: number): GridTable | undefined {
  if (list?.type !== "list") return undefined;
  const rows = list.children.map(({ children }): GridRow | undefined => {
    const [inner, ...others] = children;
    if (inner?.type !== "list" || others.length > 0) return undefined;
    const cells = inner.children.map((item, i): GridCell => {
      return { type: "gridCell", columns: 1, rows: 1, head: i < stubs, children: item.children };
    });
    return { type: "gridRow", children: cells };
  });
  const sound = rows.filter((row) => row !== undefined);
  return sound.length === rows.length ? { ...gridTable(headRows), children: sound } : undefined;
}
