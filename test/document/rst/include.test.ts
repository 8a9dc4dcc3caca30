import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Document } from "../../../src/document/document.ts";
import type { Include } from "../../../src/document/include.ts";
import { parseRst } from "../../../src/document/rst/rst.ts";
import { formatMessage } from "../../../src/message/message.ts";
import { checkLaws } from "./reading.ts";

type Files = Readonly<Record<string, string>>;

/** Finds files by their names, whatever file they are named in. */
function among(files: Files): Include {
  const origins = new Map(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  return (name) => {
    const origin = origins.get(name);
    return origin === undefined
      ? { refused: { code: "missing-file", severity: "error", what: `no ${name}`, hint: "look" } }
      : { origin };
  };
}

function read(text: string, files: Files = {}): Document {
  const document = parseRst("x.rst", text, among({ "x.rst": text, ...files }));
  checkLaws(document);
  return document;
}

/** Each block as `file:line: text`, a language behind the line. */
function found(text: string, files: Files): string[] {
  return read(text, files).blocks.map(
    (block) =>
      `${block.origin?.path ?? "x.rst"}:${block.start}${block.lang === undefined ? "" : ` ${block.lang}`}: ${block.text}`,
  );
}

function said(text: string, files: Files = {}): string[] {
  return read(text, files).messages.map(formatMessage);
}

const ONE = "::\n\n  $ a\n";

test("an included file's blocks stand where it is included, with their own file and positions", () => {
  const text = "::\n\n  $ x\n\n.. include:: a.rst\n\n::\n\n  $ y\n";
  const files = { "a.rst": "text\n\n.. include:: b.rst\n\n::\n\n  $ a\n", "b.rst": ONE };
  assert.equal(found(text, files), ["x.rst:3: $ x", "b.rst:3: $ a", "a.rst:7: $ a", "x.rst:9: $ y"]);
  const [, block] = read(text, files).blocks;
  assert.is(ONE.slice(block?.range.start, block?.range.end), "$ a");
});

test("without a way to find files they are listed and not followed", () => {
  const { blocks, includes, messages } = parseRst("x.rst", ".. include:: a.rst\n\n.. literalinclude:: b\n");
  assert.equal([blocks, messages], [[], []]);
  assert.equal(includes, [
    { name: "a.rst", place: { path: "x.rst", line: 1, column: 1 } },
    { name: "b", place: { path: "x.rst", line: 3, column: 1 } },
  ]);
});

test("files that are followed are listed with their paths", () => {
  const { includes } = read("- .. include:: a.rst\n\n.. include:: none\n", {
    "a.rst": ".. include:: b.rst",
    "b.rst": "",
  });
  assert.equal(includes, [
    { name: "a.rst", place: { path: "x.rst", line: 1, column: 3 }, path: "a.rst" },
    { name: "b.rst", place: { path: "a.rst", line: 1, column: 1 }, path: "b.rst" },
    { name: "none", place: { path: "x.rst", line: 3, column: 1 } },
  ]);
});

test("what docutils brings along, and what is compared with another file, is left alone", () => {
  assert.equal(read(".. include:: <isonum.txt>\n").includes, []);
  const { blocks, messages } = read(".. literalinclude:: a\n   :diff: b\n", { a: "$ a", b: "" });
  assert.equal([blocks, messages], [[], []]);
});

test("sections, highlight and annotations go on through an include", () => {
  const text = "A\n=\n\n.. howtrue: exit=1\n\n.. include:: a.rst\n\n::\n\n  $ x\n";
  const files = { "a.rst": "::\n\n  $ a\n\nB\n-\n\n.. highlight:: console\n\n.. howtrue: exit=2\n" };
  assert.equal(
    read(text, files).blocks.map(({ section, lang, comment }) => [section, lang, comment]),
    [
      [["A"], undefined, undefined],
      [["A", "B"], "console", { text: " exit=2", place: { path: "a.rst", line: 10, column: 12 } }],
    ],
  );
  assert.is(read(`text\n\n${text}`, files).blocks[0]?.comment?.text, " exit=1");
});

test("titles stand in an included file where they may stand around it", () => {
  const section = (text: string): unknown => read(text, { a: `B\n=\n\n${ONE}` }).blocks[0]?.section;
  assert.equal(section("A\n-\n\n.. include:: a\n"), ["A", "B"]);
  assert.equal(section("A\n-\n\n- .. include:: a\n"), ["A"]);
});

test("an included file has no settings, and no say in where the document's are", () => {
  const files = { a: ":machine: host\n\n.. howtrue: machine=host\n\ntext\n" };
  const { settings, messages } = read(".. include:: a\n\n:machine: guest\n", files);
  assert.equal(
    settings.map(({ text }) => text),
    [":machine: guest"],
  );
  assert.equal(messages.map(formatMessage), [
    "a:3:12: error: no literal block follows this annotation [stray-annotation]\n  put it right before the block or the paragraph that ends in ::",
  ]);
});

test("a literal block is not announced in one file and shown in the other", () => {
  assert.equal(found(".. include:: a\n\n> x\n", { a: "text::\n" }), []);
});

test("a file that is included twice is written once", () => {
  const rewritable = (text: string, files: Files): boolean[] => read(text, files).blocks.map((one) => one.rewritable);
  assert.equal(rewritable(".. include:: a\n\n.. include:: a\n", { a: ONE }), [true, false]);
  assert.equal(
    rewritable(".. literalinclude:: a\n   :lines: 1-2\n\n.. literalinclude:: a\n   :lines: 2-3\n", { a: "$ a\nb\nc" }),
    [true, false],
  );
  assert.equal(rewritable(`.. include:: x.rst\n   :start-after: END\n\n.. END\n\n${ONE}`, {}), [false, true]);
});

test("parts of a file, as docutils cuts them", () => {
  const a = "::\n\n  $ 3\n\n.. one\n\n::\n\n  $ 9\n\n.. two\n\n::\n\n  $ 15\n";
  const part = (options: string): string[] => found(`.. include:: a\n   ${options}\n`, { a });
  assert.equal(part(":end-line: 5"), ["a:3: $ 3"]);
  assert.equal(part(":start-line: 5\n   :end-line: 10"), ["a:9: $ 9"]);
  assert.equal(part(":start-line: -4"), ["a:15: $ 15"]);
  assert.equal(part(":end-line: -4"), ["a:3: $ 3", "a:9: $ 9"]);
  assert.equal(part(":start-after: one\n   :end-before: .. two"), ["a:9: $ 9"]);
  assert.equal(part(":start-line: 6\n   :start-after: two"), ["a:15: $ 15"]);
  assert.equal(part(":start-line: 10\n   :end-line: 2"), []);
});

test("a file as literal text", () => {
  const a = "\uFEFF\tone\r\n  two\r\nthree";
  const all = "\tone\n  two\nthree";
  const text = (directive: string): string[] => found(`.. highlight:: sh\n\n.. ${directive}\n`, { a });
  assert.equal(text("include:: a\n   :literal:"), [`a:1 sh: ${all}`]);
  assert.equal(text("include:: a\n   :code: console x"), [`a:1 console: ${all}`]);
  assert.equal(text("include:: a\n   :code:\n   :start-line: 1"), ["a:2:   two\nthree"]);
  assert.equal(text("literalinclude:: a"), [`a:1 sh: ${all}`]);
  assert.equal(text("literalinclude:: a\n   :language: console\n   :lines: 2-"), ["a:2 console:   two\nthree"]);
});

test("parts of a file, as Sphinx cuts them", () => {
  const a = "one\n  two\n    three\n  four\nfive\n";
  const part = (...options: string[]): string | undefined =>
    read(`.. literalinclude:: a\n${options.map((option) => `   ${option}\n`).join("")}`, { a }).blocks[0]?.text;
  assert.is(part(":lines: 1,3-4"), "one\n    three\n  four");
  assert.is(part(":lines: -2, 5-"), "one\n  two\nfive");
  assert.is(part(":lines: 4-99"), "  four\nfive");
  assert.is(part(":lines: 2,1"), "  two\none");
  assert.is(part(":start-at: two", ":end-at: four", ":dedent:"), "two\n  three\nfour");
  assert.is(part(":start-after: two", ":end-before: five", ":dedent: 3"), " three\nfour".replace("four", "our"));
  assert.is(part(":start-after: one", ":lines: 1"), "  two");
  assert.is(part(":start-at: one", ":end-before: o"), "one");
});

test("lines that do not follow each other cannot be written anew", () => {
  const rewritable = (lines: string): boolean | undefined =>
    read(`.. literalinclude:: a\n   :lines: ${lines}\n`, { a: "1\n2\n3\n4\n" }).blocks[0]?.rewritable;
  assert.equal(["2-3", "1,3", "1,3,2,4", "2,2"].map(rewritable), [true, false, false, false]);
});

test("what cannot be included is said at the directive", () => {
  const hint = "\n  mend the directive's argument and options";
  const reasons: Record<string, string> = {
    "include::": "it names no file",
    "include:: a\n\n   text": "text stands below its options",
    "include:: a\n   :start-line: x": ":start-line: is no number",
    "include:: a\n   :end-line: 1.5": ":end-line: is no number",
    "include:: a\n   :start-after: zz": "the text of :start-after: is not in the file",
    "include:: a\n   :end-before: zz": "the text of :end-before: is not in the file",
    "literalinclude:: a\n   :start-after: zz": "the text that it is to start at is not in the file",
    "literalinclude:: a\n   :end-at: zz": "the text that it is to end at is not in the file",
    "literalinclude:: a\n   :lines: 3-2": ":lines: cannot be read",
    "literalinclude:: a\n   :lines: x": ":lines: cannot be read",
    "literalinclude:: a\n   :lines: 7": "the file has none of the lines of :lines:",
    "literalinclude:: a\n   :start-at: a\n   :start-after: a": "it has two starts",
    "literalinclude:: a\n   :end-at: a\n   :end-before: a": "it has two ends",
  };
  for (const [directive, why] of Object.entries(reasons)) {
    const messages = said(`text\n\n.. ${directive}\n`, { a: ONE });
    assert.equal(messages, [`x.rst:3:1: error: nothing is included here: ${why} [bad-include]${hint}`]);
  }
  assert.equal(said("- .. include:: none\n"), ["x.rst:1:3: error: no none [missing-file]\n  look"]);
  assert.match(said(".. include:: a\n   :literal: x\n   :literal:\n", { a: "" })[0] ?? "", /\[bad-options\]/);
});

test("what is included in ways that are not read is said", () => {
  const reasons: Record<string, string> = {
    "include:: a\n   :parser: myst_parser.sphinx_": ":parser: says that it is in another format",
    "literalinclude:: a\n   :pyobject: f": ":pyobject: is not understood",
    "literalinclude:: a\n   :prepend: f": ":prepend: is not understood",
    "literalinclude:: a\n   :append: f": ":append: is not understood",
  };
  for (const [directive, why] of Object.entries(reasons)) {
    assert.equal(said(`.. ${directive}\n`, { a: ONE }), [
      `x.rst:1:1: warning: what is included here is not read: ${why} [unread-include]\n  show what is to be run in this file`,
    ]);
  }
  assert.equal(found(".. include:: a\n   :parser: rst\n", { a: ONE }), ["a:3: $ a"]);
});

test("where a program is not shown, no shell session is missed", () => {
  for (const directive of ["literalinclude:: none\n   :language: python", "include:: none\n   :code: c"]) {
    assert.equal(said(`.. ${directive}\n`), []);
  }
  assert.is(said(".. literalinclude:: none\n   :language: console\n").length, 1);
  assert.is(said(".. literalinclude:: none\n").length, 1);
});

test("files that include themselves", () => {
  const hint = "\n  take one of them out";
  assert.equal(said(".. include:: x.rst\n"), [
    `x.rst:1:1: error: the file includes itself: x.rst → x.rst [include-cycle]${hint}`,
  ]);
  assert.equal(said(".. include:: a\n", { a: "- .. include:: b\n", b: "\n.. include:: a\n" }), [
    `b:2:1: error: the file includes itself: a → b → a [include-cycle]${hint}`,
  ]);
  assert.equal(said(".. include:: a\n\n.. include:: a\n", { a: "text" }), []);
});

test("files that include too much end, and it is said once", () => {
  const message = (place: string, why: string): string[] => [
    `${place}: error: no more files are included: ${why} [too-many-includes]\n  include fewer of them`,
  ];
  const deep = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`a${i}`, `\n.. include:: a${i + 1}\n`]));
  assert.equal(said(".. include:: a0\n", deep), message("a19:2:1", "they are 20 files deep"));
  assert.equal(said(".. include:: a\n\n".repeat(1_002), { a: "" }), message("x.rst:2001:1", "1000 have been read"));
  const large = { a: "x".repeat(20_000_000) };
  assert.equal(
    said(".. include:: a\n   :code:\n\n".repeat(4), large),
    message("x.rst:7:1", "50000000 characters have been read"),
  );
});

test.run();
