import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Block, Format } from "../../src/document/document.ts";
import { replaceBody } from "../../src/rewrite/replace.ts";
import { rewrite } from "../../src/rewrite/rewrite.ts";
import { bodies, documents, read } from "./documents.ts";

const RUNS = { numRuns: Number(process.env["HOWTRUE_RUNS"] ?? 300) };

/** A document with new lines in its first block; undefined where it cannot hold them. */
async function replaced(
  text: string,
  lines: readonly string[],
  format: Format = "markdown",
): Promise<string | undefined> {
  const document = await read(text, format);
  const edit = replaceBody(document, document.blocks[0]!, lines);
  return edit && rewrite(document, [edit]);
}

async function check(cases: readonly [string, readonly string[], string | undefined][], format: Format = "markdown") {
  for (const [text, lines, expected] of cases) {
    assert.is(await replaced(text, lines, format), expected, JSON.stringify(text));
  }
}

test("fenced code keeps its indentation, its quoting marks and its line ends", () =>
  check([
    ["a\n```\nb\nc\n```\nd\n", ["x"], "a\n```\nx\n```\nd\n"],
    ["```\nb\n```", ["x", "", " y"], "```\nx\n\n y\n```"],
    ["  ```\n  b\n  ```\n", ["x"], "  ```\n  x\n  ```\n"],
    ["- ```\n  b\n  ```\n", ["x", "y"], "- ```\n  x\n  y\n  ```\n"],
    ["10.  ```\n     b\n     ```\n", ["x", "", "y"], "10.  ```\n     x\n\n     y\n     ```\n"],
    ["> ```\n> b\n> ```\n", ["x", "", "y"], "> ```\n> x\n>\n> y\n> ```\n"],
    ["> - ```\n>   b\n>   ```\n", ["x"], "> - ```\n>   x\n>   ```\n"],
    [">```\n>b\n>```\n", ["  x"], ">```\n>   x\n>```\n"],
    ["[^a]: ```\n    b\n    ```\n", ["x"], "[^a]: ```\n    x\n    ```\n"],
    ["!!! note\n\n    ```\n    b\n    ```\n", ["x"], "!!! note\n\n    ```\n    x\n    ```\n"],
    ["```\r\nb\r\n```\r\n", ["x", "y"], "```\r\nx\r\ny\r\n```\r\n"],
    ["```\rb\r```\r", ["x", "y"], "```\rx\ry\r```\r"],
    ["\uFEFF```\nb\n```\n", ["x"], "\uFEFF```\nx\n```\n"],
  ]));

test("lines that stay are kept as they are, whatever their indentation", () =>
  check([
    ["  ```\nb\n c\n  d\n  ```\n", ["b", "x", "d"], "  ```\nb\n  x\n  d\n  ```\n"],
    ["-   ```\n\tb\n\tc\n    ```\n", ["b", "x", "c"], "-   ```\n\tb\n    x\n\tc\n    ```\n"],
    ["\ta\n\tb\n    c\n", ["a", "x", "c"], "\ta\n\tx\n    c\n"],
    ["    a  \n    b\n", ["x", "a  "], "    x\n    a  \n"],
  ]));

test("empty bodies, before and after", () =>
  check([
    ["```\n```\n", ["x"], "```\nx\n```\n"],
    ["> ```\n> ```\n", ["x"], "> ```\n> x\n> ```\n"],
    ["```\nb\n```\n", [], "```\n```\n"],
    ["```\r\n```", ["x", "y"], "```\r\nx\r\ny\r\n```"],
    ["    a\n", [], undefined],
    ["    a\n", [" ", ""], undefined],
    ["    a\n", ["", "x", "", "y", ""], "    x\n\n    y\n"],
  ]));

test("a fence grows where the body would close it, and so do those around it", () =>
  check([
    ["```\nb\n```\n", ["```"], "````\n```\n````\n"],
    ["~~~\nb\n~~~~~\n", ["~~~~"], "~~~~~\n~~~~\n~~~~~\n"],
    ["```\nb\n```\n", ["~~~", "```console", "a ```"], "```\n~~~\n```console\na ```\n```\n"],
    ["````{note}\n```\nb\n```\n````\n", ["````"], "``````{note}\n`````\n````\n`````\n``````\n"],
    ["````{note}\n~~~\nb\n~~~\n````\n", ["````"], "`````{note}\n~~~\n````\n~~~\n`````\n"],
    ["```{eval-rst}\n::\n\n  b\n```\n", ["```"], "````{eval-rst}\n::\n\n  ```\n````\n"],
  ]));

