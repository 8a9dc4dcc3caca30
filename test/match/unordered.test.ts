import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { match as align } from "../../src/match/align.ts";
import { lineTest } from "../../src/match/ellipsis.ts";
import type { Match } from "../../src/match/match.ts";
import { regexTester } from "../../src/run/regex.ts";
import { RUNS } from "./cases.ts";

const match = (expected: readonly string[], observed: readonly string[]): Match =>
  align(
    expected.map((text) => ({ text, pattern: { kind: "unordered", text } })),
    observed,
    regexTester().test,
  );

/** The plainest way to say what holds: try every observed line for the first, then the rest. */
function slowly(expected: readonly string[], observed: readonly string[]): boolean {
  const [first, ...rest] = expected.filter((text) => text !== "...");
  if (first === undefined) return observed.length === 0 || expected.includes("...");
  const open = expected.includes("...") ? ["..."] : [];
  return observed.some((one, i) => lineTest(first)(one) && slowly([...rest, ...open], observed.toSpliced(i, 1)));
}

const line = fc.stringMatching(/^[abc]{1,2}$/);
const pattern = fc.oneof(line, fc.constantFrom("...", "a...", "...b", "...a...", "a...b"));

test("holds exactly where trying everything does", () => {
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 6 }), fc.array(line, { maxLength: 6 }), (said, saw) => {
      const { holds, rows } = match(said, saw);
      assert.is(holds, slowly(said, saw));
      assert.is(
        holds,
        rows.every(({ kind }) => kind === "same" || kind === "any"),
      );
      assert.equal(
        rows.flatMap((row) => ("expected" in row ? [row.expected] : [])),
        said.map((_, i) => i),
      );
      const seen = rows.flatMap((row) => ("observed" in row ? [row.observed] : []));
      assert.is(new Set(seen).size, seen.length);
      if (!said.includes("...")) assert.is(seen.length, saw.length);
    }),
    RUNS,
  );
});

test("a line with ... does not take what another needs", () => {
  assert.ok(match(["x...", "...1", "x...1"], ["x1", "x2", "y1"]).holds);
  const chain = Array.from({ length: 300 }, (_, i) => `${i},...`);
  assert.ok(match(["...", ...chain], [...chain.keys()].map((i) => `${i},${i + 1}`).toReversed()).holds);
});

test("what has no partner is missing or too much, and told as such", () => {
  assert.equal(match(["a", "b", "c"], ["c", "x", "a"]).rows, [
    { kind: "same", expected: 0, observed: 2 },
    { kind: "missing", expected: 1 },
    { kind: "same", expected: 2, observed: 0 },
    { kind: "extra", observed: 1 },
  ]);
  assert.equal(match(["b", "..."], ["a"]).rows, [
    { kind: "missing", expected: 0 },
    { kind: "any", expected: 1, from: 1, to: 1 },
  ]);
});

test("many lines are no trouble", () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i}`);
  assert.ok(match(lines.toReversed(), lines).holds);
  assert.ok(
    match(
      lines.slice(0, 600).map((text) => `${text}...`),
      lines.slice(0, 600).toReversed(),
    ).holds,
  );
});

test.run();
