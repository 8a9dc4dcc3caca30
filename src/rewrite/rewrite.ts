import type { Document, Range } from "../document/document.ts";

/** A range of the source and its new text. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * A document's text with edits applied, in whatever order they are given. Without edits it is the text itself, byte for
 * byte. Edits that overlap, or stand at the same place or outside of the text are a bug of the caller's and throw.
 */
export function rewrite({ text }: Pick<Document, "text">, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
  let written = "";
  let at = 0;
  for (const [i, { range, text: replacement }] of sorted.entries()) {
    const before = sorted[i - 1]?.range;
    const same = before !== undefined && before.start === range.start;
    if (range.start < at || range.end < range.start || range.end > text.length || same) {
      throw new RangeError(`edits overlap or lie outside of the text at ${range.start}–${range.end}`);
    }
    written += text.slice(at, range.start) + replacement;
    at = range.end;
  }
  return written + text.slice(at);
}
