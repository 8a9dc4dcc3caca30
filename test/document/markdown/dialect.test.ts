import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Document } from "../../../src/document/document.ts";
import { parse } from "../../../src/document/parse.ts";

const read = (text: string, path = "a.md"): Promise<Document> => parse(text, { path, format: "markdown" });

type Shown = readonly [lang: string | undefined, meta: string | undefined, line: number, text: string];

async function check(cases: readonly [string, ...Shown[]][], path?: string): Promise<void> {
  for (const [text, ...expected] of cases) {
    const document = await read(text, path);
    const found = document.blocks.map(({ lang, meta, start, text: body }) => [lang, meta, start, body]);
    assert.equal(found, expected, JSON.stringify(text));
    for (const { lines, start } of document.blocks) {
      for (const [i, line] of lines.entries()) {
        const source = text.slice(line.range.start, line.range.end);
        assert.is(source.trimStart(), line.text.trimStart(), "each line is the source at its range");
        assert.is(text.slice(0, line.range.start).split("\n").length, start + i, "and on its line");
      }
    }
  }
}

test("attributes behind the language", () =>
  check([
    ['```bash title="a b" {1,3} linenums="1"\nx\n```\n', ["bash", 'title="a b" {1,3} linenums="1"', 2, "x"]],
    ["```bash{1,3} exit=1\nx\n```\n", ["bash", "{1,3} exit=1", 2, "x"]],
    ["```{.console exit=1 #id}\nx\n```\n", ["console", "exit=1 #id", 2, "x"]],
    ["~~~ {.bash}\nx\n~~~\n", ["bash", undefined, 2, "x"]],
    ["``` { .bash .annotate title='t' }\nx\n```\n", ["bash", ".annotate title='t'", 2, "x"]],
    ["```{#id .console}\nx\n```\n", ["console", "#id .console", 2, "x"]],
    ["```{#id}\nx\n```\n", [undefined, "#id", 2, "x"]],
    ["```console {exit=1 .a}\nx\n```\n", ["console", "exit=1 .a", 2, "x"]],
  ]));

test("chunks of R Markdown are code, not directives", () =>
  check([
    ["```{bash}\nx\n```\n", ["bash", undefined, 2, "x"]],
    ["```{r, echo=FALSE}\nx\n```\n", ["r", "echo=FALSE", 2, "x"]],
    ["```{bash setup, eval=FALSE}\nx\n```\n", ["bash", "setup, eval=FALSE", 2, "x"]],
    ["```{unheard, echo=FALSE}\nx\n```\n", ["unheard", "echo=FALSE", 2, "x"]],
  ]));

test("MyST's code: the argument is the language, options are no text", () =>
  check([
    ["```{code-block} console exit=1\n$ a\n```\n", ["console", "exit=1", 2, "$ a"]],
    ["```{code} sh\n:name: x\n:caption: y\n\n$ a\n```\n", ["sh", undefined, 5, "$ a"]],
    ["```{sourcecode} sh\n---\nname: x\n---\n$ a\n```\n", ["sh", undefined, 5, "$ a"]],
    ["```{code-cell} bash\n\n\n$ a\n```\n", ["bash", undefined, 3, "\n$ a"]],
    ["```{prompt} bash $ auto\n$ a\n```\n", ["bash", "$ auto", 2, "$ a"]],
    ["```{code-block}\n$ a\n```\n", [undefined, undefined, 2, "$ a"]],
    ["```{code} sh\n:name: x\n```\n", ["sh", undefined, 3, ""]],
    [":::{code-block} console\n$ a\n\n    b\n:::\n", ["console", undefined, 2, "$ a\n\n    b"]],
    ["> ```{code} sh\n> :a: b\n> $ a\n> ```\n", ["sh", undefined, 3, "$ a"]],
  ]));

