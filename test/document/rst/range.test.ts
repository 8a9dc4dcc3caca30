import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Block } from "../../../src/document/document.ts";
import { only, read } from "./reading.ts";

/** The block's source text, and each line's. */
function slices(source: string, { range, lines }: Block): { block: string; lines: string[] } {
  return {
    block: source.slice(range.start, range.end),
    lines: lines.map((line) => source.slice(line.range.start, line.range.end)),
  };
}

test("a block's range begins behind its indentation and ends before its line end", () => {
  const source = "- text::\n\n      $ a\n\n        b\n\nmore\n";
  const block = only(source);
  assert.equal(slices(source, block), { block: "$ a\n\n        b", lines: ["$ a", "", "  b"] });
  assert.equal(block.range, { start: 16, end: 30 });
  assert.equal(block.lines, [
    { text: "$ a", range: { start: 16, end: 19 } },
    { text: "", range: { start: 20, end: 20 } },
    { text: "  b", range: { start: 27, end: 30 } },
  ]);
});

test("blanks at line ends are no part of a line", () => {
  const source = "::\n\n  $ a  \n   \n  b\t\n";
  assert.equal(slices(source, only(source)).lines, ["$ a", "", "b"]);
});

test("quoted and doctest blocks keep their marks", () => {
  for (const source of ["text::\n\n> a\n>  b\n", ">>> a\nb\n"]) {
    const block = only(source);
    assert.is(slices(source, block).block, block.text);
  }
});

test("line ends of every kind", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const source = ["text::", "", "  $ a", "  b", "", "c"].join(end);
    const block = only(source);
    assert.is(block.text, "$ a\nb");
    assert.is(block.start, 3);
    assert.equal(slices(source, block), { block: `$ a${end}  b`, lines: ["$ a", "b"] });
  }
});

test("docutils breaks lines at other characters, too, which editors do not count", () => {
  for (const end of ["\u0085", "\u2028", "\u2029", "\u001C", "\u001D", "\u001E"]) {
    const source = ["text::", "", "  $ a", "  b"].join(end);
    const block = only(source);
    assert.is(block.text, "$ a\nb");
    assert.is(block.start, 1);
    assert.equal(slices(source, block).lines, ["$ a", "b"]);
  }
});

test("without a final newline", () => {
  const source = "::\n\n  $ a";
  assert.equal(slices(source, only(source)), { block: "$ a", lines: ["$ a"] });
});

test("a byte order mark is no text, and offsets count it", () => {
  const source = "\uFEFF::\n\n  $ a\n";
  const block = only(source);
  assert.equal(block.range, { start: 7, end: 10 });
  assert.is(slices(source, block).block, "$ a");
  assert.equal(only("\uFEFFTitle\n=====\n\n::\n\n  $ a\n").section, ["Title"]);
});

test("tabs are eight columns for indentation, and stay tabs within a line", () => {
  const source = "::\n\n\t$ a\tb\n\t  c\n        d\n";
  const block = only(source);
  assert.is(block.text, "$ a\tb\n  c\nd");
  assert.equal(slices(source, block).lines, ["$ a\tb", "  c", "d"]);
});

test("where dedenting cuts a tab, blanks stand for what is left of it and the range begins at the tab", () => {
  const source = "::\n\n    $ a\n\tb\n  \tc\n";
  const { lines, text } = only(source);
  assert.is(text, "$ a\n    b\n    c");
  assert.equal(
    lines.map(({ range }) => source.slice(range.start, range.end)),
    ["$ a", "\tb", "\tc"],
  );
});

test("form feeds and vertical tabs indent like blanks", () => {
  const source = "::\n\n\f \v$ a\n   b\n";
  assert.equal(slices(source, only(source)).lines, ["$ a", "b"]);
});

test("wide, combining and astral characters", () => {
  const source = "茶::\n\n  $ 茶 e\u0301 😀\n  ok\n";
  const block = only(source);
  assert.equal(slices(source, block).lines, ["$ 茶 e\u0301 😀", "ok"]);
  assert.is(block.range.start, 7);
});

test("a no-break space is text in a line and blank at its end", () => {
  const source = "::\n\n  $ a\u00A0b\u00A0\n";
  assert.equal(slices(source, only(source)).lines, ["$ a\u00A0b"]);
});

test("the text of a document is unchanged", () => {
  const source = "\uFEFF::\r\n\r\n\ta\r\n";
  assert.is(read(source).text, source);
});

test("all of a block's lines written over one by one leave the rest as it was", () => {
  const source = "1. a::\r\n\r\n\t$ a\r\n\t  b\r\n\r\n   c\r\n";
  const { lines } = only(source);
  const written = lines
    .toReversed()
    .reduce((text, { range }) => `${text.slice(0, range.start)}#${text.slice(range.end)}`, source);
  assert.is(written, "1. a::\r\n\r\n\t#\r\n\t#\r\n\r\n   c\r\n");
});

test.run();
