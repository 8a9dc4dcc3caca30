import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Annotation, SettingsSource } from "../../../src/document/document.ts";
import { codes, only, read } from "./reading.ts";

/** Its text must be what stands at its place. */
function comment(source: string): string | undefined {
  const annotation: Annotation | undefined = only(source).comment;
  if (annotation === undefined) return undefined;
  const { line = 0, column = 0 } = annotation.place;
  const below = source
    .split("\n")
    .slice(line - 1)
    .join("\n");
  assert.ok(below.slice(column - 1).startsWith(annotation.text));
  return annotation.text;
}

function settings(source: string): SettingsSource[] {
  const found = [...read(source).settings];
  for (const { text, start } of found) assert.is(source.slice(start, start + text.length), text);
  return found;
}

test("an annotation belongs to the block right behind it", () => {
  assert.is(comment("text\n\n.. howtrue: exit=1\n\n::\n\n  $ a\n"), " exit=1");
  assert.is(comment("text\n\n.. howtrue: exit=1\n\n.. code-block:: sh\n\n   $ a\n"), " exit=1");
  assert.is(comment("text\n\n.. howtrue: exit=1\n.. code-block:: sh\n\n   $ a\n"), " exit=1");
  assert.is(comment("text\n\n.. howtrue: exit=1\n\nparagraph::\n\n  $ a\n"), " exit=1");
  assert.is(comment("text\n\n.. howtrue: exit=1\n\nparagraph::\n\n> a\n"), " exit=1");
  assert.is(comment("text\n\n- .. howtrue: exit=1\n\n  a::\n\n    $ a\n"), " exit=1");
  assert.equal(only("text\n\n.. howtrue: exit=1\n\n::\n\n  $ a\n").comment?.place, {
    path: "x.rst",
    line: 3,
    column: 12,
  });
});

test("an annotation of several lines", () => {
  assert.is(comment("text\n\n.. howtrue:\n   exit=1\n   ignore\n\n::\n\n  $ a\n"), "\n   exit=1\n   ignore");
  assert.is(comment("text\n\n..\n   howtrue: exit=1\n\n::\n\n  $ a\n"), " exit=1");
});

test("an annotation does not reach over other elements, nor to a second block", () => {
  assert.is(comment("text\n\n.. howtrue: exit=1\n\nparagraph\n\n::\n\n  $ a\n"), undefined);
  assert.is(comment("text\n\n.. howtrue: exit=1\n\n- ::\n\n    $ a\n"), undefined);
  assert.is(comment("text\n\n.. howtrue: exit=1\n\n.. another comment\n\n::\n\n  $ a\n"), undefined);
  const { blocks } = read("text\n\n.. howtrue: exit=1\n\n::\n\n  $ a\n\n::\n\n  $ b\n");
  assert.equal(
    blocks.map((block) => block.comment?.text),
    [" exit=1", undefined],
  );
});

test("other comments are nobody's business", () => {
  assert.is(comment("text\n\n.. howtrue exit=1\n\n::\n\n  $ a\n"), undefined);
  assert.equal(codes("text\n\n.. todo: x\n\n::\n\n  $ a\n"), []);
});

test("a field list at the top holds the document's settings, titles and comments before it or not", () => {
  const fields = { kind: "fields", text: ":machine: guest\n:image:\n   suite: trixie" } as const;
  const source = `${fields.text}\n\ntext\n`;
  assert.equal(settings(source), [{ ...fields, start: 0 }]);
  assert.equal(settings(`\uFEFF${source}`), [{ ...fields, start: 1 }]);
  assert.equal(settings(`Title\n=====\n\n${source}`), [{ ...fields, start: 13 }]);
  assert.equal(settings(`.. comment\n\nTitle\n=====\n\nSubtitle\n--------\n\n${source}`), [{ ...fields, start: 44 }]);
  assert.equal(settings(`.. _target:\n\n${source}`), [{ ...fields, start: 13 }]);
  assert.equal(settings(`.. highlight:: sh\n\n${source}`), [{ ...fields, start: 19 }]);
});

test("a field list further down holds none", () => {
  assert.equal(settings("text\n\n:machine: guest\n"), []);
  assert.equal(settings("A\n=\n\nB\n-\n\nC\n~\n\n:machine: guest\n"), []);
  assert.equal(settings(".. note:: text\n\n:machine: guest\n"), []);
  assert.equal(settings("- :machine: guest\n"), []);
  assert.equal(settings(":machine: guest\n\ntext\n\n:image: x\n").length, 1);
  for (const before of [
    "- a",
    "1. a",
    ">>> a",
    "| a",
    "----",
    "+--+\n|a |\n+--+",
    "=  =\na  b\n=  =",
    ".. [1] a",
    "-a  b",
  ]) {
    assert.equal(settings(`${before}\n\n:machine: guest\n`), [], before);
  }
});

test("a leading annotation holds the document's settings, the next one the block's", () => {
  const source = "Title\n=====\n\n.. howtrue: machine=guest\n\n.. howtrue: exit=1\n\n::\n\n  $ a\n";
  assert.equal(settings(source), [{ kind: "annotation", text: " machine=guest", start: 24 }]);
  assert.is(comment(source), " exit=1");
});

test("CRLF within settings stays", () => {
  assert.equal(settings(":a: b\r\n:c:\r\n  d\r\n\r\ntext\r\n"), [
    { kind: "fields", text: ":a: b\r\n:c:\r\n  d", start: 0 },
  ]);
});

test.run();
