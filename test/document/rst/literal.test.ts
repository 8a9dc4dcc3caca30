import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../../src/document/parse.ts";
import { found, only, read } from "./reading.ts";

test("a paragraph announces literal text in three forms", () => {
  assert.equal(found("text::\n\n  $ a\n"), ["literal 3: $ a"]);
  assert.equal(found("text ::\n\n  $ a\n"), ["literal 3: $ a"]);
  assert.equal(found("::\n\n  $ a\n"), ["literal 3: $ a"]);
  assert.equal(found("two\nlines::\n\n  $ a\n"), ["literal 4: $ a"]);
  assert.equal(found("three:::\n\n  $ a\n"), ["literal 3: $ a"]);
});

test("a literal block is dedented by the least that its lines share, and keeps blank lines within", () => {
  assert.equal(found("::\n\n\n      a\n    b\n\n\n     c\n\n\nd\n"), ["literal 4:   a\nb\n\n\n c"]);
});

test("it ends at the first unindented line", () => {
  assert.equal(found("::\n\n  a\n\nb::\n\n  c\nd\n"), ["literal 3: a", "literal 7: c"]);
});

test("an escaped colon announces nothing, an escaped backslash before it does not matter", () => {
  assert.equal(found("text\\::\n\n  a\n"), []);
  assert.equal(found("text\\\\::\n\n  a\n"), ["literal 3: a"]);
  assert.equal(found("``text::``\n\n  a\n"), []);
});

test("one line above text makes a definition of it, two lines a literal block", () => {
  assert.equal(found("term::\n  a\n"), []);
  assert.equal(found("two\nlines::\n  a\n"), ["literal 3: a"]);
});

test("nothing within a literal block is markup", () => {
  assert.equal(found("::\n\n  a::\n\n    b\n\n  .. code-block:: sh\n\n     c\n"), [
    "literal 3: a::\n\n  b\n\n.. code-block:: sh\n\n   c",
  ]);
});

test("unindented lines of one punctuation character are a quoted literal block, whatever else they might be", () => {
  assert.equal(found("text::\n\n$ a\n$ b\n\nc\n"), ["quoted 3: $ a\n$ b"]);
  assert.equal(found("text::\n\n> a\n>   b\n"), ["quoted 3: > a\n>   b"]);
  assert.equal(found("text::\n\n.. note:: a\n"), ["quoted 3: .. note:: a"]);
  assert.equal(found("text::\n\n- a\n- b\n"), ["quoted 3: - a\n- b"]);
  assert.equal(found("text::\n\n**a**\n"), ["quoted 3: **a**"]);
  assert.equal(found("text::\n\n$ a\n> b\n\n> c\n"), ["quoted 3: $ a"]);
  assert.equal(found("text::\n\na\n"), []);
});

test("a doctest block needs no announcement and goes on to the next blank line", () => {
  assert.equal(found(">>> a\nb\n  c\n\nd\n"), ["doctest 1: >>> a\nb\n  c"]);
  assert.equal(found("text\n\n>>> a\n\n>>> b\n"), ["doctest 3: >>> a", "doctest 5: >>> b"]);
  assert.equal(found("text\n>>> a\n"), []);
  assert.equal(found(">>>a\n"), []);
});

test("a block without text is none", () => {
  assert.equal(found("text::\n"), []);
  assert.equal(found("text::\n\nmore\n"), []);
  assert.equal(found("::"), []);
  assert.equal(found(""), []);
  assert.equal(found("\uFEFF"), []);
  assert.equal(found("\n\n"), []);
});

test("a section's title announces nothing and stands above its blocks", () => {
  const { blocks } = read(
    "====\nBook\n====\n\n::\n\n a\n\nOne ::\n------\n\n b::\n\n  b\n\nTwo\n---\n\nDeep\n~~~~\n\n::\n\n c\n\nThree\n-----\n\n::\n\n d\n",
  );
  assert.equal(
    blocks.map(({ section, text }) => [...section, text]),
    [
      ["Book", "a"],
      ["Book", "One ::", "b"],
      ["Book", "Two", "Deep", "c"],
      ["Book", "Three", "d"],
    ],
  );
});

test("an underline may be shorter than its title from four characters on, counted as wide as the title is shown", () => {
  const section = (source: string): readonly string[] => only(`${source}\n\n::\n\n a\n`).section;
  assert.equal(section("Title\n===="), ["Title"]);
  assert.equal(section("Title\n==="), []);
  assert.equal(section("Tea\n==="), ["Tea"]);
  assert.equal(section("茶茶\n==="), []);
  assert.equal(section("茶\n=="), ["茶"]);
  assert.equal(section("e\u0301e\u0301\n=="), ["e\u0301e\u0301"]);
});

test("an overline makes another style than the same underline alone", () => {
  const { blocks } = read("====\nPart\n====\n\nOne\n====\n\n::\n\n a\n\n====\nNext\n====\n\n::\n\n b\n");
  assert.equal(
    blocks.map(({ section }) => section),
    [["Part", "One"], ["Next"]],
  );
});

test("a transition is no title", () => {
  assert.equal(only("A\n=\n\ntext\n\n----\n\n::\n\n a\n").section, ["A"]);
});

test("highlight sets the language of the blocks behind it that name none", () => {
  assert.equal(
    found(
      "::\n\n a\n\n.. highlight:: console\n\n::\n\n b\n\nc::\n\n> d\n\n.. code-block::\n\n   e\n\n.. code-block:: sh\n\n   f\n",
    ),
    ["literal 3: a", "literal console 9: b", "quoted console 13: > d", "directive console 17: e", "directive sh 21: f"],
  );
});

test("parseDocument reads the same", async () => {
  const source = "::\n\n  a\n";
  assert.equal(await parse(source, { path: "x.rst", format: "rst" }), read(source));
});

test.run();
