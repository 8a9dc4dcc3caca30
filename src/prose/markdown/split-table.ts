const DELIMITERS = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Many rows at once take their square. */
const MOST_ROWS = 100;

export type TablePart =
  /** A table of its own, with the head of the whole. */
  | { readonly kind: "table"; readonly text: string }
  /** A row whose cells need no parser. */
  | { readonly kind: "row"; readonly cells: readonly string[] };

/**
 * A text that is one table, in parts, of which the first one is a table; undefined where it is something else.
 * @param isPlain whether there is no markup in a cell for sure: a parser takes its time for each
 */
export function splitTable(
  text: string,
  { length, isPlain }: { length: number; isPlain: (cell: string) => boolean },
): TablePart[] | undefined {
  const lines = text.split("\n");
  if (!lines[1]?.includes("|") || !DELIMITERS.test(lines[1])) return undefined;
  const head = `${lines[0]}\n${lines[1]}\n`;
  const parts: TablePart[] = [{ kind: "table", text: head }];
  let rows: string[] = [];
  let size = 0;
  const end = (): void => {
    if (rows.length > 0) parts.push({ kind: "table", text: `${head}${rows.join("\n")}\n` });
    rows = [];
    size = 0;
  };
  for (const line of lines.slice(2)) {
    const cells = plainCells(line, isPlain);
    if (cells !== undefined) {
      end();
      parts.push({ kind: "row", cells });
      continue;
    }
    if (rows.length === MOST_ROWS || (rows.length > 0 && size + line.length > length)) end();
    rows.push(line);
    size += line.length;
  }
  end();
  return parts;
}

/** Of a row between bars in which nothing else is markup. */
function plainCells(line: string, isPlain: (cell: string) => boolean): string[] | undefined {
  const [, inside] = /^\|(.*)\|$/s.exec(line) ?? [];
  const cells = inside?.split("|").map((cell) => cell.replaceAll(/^ +| +$/g, ""));
  return cells?.every(isPlain) === true ? cells : undefined;
}
