import { test } from "uvu";
import * as assert from "uvu/assert";
import { found, only, read } from "./reading.ts";

test("in bullet lists, with any bullet", () => {
  for (const bullet of ["-", "*", "+", "•"]) {
    assert.equal(found(`${bullet} text::\n\n    $ a\n`), ["literal 3: $ a"], bullet);
  }
  assert.equal(found("- ::\n\n    $ a\n"), ["literal 3: $ a"]);
  assert.equal(found("-\n\n  text::\n\n    $ a\n"), ["literal 5: $ a"]);
  assert.equal(found("- text::\n\n  $ a\n"), ["quoted 3: $ a"]);
  assert.equal(found("- .. code-block:: sh\n\n     $ a\n- b::\n\n     c\n"), ["directive sh 3: $ a", "literal 6: c"]);
  assert.equal(found("text\n- b::\n\n$ a\n"), ["quoted 4: $ a"], "no list without a blank line above");
});

test("in enumerated lists, if they are some by the line below", () => {
  for (const first of ["1.", "(1)", "1)", "a.", "A)", "i.", "iv.", "MCM.", "#.", "(#)"]) {
    const margin = " ".repeat(first.length + 1);
    assert.equal(found(`${first} text::\n\n${margin}   $ a\n`), ["literal 3: $ a"], first);
  }
  assert.equal(found("1. a::\n2. b::\n\n     $ c\n"), ["literal 4: $ c"]);
  assert.equal(found("1. a::\nno item::\n\n     $ c\n"), ["literal 4: $ c"]);
  assert.equal(found("1. a::\n4. b::\n\n   $ c\n"), ["literal 4: $ c"]);
  assert.equal(found("iiii. a::\n\n        $ c\n"), ["literal 3: $ c"]);
});

test("an enumerated item's text must be indented as far as its first line", () => {
  assert.equal(found("10. text::\n\n   $ a\n"), []);
  assert.equal(found("10. text::\n\n      $ a\n"), ["literal 3: $ a"]);
});

test("in definitions, fields and options", () => {
  assert.equal(found("term\n  text::\n\n    $ a\n"), ["literal 4: $ a"]);
  assert.equal(found("term : class\n  ::\n\n    $ a\nother\n  ::\n\n    $ b\n"), ["literal 4: $ a", "literal 8: $ b"]);
  assert.equal(found("text\n\n:field: text::\n\n    $ a\n\n  b\n"), ["literal 5: $ a"]);
  assert.equal(found("text\n\n:a b\\: c: ::\n\n     $ a\n  b\n"), ["literal 5: $ a"]);
  assert.equal(found("-a        text::\n\n            $ a\n\n          b\n"), ["literal 3: $ a"]);
  assert.equal(found("--file=X, -f X\n    text::\n\n      $ a\n"), ["literal 4: $ a"]);
  assert.equal(found("/V  text::\n\n      $ a\n\n    b\n"), ["literal 3: $ a"]);
});

test("in block quotes, which attributions end", () => {
  assert.equal(found("text\n\n  quote::\n\n    $ a\n"), ["literal 5: $ a"]);
  assert.equal(found("text\n\n  quote::\n\n    $ a\n\n  -- me::\n\n    $ b\n"), ["literal 5: $ a"]);
  assert.equal(found("text\n\n  quote\n\n  -- me\n\n  more::\n\n    $ b\n"), ["literal 9: $ b"]);
});

test("in footnotes and citations", () => {
  for (const label of ["1", "#", "#name", "*", "CIT2002"]) {
    assert.equal(found(`.. [${label}] text::\n\n     $ a\n\n   b\n`), ["literal 3: $ a"], label);
  }
});

test("not in line blocks, targets, comments and titles", () => {
  assert.equal(found("| text::\n\n  $ a\n"), []);
  assert.equal(found(".. _target: x::\n\n  $ a\n"), []);
  assert.equal(found("__ x::\n\n  $ a\n"), []);
  assert.equal(found(".. text::x\n\n  a::\n\n    $ a\n"), []);
  assert.equal(found(".. text\n   a::\n\n     $ a\n"), []);
});

test("two dots alone end with the line: what is indented below is a quote", () => {
  assert.equal(found("..\n\n  text::\n\n    $ a\n"), ["literal 5: $ a"]);
  assert.equal(found("..\n  text::\n\n    $ a\n"), []);
});

test("in what a substitution stands for", () => {
  assert.equal(found(".. |s| note:: x\n\n   text::\n\n     $ a\n"), ["literal 5: $ a"]);
});

test("in the cells of grid tables, where no text can be put in place", () => {
  const source = [
    "+------+---------+",
    "| text | a::     |",
    "|      |         |",
    "| ::   |   $ b   |",
    "|      |   c     |",
  ]
    .concat(["|   d  |         |", "+------+---------+"])
    .join("\n");
  const { blocks } = read(source);
  assert.equal(
    blocks.map(({ text, start, rewritable }) => [text, start, rewritable]),
    [
      ["$ b\nc", 4, false],
      ["d", 6, false],
    ],
  );
});

test("in the cells of simple tables, with blank lines and spans", () => {
  const source = [
    "====  ======",
    "a     b::",
    "",
    "        $ c",
    "----  ------",
    "d::",
    "",
    "  $ e",
    "============",
  ].join("\n");
  assert.equal(found(`${source}\n`), ["literal 4: $ c"]);
  const spanned = ["==  ==  ==", "a   b::", "", "      $ c d", "--  ------", "e   f   g", "==  ==  =="].join("\n");
  assert.equal(found(`${spanned}\n`), ["literal 4: $ c d"]);
});

test("in the cells of csv-tables", () => {
  assert.equal(found('.. csv-table:: t\n   :widths: 1, 1\n\n   a, "b::\n\n     $ c"\n'), ["literal 6: $ c"]);
  assert.equal(found(".. csv-table::\n   :delim: ;\n   :quote: '\n\n   a; 'b::\n\n     $ c'\n"), ["literal 7: $ c"]);
});

test("in a list-table", () => {
  assert.equal(found(".. list-table::\n\n   * - a\n     - b::\n\n         $ c\n"), ["literal 6: $ c"]);
});

test("deep within", () => {
  const source =
    "- 1. term\n       .. note::\n\n          > quoted\n\n          :field: x\n\n            ::\n\n               $ a\n";
  assert.equal(found(source), ["literal 10: $ a"]);
});

test("a place in a cell is the cell's own", () => {
  const source = "+--------+\n| ::     |\n|        |\n|   $ 茶 |\n+--------+\n";
  const { lines, range } = only(source);
  assert.is(source.slice(lines[0]?.range.start, lines[0]?.range.end), "$ 茶");
  assert.is(source.slice(range.start, range.end), "$ 茶");
});

test.run();
