import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rewrite } from "../../src/rewrite/rewrite.ts";
import { documents, read } from "./documents.ts";

const RUNS = { numRuns: Number(process.env["HOWTRUE_RUNS"] ?? 150) };

test("a document without edits is its text, byte for byte", async () => {
  for (const format of ["markdown", "rst"] as const) {
    await fc.assert(
      fc.asyncProperty(documents(format), async (text) => assert.is(rewrite(await read(text, format), []), text)),
      RUNS,
    );
  }
});

test("edits are applied where they stand, in whatever order they are given", () => {
  const edit = (start: number, end: number, text: string) => ({ range: { start, end }, text });
  const edits = [edit(0, 1, "A"), edit(1, 1, "-"), edit(2, 4, ""), edit(6, 6, "!")];
  for (const order of [edits, edits.toReversed()]) assert.is(rewrite({ text: "abcdef" }, order), "A-bef!");
});

test("edits that overlap, stand at one place or lie outside of the text are a bug", () => {
  const edit = (start: number, end: number) => ({ range: { start, end }, text: "x" });
  for (const [edits, places] of [
    [[edit(0, 2), edit(1, 3)], "1–3"],
    [[edit(1, 1), edit(1, 1)], "1–1"],
    [[edit(1, 1), edit(1, 2)], "1–2"],
    [[edit(2, 5)], "2–5"],
    [[edit(-1, 1)], "-1–1"],
    [[edit(2, 1)], "2–1"],
  ] as const) {
    assert.throws(
      () => rewrite({ text: "abcd" }, edits),
      (thrown: Error) =>
        thrown instanceof RangeError && thrown.message === `edits overlap or lie outside of the text at ${places}`,
    );
  }
});

test("edits anywhere are what replacing from the end backwards gives", () => {
  const cuts = fc.uniqueArray(fc.nat(30), { minLength: 2, maxLength: 8 }).map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(fc.string({ minLength: 31 }), cuts, fc.string(), (text, places, replacement) => {
      const edits = places.flatMap((start, i) => {
        const end = places[i + 1];
        return i % 2 === 0 && end !== undefined ? [{ range: { start, end }, text: replacement }] : [];
      });
      let expected = text;
      for (const { range } of edits.toReversed()) {
        expected = expected.slice(0, range.start) + replacement + expected.slice(range.end);
      }
      assert.is(rewrite({ text }, edits), expected);
    }),
    RUNS,
  );
});

test.run();
