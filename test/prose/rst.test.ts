import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../src/document/parse.ts";
import { proseOf } from "../../src/prose/prose.ts";
import { documents } from "../document/rst/documents.ts";
import { blocksIn, textsOf } from "./outline.ts";

test("every block of any document stands in its tree once", async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (text) => {
      const document = await parse(text, { path: "a.rst", format: "rst" });
      const prose = proseOf(document);
      const found = blocksIn(prose).toSorted((one, other) => one - other);
      assert.equal(found, Array.from(document.blocks.keys()));
      const { written, shown } = textsOf(document, prose);
      assert.equal(shown, written);
    }),
    { numRuns: 500 },
  );
});

test.run();
