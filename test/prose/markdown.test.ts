import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../src/document/parse.ts";
import { proseOf } from "../../src/prose/prose.ts";
import { typeset } from "../../src/prose/typeset.ts";
import { makePaint } from "../../src/report/paint.ts";
import { blocksIn, outline, outlineOf, textsOf } from "./outline.ts";

const show = (text: string): Promise<string> => outlineOf(text, "markdown");

async function check(...cases: readonly (readonly [markdown: string, ...lines: string[]])[]): Promise<void> {
  for (const [text, ...lines] of cases) assert.is(await show(text), ["root", ...lines].join("\n"), text);
}

test("paragraphs with their markup, and headings with their ids", () =>
  check(
    ["a *b* **c** `d` ~~e~~\nf\\\ng &amp; h", " paragraph: a *b* **c** `d` ~e~⏎f<br>g & h"],
    [
      "# A *b*\n\nA\n=\n\n#### C `d` #\n",
      ...[" heading depth=1 #a-b: A *b*", " heading depth=1 #a: A"],
      " heading depth=4 #c-d: C `d`",
    ],
    [
      "# A\n\n# A\n\n# A-1\n\n# ?",
      " heading depth=1 #a: A",
      " heading depth=1 #a-1: A",
      " heading depth=1 #a-1-1: A-1",
      " heading depth=1 #-1: ?",
    ],
    ["# 1. A {#own}\n\n(label)=\n## B", " heading depth=1 #own: 1. A", " heading depth=2 #label: B"],
    ["***\n", " thematicBreak"],
  ));

test("blocks stand where the document has them, with their index", () =>
  check([
    "- a\n\n  ```console\n  $ b\n  ```\n> c\n>\n>     d\n",
    " list",
    "  listItem spread",
    "   paragraph: a",
    "   code lang=console @0: $ b",
    " blockquote",
    "  paragraph: c",
    "  code @1: d",
  ]));

test("lists: their kinds, what begins a new one, and what is loose", () =>
  check(
    ["- a\n- b", " list", "  listItem", "   paragraph: a", "  listItem", "   paragraph: b"],
    ["3) a\n\n4) b", " list ordered start=3 spread", "  listItem", "   paragraph: a", "  listItem", "   paragraph: b"],
    ["- a\n+ b", " list", "  listItem", "   paragraph: a", " list", "  listItem", "   paragraph: b"],
    ["- a\n\n<!-- -->\n\n- b", " list", "  listItem", "   paragraph: a", " list", "  listItem", "   paragraph: b"],
    [
      "- [x] a\n- [ ] b\n- [ ]",
      " list",
      "  listItem checked",
      "   paragraph: a",
      "  listItem",
      "   paragraph: b",
      "  listItem",
      "   paragraph: [ ]",
    ],
  ));

test("links, images and footnotes are resolved, definitions go", () =>
  check(
    ["[a][B] ![c][b] [b] [d]\n\n[b]: /u 'T'", " paragraph: [a](/u) ![c](/u) [b](/u) [d]"],
    ["[a]: /b\n*\n\n[a]: /b\n12. c", " paragraph: *", " paragraph: 12. c"],
    [
      "<https://a.b> www.c.d e@f.g",
      " paragraph: [https://a.b](https://a.b) [www.c.d](http://www.c.d) [e@f.g](mailto:e@f.g)",
    ],
    [
      "a[^1] b[^2]\n\n[^1]: c\n\n    d",
      " paragraph: a[^1] b[^2]",
      " footnoteDefinition label=1",
      "  paragraph: c",
      "  paragraph: d",
    ],
  ));

test("tables, however long", async () => {
  await check([
    "a\n| b | c |\n|---|--:|\n| *d* | |",
    " paragraph: a",
    " table",
    "  tableRow",
    "   tableCell: b",
    "   tableCell: c",
    "  tableRow",
    "   tableCell: *d*",
    "   tableCell: ",
  ]);
  const rows = Array.from({ length: 2_000 }, (_, i) => `| ${i} | text |`);
  const lines = (await show(`| a | b |\n|---|---|\n${rows.join("\n")}\n`)).split("\n");
  assert.is(lines.filter((line) => line === "  tableRow").length, 2_001);
  assert.is(lines.filter((line) => line === " table").length, 1);
  assert.is(lines.at(-2), "   tableCell: 1999");
});

