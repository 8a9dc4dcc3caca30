/** What the tests of this folder ask of a document, and the laws that each document must obey. */
import * as assert from "uvu/assert";
import type { Block, Document, Line } from "../../../src/document/document.ts";
import { parseRst } from "../../../src/document/rst/rst.ts";
import { formatMessage } from "../../../src/message/message.ts";

/** Parses, and checks every law. */
export function read(source: string): Document {
  const document = parseRst("x.rst", source);
  checkLaws(document);
  return document;
}

/** Each block as `kind start: text`, a language behind the kind. */
export function found(source: string): string[] {
  return read(source).blocks.map(
    ({ kind, lang, start, text }) => `${kind}${lang === undefined ? "" : ` ${lang}`} ${start}: ${text}`,
  );
}

/** Of a document that holds one block. */
export function only(source: string): Block {
  const { blocks } = read(source);
  assert.is(blocks.length, 1);
  return blocks[0]!;
}

export function messages(source: string): string[] {
  return read(source).messages.map(formatMessage);
}

export function codes(source: string): string[] {
  return read(source).messages.map(({ code, place }) => `${code} ${place.line}:${place.column}`);
}

/** What document.ts says of blocks and lines. */
export function checkLaws({ text: own, blocks }: Document): void {
  let behind = 0;
  for (const { origin, range, lines, text, rewritable, start } of blocks) {
    const source = origin?.text ?? own;
    if (origin === undefined) {
      assert.ok(range.start >= behind, "blocks in order, apart from each other");
      behind = range.end;
    }
    assert.is(lines.map((line) => line.text).join("\n"), text);
    assert.is(range.start, lines[0]?.range.start);
    assert.is(start, source.slice(0, range.start).split(/\r\n|\r|\n/).length);
    if (rewritable) assert.is(range.end, lines.at(-1)?.range.end);
    let end = range.start;
    for (const line of lines) {
      assert.ok(!rewritable || line.range.start >= end, "lines in order");
      assert.ok(line.range.end >= line.range.start);
      end = line.range.end;
      checkLine(source, line);
    }
  }
}

/** A line's range holds its text, its tabs too; where dedenting has cut a tab, what is left of that are blanks. */
function checkLine(source: string, { text, range }: Line): void {
  const slice = source.slice(range.start, range.end);
  if (slice === text) return;
  assert.match(slice, /^\t/);
  assert.match(text.slice(0, text.length - slice.length + 1), /^ {1,7}$/);
  assert.is(text.slice(text.length - slice.length + 1), slice.slice(1));
}
