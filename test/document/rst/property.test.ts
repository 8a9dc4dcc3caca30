import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Block, Document, Line, Range } from "../../../src/document/document.ts";
import { parseRst } from "../../../src/document/rst/rst.ts";
import { documents, lines } from "./documents.ts";
import { checkLaws } from "./reading.ts";

const RUNS = { numRuns: Number(process.env["HOWTRUE_RUNS"] ?? 3_000) };

const blocksOf = (source: string): readonly Block[] => parseRst("x.rst", source).blocks;

test("any text is read, and every block obeys the laws", () => {
  fc.assert(
    fc.property(documents, (source) => {
      const document = parseRst("x.rst", source);
      assert.is(document.text, source);
      checkLaws(document);
      for (const { place } of document.messages) {
        assert.ok((place.line ?? 0) <= source.split(/\r\n|\r|\n/).length && (place.column ?? 0) >= 1);
      }
      for (const { text, start } of document.settings) assert.is(source.slice(start, start + text.length), text);
    }),
    RUNS,
  );
});

test("any characters are read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (source) => checkLaws(parseRst("x.rst", source))),
    RUNS,
  );
});

/** Other text of the same shape: what it begins with decides where blocks end. */
function retold(line: Line, number: number, kind: Block["kind"]): string {
  const blanks = /^\s*/u.exec(line.text)?.[0] ?? "";
  const mark =
    kind === "doctest" && line.text.startsWith(">>>") ? ">>> " : kind === "quoted" ? line.text.slice(0, 1) : "";
  return `${blanks}${mark}Z${number}`;
}

test("lines written over are read back, and nothing else changes", () => {
  fc.assert(
    fc.property(documents, (source) => {
      const before = blocksOf(source);
      let written = source;
      let number = 0;
      const expected = before.map((block) => block.text.split("\n"));
      for (const [i, block] of [...before.entries()].toReversed()) {
        for (const [j, line] of [...block.lines.entries()].toReversed()) {
          const whole = source.slice(line.range.start, line.range.end) === line.text; // no tab is cut
          if (!block.rewritable || !whole || line.text === "") continue;
          const text = retold(line, number++, block.kind);
          written = written.slice(0, line.range.start) + text + written.slice(line.range.end);
          expected[i]![j] = text;
        }
      }
      assert.equal(
        blocksOf(written).map(({ text }) => text.split("\n")),
        expected,
      );
    }),
    RUNS,
  );
});

const told = (blocks: readonly Block[]): unknown[] =>
  blocks.map(({ kind, lang, section, start, text }) => [kind, lang, section, start, text]);

const including = (source: string, files: Readonly<Record<string, string>>): Document =>
  parseRst("x.rst", source, (path) => ({ origin: { path, text: files[path] ?? "" } }));

test("a document that is included has the blocks that it has by itself", () => {
  fc.assert(
    fc.property(documents, (source) => {
      const document = including(".. include:: whole\n", { whole: source });
      checkLaws(document);
      const shape = ({ kind, lang, section, start, text, range, rewritable }: Block): unknown[] => [
        ...[kind, lang, section, start, text, range, rewritable],
      ];
      const within = document.blocks.filter(({ origin }) => origin?.path === "whole");
      assert.equal(within.map(shape), including(source, {}).blocks.map(shape));
    }),
    RUNS,
  );
});

test("a document's own blocks are the same whether or not files are followed", () => {
  const places = (blocks: readonly Block[]): unknown[] =>
    blocks.filter(({ origin }) => origin === undefined).map(({ kind, range, text }) => [kind, range, text]);
  fc.assert(
    fc.property(documents, documents, (source, included) => {
      const document = including(source, { f: included });
      checkLaws(document);
      assert.equal(places(document.blocks), places(blocksOf(source)));
    }),
    RUNS,
  );
});

test("line ends, a final one and a byte order mark make no difference", () => {
  fc.assert(
    fc.property(lines, (all) => {
      const plain = all.filter((line) => !/[\r\n\uFEFF]/.test(line));
      const expected = told(blocksOf(plain.join("\n")));
      assert.equal(told(blocksOf(plain.join("\r\n"))), expected);
      assert.equal(told(blocksOf(plain.join("\r"))), expected);
      assert.equal(told(blocksOf(`${plain.join("\n")}\n`)), expected);
      assert.equal(told(blocksOf(`\uFEFF${plain.join("\n")}`)), expected);
    }),
    RUNS,
  );
});

test("blank lines before a document move its blocks and do nothing else", () => {
  fc.assert(
    fc.property(documents, fc.integer({ min: 1, max: 5 }), (source, count) => {
      if (source.startsWith("\uFEFF")) return;
      assert.equal(
        blocksOf("\n".repeat(count) + source),
        blocksOf(source).map((block) => shift(block, count)),
      );
    }),
    RUNS,
  );
});

function shift(block: Block, by: number): Block {
  const { start, lines: all, range, comment } = block;
  return {
    ...block,
    start: start + by,
    lines: all.map((line) => ({ ...line, range: shiftRange(line.range, by) })),
    range: shiftRange(range, by),
    ...(comment && { comment: { ...comment, place: { ...comment.place, line: (comment.place.line ?? 0) + by } } }),
  };
}

function shiftRange({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

test.run();
