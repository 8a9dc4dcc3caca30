const DELIMITERS = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** A text that is one table, as tables of fewer rows with the same head; undefined where it is something else. */
export function splitTable(text: string, length: number): string[] | undefined {
  const lines = text.split("\n");
  if (!lines[1]?.includes("|") || !DELIMITERS.test(lines[1])) return undefined;
  const head = `${lines[0]}\n${lines[1]}\n`;
  const parts: string[] = [];
  let rows = "";
  for (const line of lines.slice(2)) {
    if (rows !== "" && rows.length + line.length > length) {
      parts.push(head + rows);
      rows = "";
    }
    rows += `${line}\n`;
  }
  return [...parts, head + rows];
}
