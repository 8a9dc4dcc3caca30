import { isPunctuation } from "./characters.ts";
import { faults } from "./faults.ts";
import { isCutShort, isEmpty, takeIndented } from "./indented.ts";
import type { Cursor } from "./reading.ts";
import { isBlank, sliceView, textAt } from "./view.ts";

/** Whether a paragraph's last line announces a literal block: `::` behind no escaping backslash (RSTState.paragraph). */
export function announcesLiteral(line: string): boolean {
  if (!line.endsWith("::")) return false;
  let at = line.length - 2;
  while (at > 0 && line[at - 1] === "\\") at--;
  return (line.length - at) % 2 === 0;
}

/** A paragraph's text without what announces a literal block; empty where nothing else is said. */
export function withoutColons(text: string): string {
  if (!announcesLiteral(text)) return text;
  return /(?:^|\s)::$/.test(text) ? text.slice(0, -2).trimEnd() : text.slice(0, -1);
}

/**
 * The block that a paragraph ending in `::` announces: what is indented from here on (docutils: Text.literal_block), or
 * else the lines that begin with one and the same punctuation character. `opener` is the paragraph's last line.
 */
export function literalBlock(cursor: Cursor, opener: number): void {
  const { reading } = cursor;
  const { view, next } = takeIndented(cursor.view, cursor.at);
  cursor.at = next;
  if (isEmpty(view)) {
    quotedBlock(cursor, opener);
    return;
  }
  reading.add({ kind: "literal", view, lang: reading.highlight });
  if (isCutShort(cursor.view, next)) reading.say(faults.unindented(), cursor.view, next);
}

/** docutils: Body.doctest. */
export function doctestBlock(cursor: Cursor): void {
  const { view, at } = cursor;
  let end = at;
  while (!isBlank(view, end)) end++;
  cursor.reading.add({ kind: "doctest", view: sliceView(view, at, end) });
  cursor.at = end;
}

/** docutils: QuotedLiteralBlock. */
function quotedBlock(cursor: Cursor, opener: number): void {
  const { view, reading, at } = cursor;
  const quote = isBlank(view, at) ? "" : textAt(view, at).charAt(0);
  if (!isPunctuation(quote.charCodeAt(0))) {
    reading.say(faults.noLiteralBlock(), view, opener);
    return;
  }
  let end = at;
  while (!isBlank(view, end) && textAt(view, end).startsWith(quote)) end++;
  reading.add({ kind: "quoted", view: sliceView(view, at, end), lang: reading.highlight });
  cursor.at = end;
  if (!isBlank(view, end)) reading.say(faults.inconsistentQuoting(), view, end);
}
