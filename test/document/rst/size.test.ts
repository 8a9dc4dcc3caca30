import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseRst } from "../../../src/document/rst/rst.ts";

const DEEP = 10_000;
const LONG = 100_000;

/** What 100,000 lines may take on a slow machine; where time grows with the square of the lines, it takes minutes. */
const LIMIT_MS = 10_000;

function milliseconds(source: string): number {
  const began = performance.now();
  parseRst("x.rst", source);
  return performance.now() - began;
}

test("what is nested deeper than anybody writes is given up with one message, not with a stack overflow", () => {
  const nested = {
    ...Object.fromEntries(
      ["- ", "1. ", ":a: ", "-a  ", ".. note:: ", ".. [1] ", ".. |a| note:: "].map((mark) => [mark, mark.repeat(DEEP)]),
    ),
    quotes: Array.from({ length: 1_000 }, (_, i) => `${" ".repeat(i)}a\n\n`).join(""),
    definitions: Array.from({ length: 1_000 }, (_, i) => `${" ".repeat(i)}a\n`).join(""),
    bullets: Array.from({ length: 1_000 }, (_, i) => `${"  ".repeat(i)}- a\n`).join(""),
    directives: Array.from({ length: 1_000 }, (_, i) => `${"   ".repeat(i)}.. only:: html\n\n`).join(""),
    tables: Array.from({ length: 500 }).reduce<string>(
      (inner) => `.. csv-table::\n\n   ${inner.replaceAll("\n", "\n   ")}`,
      "- ".repeat(DEEP),
    ),
  };
  for (const [name, source] of Object.entries(nested)) {
    const { messages } = parseRst("x.rst", `${source}x`);
    assert.equal(
      messages.map(({ code }) => code),
      ["too-deep"],
      name,
    );
  }
});

test("a hundred levels are read", () => {
  const source = `${"- ".repeat(100)}text::\n\n${" ".repeat(210)}$ a\n`;
  assert.is(parseRst("x.rst", source).blocks[0]?.text, "$ a");
});

test("time grows with the lines, whatever they are", () => {
  const units = [
    "\n",
    "text\n",
    "text\n\n",
    "  quote\n\n  -- me\n     a\n    b\n\n",
    "a::\n\n  b\n\n",
    "::\n",
    "x::\n\n> a\n\n",
    ">>> a\n\n",
    "- a\n",
    "- a\n+ b\n",
    "1. a\n",
    "1. a\nx\n",
    ":a: b\n",
    ":a :b\n",
    "-a\n",
    "-a  b\n",
    "| a\n",
    "a\n  b\n",
    "+--+\n- x\n",
    "+--+\n| x\n",
    "+--+\n|x |\n+--+\n- x\n",
    "=== ===\n",
    "=== ===\nx\n=== ===\ny\n",
    "=== ===\n\n",
    "..\n\n",
    ".. a\n",
    ".. _a\n",
    ".. |a\n   |\n",
    ".. |a| note:: b\n",
    ".. [1] a\n",
    ".. note:: a\n",
    ".. code-block:: sh\n\n   a\n\n",
    '.. csv-table::\n\n  "a\n\n',
    "text\n\n.. howtrue: a\n\n",
    "a\n=\n\n",
    "----\n",
    "\ta::\n\n\t\tb\n \t\tc\n\n",
    "中::\n\n  文\n\n",
  ];
  for (const unit of units) {
    const took = milliseconds(unit.repeat(LONG / (unit.split("\n").length - 1)));
    assert.ok(took < LIMIT_MS, `${JSON.stringify(unit)}: ${took} ms`);
  }
});

test("time grows with a line's length, whatever is in it", () => {
  const characters = ["|", "`", ":", "\\", ".", "-", "=", "+", " ", "\t", '"', "m", "😀", "e\u0301"];
  for (const unit of [...characters, "a ", "a: ", ":: ", "-a <", "+-", "[1]"]) {
    for (const [before, after] of [
      ["", "\n"],
      [".. _", "\n"],
      [".. |", "\n"],
      [":", "\n"],
      ["-a ", "\n\n   x\n"],
      ["x", "\n====\n"],
      [".. a", "::\n"],
      [".. code-block:: ", "\n\n   a\n"],
      [".. csv-table::\n\n   x", "\n"],
    ]) {
      const took = milliseconds(before + unit.repeat(LONG) + after);
      assert.ok(took < LIMIT_MS, `${before}${JSON.stringify(unit)}: ${took} ms`);
    }
  }
});

test("a line of a million words behind a directive", () => {
  for (const directive of ["note", "code-block", "include", "prompt"]) {
    const took = milliseconds(`.. ${directive}:: ${"x:: ".repeat(1_000_000)}`);
    assert.ok(took < LIMIT_MS, `${directive}: ${took} ms`);
  }
});

test("a thousand lines take a few milliseconds", () => {
  const page =
    "Title\n=====\n\nSome text that is long enough to be a line::\n\n    $ ls -l\n    total 0\n\n- item\n\n  .. code-block:: sh\n\n     $ a\n\n";
  const source = page.repeat(70);
  const took = Array.from({ length: 20 }, () => milliseconds(source));
  assert.ok(Math.min(...took) < 20, `${Math.min(...took)} ms`);
});

test.run();
