const DELIMITERS = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Many rows at once take their square. */
const MOST_ROWS = 100;

/** A text that is one table, as tables of fewer rows with the same head; undefined where it is something else. */
export function splitTable(text: string, length: number): string[] | undefined {
  const lines = text.split("\n");
  if (!lines[1]?.includes("|") || !DELIMITERS.test(lines[1])) return undefined;
  const head = `${lines[0]}\n${lines[1]}\n`;
  const parts: string[] = [];
  let rows = "";
  let count = 0;
  for (const line of lines.slice(2)) {
    if (count === MOST_ROWS || (rows !== "" && rows.length + line.length > length)) {
      parts.push(head + rows);
      rows = "";
      count = 0;
    }
    rows += `${line}\n`;
    count++;
  }
  return [...parts, head + rows];
}
