import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Format } from "../../src/document/document.ts";
import { observed } from "../../src/rewrite/observed.ts";
import { readOf } from "../publish/reading.ts";

async function shown(text: string, outputs: Record<number, readonly string[]>, format: Format = "markdown") {
  const read = await readOf(text, format);
  const all = Object.entries(outputs).map(([index, lines]) => ({ index: Number(index), lines, exit: 0 }));
  const { read: now, left } = await observed(read, all);
  return [now.document.text, left.map(({ place }) => place.line)];
}

test("output is replaced word for word, and all else stays", async () => {
  const text =
    "Text ...\n\n1. in a list\n\n   ```console\n   $ a\n   ...\n\n   $ b\n   one\n   $ c\n   ```\n\n> ```console\n> $ d\n> ...\n> ```\n";
  const next =
    "Text ...\n\n1. in a list\n\n   ```console\n   $ a\n   1\n   2\n\n   $ b\n   two\n   $ c\n   ```\n\n> ```console\n> $ d\n> x\n> ```\n";
  assert.equal(await shown(text, { 0: ["1", "2"], 1: ["two"], 3: ["x"] }), [next, []]);
});

test("a fence grows where the output would close it; output may vanish", async () => {
  assert.equal(await shown("```console\n$ a\n...\n```\n", { 0: ["```", "x"] }), [
    "````console\n$ a\n```\nx\n````\n",
    [],
  ]);
  assert.equal(await shown("```console\n$ a\n...\n```\n", { 0: [] }), ["```console\n$ a\n```\n", []]);
});

test("what would be read as something else is left, and the others are replaced", async () => {
  const text = "```console\n$ a\n...\n$ b\n...\n```\n\n    $ c\n    ...\n";
  const next = "```console\n$ a\n...\n$ b\nfine\n```\n\n    $ c\n    fine\n";
  assert.equal(await shown(text, { 0: ["$ rm -rf /"], 1: ["fine"], 2: ["fine"] }), [next, [2]]);
  const table = "=====  ====\nleft   right\n=====  ====\n::     x\n\n $ a\n ...\n=====  ====\n";
  assert.equal((await shown(table, {}, "rst"))[0], table);
});

test("in other tools' rules a line that is no pattern is written so that it is none", async () => {
  assert.equal(await shown("```scrut\n$ a\n... (glob)\n```\n", { 0: ["[1]"] }), [
    "```scrut\n$ a\n[1] (equal)\n```\n",
    [],
  ]);
  assert.equal(await shown("  $ a\n  .* (re)\n", { 0: ["x (y)"] }, "cram"), ["  $ a\n  x (y)\n", []]);
  const regex = "```console\n$ a  # howtrue: match=regex\n.*\n```\n";
  assert.equal(await shown(regex, { 0: ["a (b"] }), [regex.replace(".*", "a \\(b"), []]);
});

test.run();
