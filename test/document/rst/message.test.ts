import { test } from "uvu";
import * as assert from "uvu/assert";
import { faults } from "../../../src/document/rst/faults.ts";
import { codes, messages } from "./reading.ts";

/** Every message: a document that calls for it, and nothing else. */
const PINNED: readonly { readonly source: string; readonly message: string }[] = [
  {
    source: "text\n\n  .. code-block:: sh\n     $ a\n",
    message: `x.rst:3:3: error: no blank line stands between the directive code-block and its text, so it has none [missing-blank-line]
  put a blank line behind the directive and its options`,
  },
  {
    source: ".. code-block:: sh exit=1\n\n   $ a\n",
    message: `x.rst:1:1: error: the directive code-block does not take so many arguments, so its text is not shown [too-many-arguments]
  leave the language only; annotate the block with a comment before it: .. howtrue: key=value`,
  },
  {
    source: "text\n\n.. code-block:: sh\n   :name: x\n   :name: y\n\n   $ a\n",
    message: `x.rst:3:1: error: the options of the directive code-block cannot be read, so its text is not shown: an option stands there twice [bad-options]
  write each as :name: value on a line of its own, and a blank line behind the last`,
  },
  {
    source: ".. code-block:: sh\n\n$ a\n",
    message: `x.rst:1:1: warning: the directive code-block has no text [empty-directive]
  indent the text below it more than the directive`,
  },
  {
    source: "text\n\n.. code-block: sh\n\n   $ a\n",
    message: `x.rst:3:1: warning: this is a comment, for one colon stands behind code-block [comment-or-directive]
  write .. code-block::, with two colons`,
  },
  {
    source: "- text\n  goes on::\n\nmore\n",
    message: `x.rst:2:3: warning: a literal block is announced by :: and does not follow [missing-literal-block]
  indent the block, or escape the colons: \\::`,
  },
  {
    source: "text::\n   $ a\n",
    message: `x.rst:2:4: warning: no blank line stands before this text: it is a definition, not a literal block [definition-or-literal-block]
  put a blank line behind the line that ends in ::`,
  },
  {
    source: "text::\n\n  $ a\nb\n",
    message: `x.rst:4:1: warning: the literal block above ends without a blank line [unexpected-unindent]
  put a blank line before this line, or indent it like those above`,
  },
  {
    source: "text::\n\n> a\nb\n",
    message: `x.rst:4:1: warning: this line does not begin with the character that quotes the literal block above [inconsistent-quoting]
  put a blank line before it, or quote it like those above`,
  },
  {
    source: "text\n\n+----+\n| :: |\n+---+\n",
    message: `x.rst:3:1: error: the table cannot be read: its right side is not straight [malformed-table]
  align its borders and cells, or put a blank line behind it`,
  },
  {
    source: '.. csv-table::\n\n   "a::\n',
    message: `x.rst:1:1: error: the table of comma-separated values cannot be read: a quoted cell does not end [malformed-table]
  show what is run outside of the table`,
  },
  {
    source: "text\n\n----\nmore::\n\n  $ a\n",
    message: `x.rst:3:1: error: a line of punctuation begins a title that cannot be read, so the text below it is lost [broken-title]
  put a blank line behind it, or the same line below the title`,
  },
  {
    source: `${"- ".repeat(1_000)}::\n\n${" ".repeat(2_010)}a\n`,
    message: `x.rst:1:401: error: the markup is nested too deep: what is inside is not read [too-deep]
  nest it less`,
  },
  {
    source: "text\n\n.. howtrue: exit=1\n\nmore\n",
    message: `x.rst:3:12: error: no literal block follows this annotation [stray-annotation]
  put it right before the block or the paragraph that ends in ::`,
  },
  {
    source: "text\n\n.. howtrue:: exit=1\n\n::\n\n  $ a\n",
    message: `x.rst:3:1: error: two colons make a directive of what should be a comment [annotation-directive]
  write .. howtrue: key=value, with one colon`,
  },
];

for (const { source, message } of PINNED) {
  const [, code] = /\[([\w-]+)\]/.exec(message) ?? [];
  test(`${code}: ${source.slice(0, 40).trim().replaceAll("\n", "⏎")}`, () => assert.equal(messages(source), [message]));
}

test("every message there is stands above", () => {
  const included = new Set(["bad-include", "unread-include", "include-cycle", "too-many-includes"]); // include.test.ts
  const all = Object.values(faults)
    .map((fault) => fault("", "").code)
    .filter((code) => !included.has(code));
  assert.equal(
    PINNED.map(({ message }) => /\[([\w-]+)\]/.exec(message)?.[1]),
    all,
  );
});

test("text on the line below is what a directive's missing blank line is told by", () => {
  assert.equal(codes(".. code-block:: sh\n   :name: x\n   $ a\n"), ["missing-blank-line 1:1"]);
  assert.equal(codes(".. code-block::\n   $ a\n"), ["missing-blank-line 1:1"]);
  assert.equal(codes(".. prompt:: bash $\n   ls -l\n"), ["missing-blank-line 1:1"]);
  assert.equal(codes(".. code-block:: sh\n   :a b: x\n\n   $ a\n"), ["bad-options 1:1"]);
});