test("a directive does not take a body's first line for an option", () =>
  check([
    ["```{code-block} sh\nb\n```\n", [":x: y"], "```{code-block} sh\n\n:x: y\n```\n"],
    ["```{code-block} sh\r\nb\r\n```\r\n", ["", "y"], "```{code-block} sh\r\n\r\n\r\ny\r\n```\r\n"],
    ["```{code-block} sh\n:a: b\n\nc\n```\n", [":x: y"], "```{code-block} sh\n:a: b\n\n:x: y\n```\n"],
    ["```{code-block} sh\n:a: b\nc\n```\n", ["x"], "```{code-block} sh\n:a: b\nx\n```\n"],
    ["```sh\nb\n```\n", [":x: y"], "```sh\n:x: y\n```\n"],
  ]));

test("indented code, also behind a list's marker", () =>
  check([
    ["    a\n    b\n", ["x"], "    x\n"],
    ["\ta\n", ["x", "y"], "\tx\n\ty\n"],
    ["-     a\n", ["x", "y"], "-     x\n      y\n"],
    ["-     a\n", ["---"], undefined],
    ["    a\n", ["---"], "    ---\n"],
    ["    a\n", ["  x"], undefined],
    [">     a\r\n", ["x", "", "y"], ">     x\r\n>\r\n>     y\r\n"],
  ]));

test("what cannot be rewritten is not", async () => {
  assert.is(await replaced("```\na\n", ["x"]), undefined);
  assert.is(await replaced("````{note}\n```\na\n```\n", ["x"]), undefined);
  assert.is(await replaced("```\na\n", ["a"]), "```\na\n");
  const document = await read("```\na\n```\n");
  assert.throws(() => replaceBody(document, document.blocks[0]!, ["x\ny"]), /a line of a body has a line end in it/);
});

test("reStructuredText", () =>
  check(
    [
      ["a::\n\n    b\n      c\n\nd\n", ["x", "  y"], "a::\n\n    x\n      y\n\nd\n"],
      ["a::\n\n\tb\n\tc\n", ["b", "x"], "a::\n\n\tb\n\tx\n"],
      ["a::\r\n\r\n  b\r\n", ["", "x", " ", "y", ""], "a::\r\n\r\n  x\r\n\r\n  y\r\n"],
      [".. code-block:: sh\n   :name: n\n\n   b\n", ["x  ", "y"], ".. code-block:: sh\n   :name: n\n\n   x\n   y\n"],
      ["- a::\n\n    b\n", ["x"], "- a::\n\n    x\n"],
      ["a::\n\n> b\n", ["> x", "> y"], "a::\n\n> x\n> y\n"],
      ["a::\n\n> b\n", ["> x", "y"], undefined],
      ["a::\n\n  b\n", ["  x", "  y"], undefined],
      ["a::\n\n  b\n", ["x\u2028y"], undefined],
      ["a::\n\n  b\n", [], undefined],
      [">>> a\nb\n", [">>> x", "y"], ">>> x\ny\n"],
      [">>> a\nb\n", [">>> x", "", "y"], undefined],
      [">>> a\nb\n", ["x"], undefined],
    ],
    "rst",
  ));

/** Blanks at line ends are no part of literal text in reStructuredText; a line of blanks is an empty one. */
function readAgain({ kind }: Block, lines: readonly string[]): string {
  if (kind === "fence") return lines.map((line) => (line.trim() === "" ? "" : line)).join("\n");
  const trimmed = lines.map((line) => (kind === "indented" && line.trim() !== "" ? line : line.trimEnd()));
  return trimmed.join("\n").replace(/^\n+/, "").replace(/\n+$/, "");
}

for (const format of ["markdown", "rst"] as const) {
  test(`${format}: what is put in place of a body is what is read there again, and nothing else changes`, async () => {
    await fc.assert(
      fc.asyncProperty(documents(format), bodies, fc.nat(), async (text, lines, which) => {
        const document = await read(text, format);
        const at = document.blocks.length === 0 ? -1 : which % document.blocks.length;
        const block = document.blocks[at];
        const edit = block && replaceBody(document, block, lines);
        if (block === undefined || edit === undefined) return;
        const again = await read(rewrite(document, [edit]), format);
        assert.equal(
          again.blocks.map(({ text: shown }) => shown.replaceAll(/^[ \t]+$/gm, "")),
          document.blocks.map((one, i) => (i === at ? readAgain(one, lines) : one.text.replaceAll(/^[ \t]+$/gm, ""))),
        );
        if (block.kind === "fence") assert.is(again.blocks[at]?.lines.length, lines.length);
      }),
      RUNS,
    );
  });

  test(`${format}: a body put in its own place changes nothing`, async () => {
    await fc.assert(
      fc.asyncProperty(documents(format), async (text) => {
        const document = await read(text, format);
        for (const block of document.blocks) {
          const edit = replaceBody(
            document,
            block,
            block.lines.map((line) => line.text),
          );
          assert.is(edit && rewrite(document, [edit]), text);
        }
      }),
      RUNS,
    );
  });
}

test.run();
