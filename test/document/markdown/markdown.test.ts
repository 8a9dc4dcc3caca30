import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Document } from "../../../src/document/document.ts";
import { positionAt, indexLines } from "../../../src/document/lines.ts";
import { parseMarkdown } from "../../../src/document/markdown/markdown.ts";

const RUNS = { numRuns: Number(process.env["HOWTRUE_RUNS"] ?? 150) };
const parse = (text: string): Promise<Document> => parseMarkdown("a.md", text);

/** Each block as kind, language, what follows it, line of its body, and the body. */
const blocks = async (text: string) =>
  (await parse(text)).blocks.map(({ kind, lang, meta, start, text: body }) => [kind, lang, meta, start, body]);

test("fenced and indented code, wherever it stands", async () => {
  const cases: readonly [string, ...Awaited<ReturnType<typeof blocks>>[number]][] = [
    ["```console\n$ a\nb\n```\n", "fence", "console", undefined, 2, "$ a\nb"],
    ["~~~ sh exit=1 x\n$ a\n~~~\n", "fence", "sh", "exit=1 x", 2, "$ a"],
    ["text\n\n    $ a\n\n      b\n\ntext\n", "indented", undefined, undefined, 3, "$ a\n\n  b"],
    ["- item\n\n  ```console\n  $ a\n    b\n  ```\n", "fence", "console", undefined, 4, "$ a\n  b"],
    ["1. item\n\n       $ a\n       b\n", "indented", undefined, undefined, 3, "$ a\nb"],
    ["> ```\n> $ a\n>\n> b\n> ```\n", "fence", undefined, undefined, 2, "$ a\n\nb"],
    ["> - >   ```sh\n>   >   $ a\n>   >   ```\n", "fence", "sh", undefined, 2, "$ a"],
    ["  ```\n  $ a\n b\n    c\n  ```\n", "fence", undefined, undefined, 2, "$ a\nb\n  c"],
    ["````md\n```console\n$ a\n```\n````\n", "fence", "md", undefined, 2, "```console\n$ a\n```"],
    ["    ```console\n    $ a\n    ```\n", "indented", undefined, undefined, 1, "```console\n$ a\n```"],
    ["\t$ a\n\tb\n", "indented", undefined, undefined, 1, "$ a\nb"],
    ["```\n```\n", "fence", undefined, undefined, 2, ""],
    ["```\n\n```\n", "fence", undefined, undefined, 2, ""],
    ["```console\r\n$ a\r\nb\r\n```\r\n", "fence", "console", undefined, 2, "$ a\nb"],
    ["```console\r$ a\rb\r```\r", "fence", "console", undefined, 2, "$ a\nb"],
    ["    $ a\r\n\r\n    b\r\n", "indented", undefined, undefined, 1, "$ a\n\nb"],
    ["\uFEFF```\n$ a\n```\n", "fence", undefined, undefined, 2, "$ a"],
    ["\uFEFF    $ a\n", "indented", undefined, undefined, 1, "$ a"],
    ["Title\n=====\n```\n$ a", "fence", undefined, undefined, 4, "$ a"],
  ];
  for (const [text, ...block] of cases) assert.equal(await blocks(text), [block], JSON.stringify(text));
});

test("what is no code block gives none", async () => {
  for (const text of ["`$ a`\n", "<pre>\n$ a\n</pre>\n", "<!--\n```console\n$ a\n```\n-->\n", "text\n    $ a\n", ""]) {
    assert.equal(await blocks(text), [], JSON.stringify(text));
  }
});

test("only a fence that is closed can be rewritten", async () => {
  const rewritable = async (text: string): Promise<boolean | undefined> => (await parse(text)).blocks[0]?.rewritable;
  for (const text of [
    "```\n$ a\n```",
    "~~~\n$ a\n~~~~  \n",
    "> ```\n> a\n> ```\n",
    "    $ a\n",
    "```\n```\n",
    "```\r\n```",
  ])
    assert.is(await rewritable(text), true, JSON.stringify(text));
  for (const text of [
    "```\n$ a\n",
    "````\na\n```\n",
    "```\na\n~~~\n",
    "> ```\n> a\n```\n",
    "- ```\n  a\n\ntext\n",
    "```",
  ])
    assert.is(await rewritable(text), false, JSON.stringify(text));
});

test("a block knows the titles above it", async () => {
  const text = "# A *b*\n\n    1\n\nC\n-\n\n    2\n\n#### D `e`\n\n    3\n\n## F\n\n    4\n\n# G\n\n    5\n";
  assert.equal(
    (await parse(text)).blocks.map(({ section }) => section.join(" > ")),
    ["A b", "A b > C", "A b > C > D e", "A b > F", "G"],
  );
});

test("the comment right before a block is its annotation, and its place is exact", async () => {
  const comment = async (text: string) => {
    const found = (await parse(text)).blocks[0]?.comment;
    return found && [found.text, found.place.line, found.place.column];
  };
  assert.equal(await comment("<!-- howtrue: exit=1 -->\n```\n$ a\n```\n"), [" exit=1 ", 1, 14]);
  assert.equal(await comment("text\n\n<!--howtrue:skip-->\n\n    $ a\n"), ["skip", 3, 13]);
  assert.equal(await comment("- <!-- howtrue:\n  exit=1\n  -->\n  ```\n  $ a\n  ```\n"), ["\nexit=1\n", 1, 16]);
  assert.equal(await comment("\uFEFF<!-- howtrue: x -->\n```\n```\n"), [" x ", 1, 15]);
  assert.is(await comment("<!-- prettier-ignore -->\n```\n$ a\n```\n"), undefined);
  assert.is(await comment("<!-- see howtrue: x -->\n```\n$ a\n```\n"), undefined);
});

