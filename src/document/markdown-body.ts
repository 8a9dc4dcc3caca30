import type { Code } from "mdast";
import type { Line } from "./document.ts";
import { type LineIndex, lineAt, splitLines } from "./lines.ts";

/** A fence's opening line, from the fence on. Indented code does not begin so: its first line begins with its text. */
export function isFenced(opening: string): boolean {
  return /^(`{3,}[^`]*|~{3,}.*)$/.test(opening);
}

/** Whether the last line of a fenced code node is its closing fence (CommonMark 4.5). */
export function isClosed(node: Code, opening: string, last: string): boolean {
  const { start, end } = node.position!;
  if (end.line === start.line) return false;
  const fence = /^(`+|~+)/.exec(opening)?.[1] ?? "";
  const closing = /^[\s>]*?(`{3,}|~{3,})[ \t]*$/.exec(last)?.[1] ?? "";
  if (closing.length < fence.length || closing[0] !== fence[0]) return false;
  const lines = node.value === "" ? 0 : splitLines(node.value).length;
  return lines <= end.line - start.line - 1;
}

/**
 * The lines of a body with their places. Each value is the end of its source line: what stands before it is indentation,
 * quoting marks and list markers. Where dedenting cut a tab, the value begins with blanks that the source does not have.
 */
export function bodyLines(
  source: { text: string; index: LineIndex },
  body: { values: readonly string[]; from: number },
): Line[] {
  return body.values.map((value, i) => {
    const text = lineAt(source.text, source.index, body.from + i);
    const end = (source.index.starts[body.from + i - 1] ?? 0) + text.length;
    let length = Math.min(value.length, text.length);
    while (length > 0 && !sameText(text.slice(-length), value.slice(-length))) length--;
    const cut = length < value.length && text.at(-length - 1) === "\t" ? 1 : 0;
    return { text: value, range: { start: end - length - cut, end } };
  });
}

/** U+FFFD is what remark makes of NUL. */
function sameText(source: string, value: string): boolean {
  return source === value || source.replaceAll("\0", "\uFFFD") === value;
}
