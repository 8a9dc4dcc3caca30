import { runEnd } from "./whitespace.ts";

/** The top or bottom of a grid table (docutils: Body.grid_table_top_pat). */
export function isGridBorder(text: string): boolean {
  return isGridLine(text, "-");
}

/** The line between a grid table's head and its body (GridTableParser.head_body_separator_pat). */
export function isGridSeparator(text: string): boolean {
  return isGridLine(text, "=");
}

/** Two runs of `=` or more, blanks between them (Body.simple_table_top_pat). */
export function isSimpleTop(text: string): boolean {
  const end = runEnd(text, 0, "=");
  return end > 0 && text[end] === " " && isMadeOf(text, "=");
}

/** The bottom of a simple table, and of its head (Body.simple_table_border_pat). */
export function isSimpleBorder(text: string): boolean {
  return text[0] === "=" && isMadeOf(text, "=");
}

/** What ends a row of a simple table and says which columns are spanned (SimpleTableParser.span_pat). */
export function isSpanLine(text: string): boolean {
  return text[0] === "-" && isMadeOf(text, "-");
}

function isGridLine(text: string, dash: string): boolean {
  if (text.length < 5 || !text.startsWith(`+${dash}`) || !text.endsWith(`${dash}+`)) return false;
  for (let at = 2; at < text.length - 2; at++) if (text[at] !== "+" && text[at] !== dash) return false;
  return true;
}

function isMadeOf(text: string, char: string): boolean {
  for (let at = 0; at < text.length; at++) if (text[at] !== char && text[at] !== " ") return false;
  return true;
}