test("MyST's other directives hold documents, however deep, or nothing that is run", () =>
  check([
    ["````{note}\n```console\n$ a\n```\n````\n", ["console", undefined, 3, "$ a"]],
    [
      ":::::{tab-set}\n::::{tab-item} One\n:sync: x\n\n- ```sh\n  $ a\n  ```\n\n::::\n:::::\n",
      ["sh", undefined, 6, "$ a"],
    ],
    [
      ">  ````{note} Title\n>  :class: x\n>   - ```\n>     \t$ a\n>     ```\n>  ````\n",
      [undefined, undefined, 4, "\t$ a"],
    ],
    [":::{note}\n    $ a\n:::\n    $ b\n", [undefined, undefined, 2, "$ a"], [undefined, undefined, 4, "$ b"]],
    ["```{mermaid}\n    $ a\n```\n", ...[]],
    ["```{image} a.png\n    $ a\n```\n", ...[]],
    ["::: note\n```sh\n$ a\n```\n:::\n", ["sh", undefined, 3, "$ a"]],
  ]));

test("reStructuredText inside MyST is read as such, with the places of the document", async () => {
  const text =
    "# T *x*\n\n> ```{eval-rst}\n> A\n> =\n>\n> .. howtrue: skip\n> .. code-block:: console\n>\n>    $ a\n>      b\n> ```\n";
  await check([[text, ["console", undefined, 10, "$ a\n  b"]]]);
  const [block] = (await read(text)).blocks;
  assert.equal(block?.section, ["T x", "A"]);
  assert.is(block?.kind, "directive");
  assert.is(block?.rewritable, true);
  const messages = (await read("```{eval-rst}\n\n.. code-block:: sh\n   x y\n   z\n```\n")).messages;
  assert.equal(
    messages.map(({ code, place }) => [code, place.line]),
    [["missing-blank-line", 3]],
  );
});

test("an annotation of a whole document that stands inside of {eval-rst} is an error", async () => {
  const { messages } = await read("a\n\n```{eval-rst}\n.. howtrue: timeout=5s\n\ntext\n```\n");
  assert.equal(
    messages.map(({ code, place }) => [code, place.line]),
    [["stray-annotation", 4]],
  );
});

test("MkDocs' admonitions and tabs: what the site shows as code", () =>
  check([
    ['!!! note "T"\n    ```console\n    $ a\n    ```\n', ["console", undefined, 3, "$ a"]],
    ["??? note\n\n    ```console\n    $ a\n    ```\n", ["console", undefined, 4, "$ a"]],
    [
      '=== "A"\n\n    ```sh\n    $ a\n    ```\n\n=== "B"\n\n    !!! tip\n\n            $ b\n',
      ["sh", undefined, 4, "$ a"],
      [undefined, undefined, 11, "$ b"],
    ],
    ["- x\n\n    !!! note\n        ```\n        $ a\n        ```\n", [undefined, undefined, 5, "$ a"]],
    ["!!! note\ntext\n\n    $ a\n", [undefined, undefined, 4, "$ a"]],
  ]));

test("footnotes", () =>
  check([
    [
      "[^a]: x\n\n    ```sh\n    $ a\n    ```\n\n        $ b\n",
      ["sh", undefined, 4, "$ a"],
      [undefined, undefined, 7, "$ b"],
    ],
    ["[^a b]: x\n\n    $ a\n", [undefined, undefined, 3, "$ a"]],
  ]));

test("MDX: tags are no HTML, nothing is code by its indentation", async () => {
  await check(
    [
      [
        'import X from "x";\n\n<Tabs>\n  <Tab name="a">\n    ```bash title="t"\n    $ a\n    ```\n  </Tab>\n</Tabs>\n',
        ["bash", 'title="t"', 6, "$ a"],
      ],
      ["text\n<X>\n```sh\n$ a\n```\n</X>\n", ["sh", undefined, 4, "$ a"]],
      ["    $ a\n", ...[]],
    ],
    "a.mdx",
  );
  const annotated = await read("{/* howtrue: exit=1 */}\n```sh\n$ a\n```\n", "a.mdx");
  assert.equal(
    annotated.blocks.map(({ comment }) => [comment?.text, comment?.place.column]),
    [[" exit=1 ", 13]],
  );
});