test("a long table's rows are what they are in a short one", async () => {
  const head = "| a | b |\n| :-- | --- |\n";
  const rows = [
    "| c | d |",
    "|e|  f  g  |",
    "| h |  |",
    "| i |",
    "| *j* | k\\|l |",
    "| m | n | o |",
    "p | q",
    "| r",
    "||",
    "|",
  ];
  rows.push(
    "| `s|t` | u |",
    "| & | <b>v</b> |",
    "| https://a.b | c@d.e |",
    "| \u00a0w\u00a0 | - x |",
    "| # y | 1. z |",
  );
  const rowsOf = async (lines: readonly string[]): Promise<string[]> =>
    (await show(head + lines.join("\n"))).split("\n").slice(5);
  const short = (await Promise.all(rows.map((row) => rowsOf([row])))).flat();
  const long = rows.flatMap((row) => [
    row,
    ...Array.from({ length: 50 }, () => "| long | enough to be read by its rows |"),
  ]);
  const filler = ["  tableRow", "   tableCell: long", "   tableCell: enough to be read by its rows"].join("\n");
  const found = (await rowsOf(long)).join("\n").replaceAll(filler, "").split("\n");
  assert.ok(long.join("\n").length > 20_000);
  assert.equal(
    found.filter((line) => line !== ""),
    short,
  );
});

test("a long text is read where it has few marks", async () => {
  const [paragraph = ""] = (await show(`${"word [^1] ".repeat(3_000)}\n\n[^1]: note`)).split("\n").slice(1);
  assert.is(paragraph.match(/\[\^1\]/g)?.length, 3_000);
  assert.is(await show(`*a*${" word".repeat(10_000)}`), `root\n paragraph: *a*${" word".repeat(10_000)}`);
  const prose = proseOf(await parse("word [^1] ".repeat(3_000), { path: "a.md", format: "markdown" }));
  assert.is(prose.children[0]?.data?.unread, undefined);
});

test("HTML becomes what it means, and comments go", () =>
  check(
    [
      "a <b>c</b> <kbd>d *e*</kbd> <a href='u'>f</a><br>g <x>h</x> <!-- i --> H<sub>2</sub>O",
      " paragraph: a **c** `d e` [f](u)<br>g h  H<subscript>2</>O",
    ],
    [
      "<p align=center><img src=a alt='b'></p>\n\n<h2>c &amp; d</h2>",
      " paragraph: ![b](a)",
      " heading depth=2 #c--d: c & d",
    ],
    [
      "<details>\n<summary>a</summary>\n\n```console\n$ b\n```\n</details>",
      " paragraph: **a**",
      " code lang=console @0: $ b",
    ],
    [
      "<ul><li>a<li><p>b</p></ul><pre>\nc\n d\n</pre>",
      " list",
      "  listItem",
      "   paragraph: a",
      "  listItem",
      "   paragraph: b",
      " code: c⏎ d",
    ],
    ["<!-- howtrue: skip -->\n```console\n$ a\n```\n<!-- b -->\n<script>c</script>", " code lang=console @0: $ a"],
    ["<b>a *b", " paragraph: **a *b**"],
  ));