test("an annotation that reaches no block is an error: a skip that is lost would run what must not be run", async () => {
  const stray = async (text: string) =>
    (await parse(text)).messages.map(({ code, place }) => [code, place.line, place.column]);
  const error = (line: number, column = 1) => [["stray-annotation", line, column]];
  assert.equal(await stray("<!-- howtrue: skip -->\n```\n$ a\n```\n"), []);
  assert.equal(await stray("<!-- howtrue: skip -->\n\ntext\n\n    $ a\n"), error(1));
  assert.equal(await stray("<!-- howtrue: skip -->\n<!-- howtrue: exit=1 -->\n```\n$ a\n```\n"), error(1));
  assert.equal(await stray("text <!-- howtrue: skip -->\n\n    $ a\n"), error(1, 6));
  assert.equal(await stray("> <!-- howtrue: skip -->\n\n    $ a\n"), error(1, 3));
  assert.equal(await stray("<!-- howtrue: skip --> text\n```\n$ a\n```\n"), error(1));
  assert.equal(await stray("    $ a\n\n<!-- howtrue: skip -->\n"), error(3));
});

test("front matter is kept as it is, and where it stands", async () => {
  const cases: readonly [string, string, number][] = [
    ["---\na: 1\nb: 2\n---\ntext\n", "a: 1\nb: 2", 4],
    ["---\r\na: 1\r\n---\r\n", "a: 1", 5],
    ["\uFEFF---\na: 1\n---\n", "a: 1", 5],
    ["--- \na: 1\n---\n", "a: 1", 5],
  ];
  for (const [text, yaml, start] of cases) {
    assert.equal((await parse(text)).settings, [{ kind: "yaml", text: yaml, start }], JSON.stringify(text));
    assert.is(text.slice(start, start + yaml.length), yaml);
  }
  for (const text of ["text\n\n---\na: 1\n---\n", "\n---\na: 1\n---\n", "---\na: 1\n"])
    assert.equal((await parse(text)).settings, []);
});

const piece = fc.constantFrom(
  ...["```", "```console", "````", "~~~", "~~~ sh exit=1", "$ echo a", "# b", "<!-- howtrue: skip -->", "---", "===="],
  ...["text", "- ", "1. item", "> ", ">", "\t", "\0", "é🙂", "a: 1", "<div>", "...", "[x]: y", "| a |"],
);
const prefix = fc.constantFrom("", "", "", " ", "  ", "    ", "\t", "> ", ">\t", "- ", "1.  ", "-\t", "  > ", " \t");
const line = fc.tuple(fc.array(prefix, { maxLength: 3 }), piece).map(([before, text]) => before.join("") + text);
const markdown = fc
  .tuple(fc.constantFrom("\n", "\r\n", "\r"), fc.array(line, { maxLength: 14 }), fc.constantFrom("", "\uFEFF"))
  .map(([end, lines, bom]) => bom + lines.join(end));

test("every line of a block is the source at its range, and ranges follow each other", async () => {
  await fc.assert(
    fc.asyncProperty(markdown, async (text) => {
      const index = indexLines(text);
      let last = 0;
      for (const block of (await parse(text)).blocks) {
        assert.is(block.text, block.lines.map((one) => one.text).join("\n"));
        for (const [i, { text: shown, range }] of block.lines.entries()) {
          assert.ok(last <= range.start && range.start <= range.end, "in order");
          last = range.end;
          assert.not.match(shown, /[\r\n]/);
          assert.is(positionAt(index, range.start).line, block.start + i);
          const source = text.slice(range.start, range.end);
          const cut = source.startsWith("\t") && shown.startsWith(" ");
          assert.is(cut ? shown.trimStart() : shown, cut ? source.trimStart() : source);
        }
        const [first, final] = [block.lines[0], block.lines.at(-1)];
        if (first !== undefined) assert.equal(block.range, { start: first.range.start, end: final?.range.end });
        else assert.is(block.range.start, block.range.end);
      }
    }),
    RUNS,
  );
});

test("other letters put in place of a block's lines are what is read there again", async () => {
  const change = (text: string): string => text.replaceAll(/[a-z]/g, "z");
  await fc.assert(
    fc.asyncProperty(markdown, async (text) => {
      const before = (await parse(text)).blocks;
      let changed = text;
      for (const { range } of before.flatMap(({ lines }) => lines).toReversed()) {
        changed =
          changed.slice(0, range.start) + change(changed.slice(range.start, range.end)) + changed.slice(range.end);
      }
      assert.equal(
        (await parse(changed)).blocks.map((block) => [block.lang, block.text]),
        before.map((block) => [block.lang, change(block.text)]),
      );
    }),
    RUNS,
  );
});

test("no text makes it throw", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), markdown),
      async (text) => {
        assert.is((await parse(text)).text, text);
      },
    ),
    RUNS,
  );
});

test.run();
