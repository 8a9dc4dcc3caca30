/** Where lines begin in a text, and from there lines and columns of offsets. */
export interface LineIndex {
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
}

/** Lines end at `\n`, `\r\n` or a lone `\r`, as in CommonMark 2.1. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return { starts };
}

/** Line and column of an offset, both from 1. */
export function positionAt({ starts }: LineIndex, offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** A line's text without its end; lines count from 1, and behind the last one there is only emptiness. */
export function lineAt(text: string, { starts }: LineIndex, line: number): string {
  const start = starts[line - 1];
  if (start === undefined) return "";
  return text.slice(start, starts[line]).replace(/(\r\n|\r|\n)$/, "");
}
