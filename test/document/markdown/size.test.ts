import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Document } from "../../../src/document/document.ts";
import { parse } from "../../../src/document/parse.ts";

/** What is read within a moment; where time grows with the square of the length, it takes minutes. */
const LIMIT_MS = 10_000;
const LONG = 100_000;

async function timed(text: string, name: string): Promise<Document> {
  const began = performance.now();
  const document = await parse(text, { path: "a.md", format: "markdown" });
  const took = performance.now() - began;
  assert.ok(took < LIMIT_MS, `${name}: ${took} ms`);
  return document;
}

test("what is nested deeper than anybody writes is given up with one message", async () => {
  const fences = Array.from({ length: 50 }, (_, i) => `${"`".repeat(60 - i)}{note}\n`).join("");
  const deep = {
    quotes: `${">".repeat(10_000)} a\n`.repeat(20),
    items: `${"- ".repeat(10_000)}a\n`,
    numbers: `${"1. ".repeat(10_000)}a\n`,
    footnotes: `${"[^a]: ".repeat(10_000)}a\n`,
    lists: Array.from({ length: 1_000 }, (_, i) => `${"  ".repeat(i)}- a\n`).join(""),
    admonitions:
      Array.from({ length: 300 }, (_, i) => `${"    ".repeat(i)}!!! a\n`).join("") + `${" ".repeat(1200)}> a`,
    directives: fences,
  };
  for (const [name, text] of Object.entries(deep)) {
    const { messages } = await timed(text, name);
    assert.equal(
      messages.map(({ code, what, hint }) => [code, what, hint]),
      [["too-deep", "the markup is nested too deep: what is inside is not read", "nest it less"]],
      name,
    );
  }
});

test("a hundred levels are read", async () => {
  assert.is((await timed(`${"> ".repeat(100)}    $ a\n`, "quotes")).blocks[0]?.text, "$ a");
});

test("time grows with the lines, whatever they are", async () => {
  const units = [
    ...[
      "text\n",
      "text\r",
      "a\n\r",
      "[\n",
      "[a]: b\n",
      '[a]: b "\n',
      '[a]: b\n"',
      "<div>\n",
      "<!--\n",
      "<!-- howtrue: x -->\n",
    ],
    ...[
      "```\n$ a\n```\n",
      "    a\n\n",
      "    a\n    \n",
      "# a\n",
      "a\n---\n",
      "- a\n",
      "- - - a\n",
      "> - ```\n",
      "!!! a\n",
      ":a: b\n",
    ],
    ...[
      "# *a*\n\n    x\n",
      "[^a]: b\n",
      "````{note}\n```\n$ a\n```\n````\n",
      "```{eval-rst}\n::\n\n  $ a\n```\n",
      "-\n",
    ],
  ];
  for (const before of ["", "```{code} sh\n", "---\n", "> - "]) {
    for (const unit of units) {
      await timed(before + unit.repeat(20_000 / (unit.split("\n").length - 1 || 1)), JSON.stringify(before + unit));
    }
  }
});

test("time grows with a line's length, whatever is in it", async () => {
  const units = [
    "`",
    "[",
    "]",
    "<",
    "<a ",
    'a="b" ',
    "*",
    "* ",
    "- ",
    "#",
    "# ",
    " ",
    "\t",
    ">",
    "~",
    ":",
    "!",
    "{",
    "\\",
    "=",
    "[^",
    "a",
  ];
  for (const before of [
    "",
    "# ",
    "> ",
    "```",
    "~~~ ",
    "[^",
    "[a]: ",
    "<a ",
    "<!-- howtrue:",
    ":::{",
    "    ",
    "```{",
    "!!! ",
    '=== "',
  ]) {
    for (const unit of units) {
      await timed(`${before + unit.repeat(LONG)}\nx\n===\n\n    $ a\n`, JSON.stringify(before + unit));
    }
  }
  const runs = Array.from({ length: 1_000 }, (_, i) => "`".repeat(i + 1)).join(" ");
  await timed(`${runs} howtrue:\n`, "runs of backticks");
});

test("a million backticks, and a fence that never ends", async () => {
  assert.is((await timed(`${"`".repeat(1_000_000)}\n`, "backticks")).blocks[0]?.rewritable, false);
  const { blocks } = await timed(`\`\`\`console\n${"$ a\nb\n".repeat(LONG)}`, "fence");
  assert.equal([blocks.length, blocks[0]?.rewritable, blocks[0]?.lines.length], [1, false, 2 * LONG]);
});

test("ten thousand lines take a moment", async () => {
  const section = "## Section `a`\n\nA paragraph of text.\n\n- item\n\n```console\n$ a\nb\n```\n\n".repeat(910);
  const took: number[] = [];
  for (let i = 0; i < 5; i++) {
    const began = performance.now();
    await parse(section, { path: "a.md", format: "markdown" });
    took.push(performance.now() - began);
  }
  assert.ok(Math.min(...took) < 200, `${Math.min(...took)} ms`);
});

test.run();