test("what is wrong with a table is said where text in it may be lost, and only there", () => {
  const tables: Record<string, string> = {
    "its right side is not straight": "+---+\n|:: |\n+----+\n",
    "it has no bottom": "+---+\n|:: |\n",
    "its cells do not fit together": "+-+--+\n+-+::|\n+----+\n",
    "its cells overlap": "+-+-++--+\n++++|-::+\n+--+--+-+\n",
    "it is too intricate": intricate(400),
    "it has more than one line between head and body": "+---+\n|:: |\n+===+\n|   |\n+===+\n|   |\n+---+\n",
    "its borders differ in length": "=== ===\n::  a\n=== ====\n\n",
    "text stands between its columns": "=== ===\na:::::b\n=== ===\n",
    "a line of - does not end with its columns": "=== === ===\n::  a   b\n-- --------\n=== === ===\n",
    "a line of - is shorter or longer than its border": "=== ===\n::  a\n--- --\n=== ===\n",
    "it has no bottom, or no blank line behind it": "=== ===\n::  a\n=== ===\nb\n",
  };
  for (const [why, table] of Object.entries(tables)) {
    const said = messages(`${table}\n`).filter((message) => message.includes("[malformed-table]"));
    assert.equal(
      said.map((message) => /read: (.*) \[/.exec(message)?.[1]),
      [why],
      why,
    );
    assert.equal(codes(`${table}\n`.replaceAll("::", "aa").replaceAll(/:/g, "a")), [], why);
  }
});

/** In which a search that tries each pair of corners takes as many steps as three of its sides multiplied. */
function intricate(size: number): string {
  const corners = "+".repeat(size);
  const bottom = `|::${" ".repeat(size)}|\n+-${"-".repeat(size)}-+\n`;
  return `+-${corners}-+\n${`| ${corners} |\n`.repeat(size)}${bottom}`;
}

test("what is wrong with values is said where text in them may be lost, and only there", () => {
  const tables: Record<string, string> = {
    "an option is not one character": ".. csv-table::\n   :delim: xy\n\n   a::\n",
    "text stands behind a quoted cell": '.. csv-table::\n\n   "a::"b\n',
    "a cell of several lines holds escaped characters": '.. csv-table::\n\n   "a ""b""::\n\n     c"\n',
  };
  for (const [why, table] of Object.entries(tables)) {
    assert.match(messages(table)[0] ?? "", `cannot be read: ${why} [`);
    assert.equal(codes(table.replace("a::", "a").replace('b""::', 'b""')), [], table);
  }
});

test("options of other directives are said where their text may be lost, and only there", () => {
  assert.equal(codes(".. figure:: x\n   :name: a\n   :name: b\n\n   text::\n\n     $ a\n"), ["bad-options 1:1"]);
  assert.equal(codes(".. figure:: x\n   :name: a\n   :name: b\n\n   text\n"), []);
  assert.equal(codes(".. math::\n   :name: a\n   :name: b\n\n   text::\n"), []);
});

test("markup that is wrong and hides nothing is not spoken of", () => {
  for (const source of [
    "text\n  indented\n",
    "two\nlines\n  indented\n",
    "- a\nb\n",
    "1. a\nb\n",
    ":a: b\nc\n",
    "-a  b\nc\n",
    "| a\nb\n",
    "  quote\ntext\n",
    "term\n  definition\ntext\n",
    ".. note:: a\nb\n",
    ".. [1] a\nb\n",
    "Title\n====x\n",
    "A longer title\n====\n",
    "====\nToo long\n====\n",
    "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n",
    "====\nno underline\n\n",
    "- Title\n  =====\n",
    "  ----\n\n  a\n",
    ".. _target\n",
    ".. |name\n",
    ".. code-block: sh\n",
    ".. unknown::\n   :a: b\n",
    "+---+\n| a |\n+----+\n",
    "===  ===\na\n",
    "::\n\n  $ a\n.. end\n",
    ".. code-block:: sh\n\n   $ a\n.. end\n",
  ]) {
    assert.equal(codes(source), [], source);
  }
});

test("a literal block may end with the item that holds it", () => {
  assert.equal(codes("- a::\n\n    $ b\n- c\n"), []);
});

test("places count a byte order mark as part of no line's column but its own", () => {
  assert.equal(codes("\uFEFFtext\r\n\r\ntext::\r\n   $ a\r\n"), ["definition-or-literal-block 4:4"]);
});

test("an annotation is stray wherever no block comes next", () => {
  const stray = ["stray-annotation 3:12"];
  assert.equal(codes("text\n\n.. howtrue: a\n"), stray);
  assert.equal(codes("text\n\n.. howtrue: a\n\n- ::\n\n   b\n"), stray);
  assert.equal(codes("text\n\n.. howtrue: a\n\n.. howtrue: b\n\n::\n\n  c\n"), stray);
  assert.equal(codes("text\n\n- .. howtrue: a\n\n::\n\n  c\n"), ["stray-annotation 3:14"]);
});

test.run();
