import type { Row } from "./row.ts";

/** The body of a MyST directive without its options: `:name: value` lines, or YAML between lines of `---`. */
export function withoutOptions(rows: readonly Row[]): readonly Row[] {
  const at = optionsEnd(rows);
  return rows[at]?.text.trim() === "" ? rows.slice(at + 1) : rows.slice(at);
}

/** Whether a directive would take a body's first line for an option, or lose it. */
export function needsBlankLine(first: string): boolean {
  return first.trim() === "" || isOption(first) || first.startsWith("---");
}

function optionsEnd(rows: readonly Row[]): number {
  if (rows[0]?.text.startsWith("---")) {
    const close = rows.findIndex(({ text }, i) => i > 0 && text.startsWith("---"));
    return close === -1 ? rows.length : close + 1;
  }
  const end = rows.findIndex(({ text }) => !isOption(text));
  return end === -1 ? rows.length : end;
}

/** MyST takes a line for an option by its first character alone. */
function isOption(text: string): boolean {
  return text.startsWith(":");
}
