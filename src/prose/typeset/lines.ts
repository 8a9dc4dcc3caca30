import type { Setting } from "./setting.ts";
import type { Span } from "./spans.ts";
import { cut, type Word, wordsOf } from "./words.ts";

/** Longer lines are hard to read, however wide the terminal is. */
const LONGEST = 96;

/** Spans as lines of at most so many columns. */
export function fill(spans: readonly Span[], { paint, ...setting }: Pick<Setting, "columns" | "paint">): string[] {
  const columns = Math.min(setting.columns, LONGEST);
  const lines: Word[][] = [];
  let room = 0;
  const words = wordsOf(spans).flatMap((word) => (word.width > columns ? cut(word, columns) : [word]));
  for (const word of words) {
    const gap = word.gap === undefined ? 0 : 1;
    if (lines.length === 0 || word.begins || gap + word.width > room) {
      lines.push([word]);
      room = columns - word.width;
    } else {
      lines.at(-1)!.push(word);
      room -= gap + word.width;
    }
  }
  return lines.map((line) => painted(line, paint));
}

/** Neighbours that are painted alike are painted as one. */
function painted(line: readonly Word[], paint: Setting["paint"]): string {
  const spans: Span[] = [];
  const put = ({ text, style }: Span): void => {
    const last = spans.at(-1);
    if (last?.style === style) spans[spans.length - 1] = { text: last.text + text, style };
    else spans.push({ text, style });
  };
  for (const [i, { pieces, gap }] of line.entries()) {
    const before = line[i - 1]?.pieces.at(-1)?.style;
    if (i > 0 && gap !== undefined) put({ text: " ", style: before === gap && pieces[0]?.style === gap ? gap : "" });
    for (const piece of pieces) put(piece);
  }
  return spans.map(({ text, style }) => (style === "" ? text : paint.sgr(style, text))).join("");
}