test("boxes: those of MkDocs, MyST, GitHub and between colons", () =>
  check(
    [
      '!!! note "A *b*"\n    c\n\n        $ d\n',
      " admonition kind=note",
      "  caption: A *b*",
      "  paragraph: c",
      "  code @0: $ d",
    ],
    ['=== "A"\n\n    b\n', " admonition kind=tab", "  caption: A", "  paragraph: b"],
    [
      "```{warning} a\nb\n\n~~~console\n$ c\n~~~\n```",
      " admonition kind=warning",
      "  paragraph: a",
      "  paragraph: b",
      "  code lang=console @0: $ c",
    ],
    [
      ":::{admonition} A\n:class: tip\nb\n:::\n\n```{tab-set}\nc\n```",
      " admonition kind=admonition",
      "  caption: A",
      "  paragraph: b",
      " paragraph: c",
    ],
    [
      "```{versionadded} 1.2\na\n```",
      " admonition kind=versionadded",
      "  caption: New in version 1.2",
      "  paragraph: a",
    ],
    ["```{figure} a.png\nb\n```", " figure", "  paragraph: ![](a.png)", "  paragraph: b"],
    [
      "> [!NOTE]\n> a\n\n> [!tip]- B\n> c",
      " admonition kind=note",
      "  paragraph: a",
      " admonition kind=tip",
      "  caption: B",
      "  paragraph: c",
    ],
    [
      ":::tip A\nb\n\n    $ c\n\n:::\n::: {.column}\nd\n:::\n\n:::",
      " admonition kind=tip",
      "  caption: A",
      "  paragraph: b",
      "  code @0: $ c",
      " paragraph: d",
      " paragraph: :::",
    ],
  ));

test("front matter is no prose, MDX's imports neither", async () => {
  assert.is(await show("---\na: 1\n---\nb"), "root\n paragraph: b");
  const document = await parse("import A from 'b'\n\n<A>\n  c\n</A>", { path: "a.mdx", format: "markdown" });
  assert.equal(outline(proseOf(document)), ["root", " paragraph: c"]);
});

test("what there is too much of does not break it: many boxes, long tables, wide ones", async () => {
  assert.match(await show(":::note\n".repeat(5_000)), /^root\n admonition/);
  const wide = typeset(
    proseOf(
      await parse(`|${"a|".repeat(3_000)}\n|${"-|".repeat(3_000)}\n|${"b|".repeat(3_000)}`, {
        path: "a.md",
        format: "markdown",
      }),
    ).children,
    { columns: 80, paint: makePaint(false) },
  );
  assert.is(wide.length, 3_000);
  assert.is(wide[0], "a:  b");
});

test("what would take the square of its length is given as it is written", async () => {
  const deep = "![".repeat(50_000);
  assert.is(await show(deep), `root\n paragraph: ${deep}`);
  const long = "*a ".repeat(100_000).trim();
  assert.is(await show(long), `root\n paragraph: ${long}`);
  const { children } = proseOf(await parse(`a\n\n${long}`, { path: "a.md", format: "markdown" }));
  assert.equal(
    children.map(({ data }) => data?.unread),
    [undefined, true],
  );
});

const piece = fc.constantFrom(
  ...[
    "```",
    "```console",
    "````",
    "~~~",
    "$ echo a",
    "# b",
    "<!-- howtrue: skip -->",
    "---",
    "====",
    ":::",
    "::: note",
  ],
  ...["text", "- ", "1. item", "> ", ">", "\t", "<div>", "...", "[x]: y", "| a |", "|--|", "```{note}", ":::{tip} x"],
  ...["!!! note", '=== "A"', "[^1]: a", "> [!NOTE]", "```{code-block} sh", ":a: b", "```{eval-rst}", "x::", "<pre>"],
);
const prefix = fc.constantFrom("", "", "", " ", "  ", "    ", "\t", "> ", ">\t", "- ", "1.  ", "-\t", "  > ", " \t");
const line = fc.tuple(fc.array(prefix, { maxLength: 3 }), piece).map(([before, text]) => before.join("") + text);
const markdown = fc.array(line, { maxLength: 20 }).map((lines) => lines.join("\n"));

test("every block stands in the tree once, in order", async () => {
  await fc.assert(
    fc.asyncProperty(markdown, async (text) => {
      const document = await parse(text, { path: "a.md", format: "markdown" });
      const prose = proseOf(document);
      assert.equal(blocksIn(prose), Array.from(document.blocks.keys()));
      const { written, shown } = textsOf(document, prose);
      assert.equal(shown, written);
    }),
    { numRuns: 500 },
  );
});

test.run();