test("MDX: what is commented out is no code", async () => {
  const code = "```sh\n$ a\n```\n";
  await check(
    [
      [`{/*\n${code}*/}\n`, ...[]],
      [`{/* x\n\n${code}\n*/}\n${code}`, ["sh", undefined, 9, "$ a"]],
      [`<X>\n  {/*\n${code}*/}\n${code}</X>\n`, ["sh", undefined, 8, "$ a"]],
      [`{/* x */}\n${code}`, ["sh", undefined, 3, "$ a"]],
      [`<!--\n${code}-->\n`, ...[]],
      [`{x}\n${code}`, ["sh", undefined, 3, "$ a"]],
    ],
    "a.mdx",
  );
  await check([[`{/*\n${code}*/}\n`, ["sh", undefined, 3, "$ a"]]]);
});

test("front matter of any kind is no code", async () => {
  await check([
    ["---\na:\n\n    b: c\n---\n    $ a\n", [undefined, undefined, 6, "$ a"]],
    ["+++\na = 1\n\n    b = 2\n+++\n    $ a\n", [undefined, undefined, 6, "$ a"]],
    ["---\n\n    $ a\n", [undefined, undefined, 3, "$ a"]],
  ]);
  assert.equal((await read("+++\na = 1\n+++\n")).settings, []);
});

test("a fence that HTML swallows is told", async () => {
  const hidden = async (text: string) =>
    (await read(text)).messages.map(({ code, severity, place }) => [code, severity, place.line, place.column]);
  assert.equal(await hidden("<details>\n<summary>x</summary>\n  ```sh\n$ a\n```\n</details>\n"), [
    ["hidden-fence", "warning", 3, 3],
  ]);
  assert.equal(await hidden("<details>\n\n```sh\n$ a\n```\n\n</details>\n"), []);
  assert.equal(await hidden("<!--\n```sh\n$ a\n```\n-->\n"), []);
  const [message] = (await read("<div>\n```\n")).messages;
  assert.is(message?.what, "this code fence stands inside HTML, so it is no code block: nothing in it is run");
  assert.is(message?.hint, "put a blank line behind the HTML above it");
});

test("an annotation that is shown as code is none", async () => {
  const codes = async (text: string) => (await read(text)).messages.map(({ code }) => code);
  assert.equal(await codes("write `<!-- howtrue: skip -->` before it\n"), []);
  assert.equal(await codes("write ``a ` <!-- howtrue: skip -->`` and \\`<!-- x -->\n"), []);
  assert.equal(await codes("`a <!-- howtrue: skip -->\n"), ["stray-annotation"]);
  assert.equal(await codes("<!-- howtrue: skip -->\n\n````{note}\n```\n$ a\n```\n````\n"), ["stray-annotation"]);
});

test("titles are what readers see", async () => {
  const titles: readonly [string, string][] = [
    ["# a `b` c_d\n", "a b c_d"],
    ["# *a* **b** [c](d) ![e](f) &amp; \\* `` ` ``\n", "a b c e & * `"],
    ["# [a] [B  c]\n\n[a]: x\n[b C]: y\n", "a B  c"],
    ["# [a]\n", "[a]"],
    ["a *b*\nc\n===\n", "a b c"],
    ["# **a** _b c_ [d e](f_g) h\n", "a b c d e h"],
    ["# **a**b *c*, (_d_) [e](<f g>) ***h*** *i\n", "ab c, (d) e h *i"],
    ["# `a` *b* __init__ x*y*z\n", "a b init xyz"],
    ["# a #\n", "a"],
    [`# ${"[".repeat(2000)}\n`, "[".repeat(2000)],
  ];
  for (const [text, title] of titles) assert.equal((await read(`${text}\n    $ a\n`)).blocks[0]?.section, [title]);
});

test.run();
