import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../src/document/parse.ts";
import { proseOf } from "../../src/prose/prose.ts";
import { type Piece, splitAtBlocks } from "../../src/prose/split.ts";
import { typeset } from "../../src/prose/typeset.ts";
import { makePaint } from "../../src/report/paint.ts";
import { documents } from "../document/rst/documents.ts";
import { blocksIn } from "./outline.ts";

async function pieces(text: string, format: "markdown" | "rst"): Promise<Piece[]> {
  return splitAtBlocks(proseOf(await parse(text, { path: `a.${format}`, format })).children);
}

async function check(text: string, ...expected: readonly (string[] | number)[]): Promise<void> {
  const found = (await pieces(text, "markdown")).map((piece) =>
    piece.kind === "block" ? piece.index : typeset(piece.nodes, { columns: 40, paint: makePaint(false) }),
  );
  assert.equal(found, expected, text);
}

test("what stands around blocks, and lists that go on behind them", async () => {
  await check("a\n\n    b\n\nc", ["a"], 0, ["c"]);
  await check(
    "1. a\n\n   ```\n   b\n   ```\n\n   c\n2. d\n3. e\n\n       f\n\n4. g",
    ["1. a"],
    0,
    ["   c", "", "2. d", "", "3. e"],
    1,
    ["4. g"],
  );
  await check("- a\n\n  ```\n  b\n  ```\n\n  c", ["• a"], 0, ["  c"]);
  await check("9. a\n10. b\n\n    ```\n    c\n    ```\n\n    d", [" 9. a", "", "10. b"], 0, ["    d"]);
  await check("> a\n>\n>     b\n>\n> c", ["> a"], 0, ["> c"]);
});

test("every block of any document is a piece, once, and no prose holds one but tables", async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (text) => {
      const all = await pieces(text, "rst");
      const { blocks } = await parse(text, { path: "a.rst", format: "rst" });
      const found = all.flatMap((piece) => (piece.kind === "block" ? [piece.index] : []));
      assert.equal(
        found.toSorted((one, other) => one - other),
        Array.from(blocks.keys()),
      );
      for (const piece of all) {
        if (piece.kind === "block") continue;
        for (const node of piece.nodes) {
          if (node.type !== "gridTable")
            assert.ok(blocksIn(node).length === 0 || JSON.stringify(node).includes('"gridTable"'));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test.run();
