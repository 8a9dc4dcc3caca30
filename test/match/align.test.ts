import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { match } from "../../src/match/align.ts";
import type { Row } from "../../src/match/match.ts";

const RUNS = { numRuns: Number(process.env["HOWTRUE_RUNS"] ?? 2_000) };

const holds = (expected: string, observed: string): boolean => match(expected.split("\n"), observed.split("\n")).holds;

test("exact lines, but for blanks at line ends", () => {
  assert.ok(holds("a\nb", "a  \nb"));
  assert.ok(holds("a  \nb", "a\nb"));
  assert.not(holds(" a", "a"));
  assert.not(holds("a\nb", "a"));
  assert.not(holds("a", "a\nb"));
  assert.not(holds("a\n\nb", "a\nb"));
});

test("a tab is what a terminal shows for it", () => {
  assert.ok(holds("a       b", "a\tb"));
  assert.ok(holds("12345678        b", "12345678\tb"));
  assert.not(holds("a b", "a\tb"));
});

test("... within a line is any text of that line", () => {
  assert.ok(holds("/dev/loop...", "/dev/loop0"));
  assert.ok(holds("/dev/loop...", "/dev/loop"));
  assert.ok(holds("a...b...c", "a-b-b-c"));
  assert.ok(holds("...end", "the end"));
  assert.not(holds("aa...aa", "aaa"));
  assert.not(holds("a...c...b", "a-b-c"));
  assert.not(holds("a...b", "a\nb"));
  assert.ok(holds("a ...", "a"), "blanks at line ends do not count, also before nothing");
});

test("... alone is any number of lines, also none", () => {
  assert.ok(holds("a\n...\nb", "a\nb"));
  assert.ok(holds("a\n...\nb", "a\n1\n2\nb"));
  assert.ok(holds("a\n  ...\nb", "a\n1\nb"));
  assert.ok(holds("...", ""));
  assert.ok(holds("...\nb", "1\nb\nb"));
  assert.ok(holds("a\n...", "a\n1"));
  assert.ok(holds("...\nb\nc\n...\nc", "b\nx\nb\nc\nc"));
  assert.not(holds("a\n...\nb", "a\n1"));
  assert.not(holds("...\na\n...\na", "a"));
  assert.not(holds("a\n...\na", "a"));
});

/** The plainest way to say what holds: try everything. */
function slowly(expected: readonly string[], observed: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return observed.length === 0;
  if (first.trim() === "...") {
    return observed.some((_, i) => slowly(rest, observed.slice(i))) || slowly(rest, []);
  }
  const [line, ...more] = observed;
  if (line === undefined) return false;
  const pattern = first
    .trimEnd()
    .split("...")
    .map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`).test(line.trimEnd()) && slowly(rest, more);
}

const line = fc.stringMatching(/^[ab]{0,2}$/);
const pattern = fc.oneof(
  { weight: 3, arbitrary: line },
  fc.constant("..."),
  fc.stringMatching(/^[ab]?\.\.\.[ab]?(\.\.\.[ab]?)?$/),
);

test("holds exactly where trying everything does", () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 6 }), fc.array(line, { maxLength: 7 }), (expected, observed) => {
      assert.is(match(expected, observed).holds, slowly(expected, observed));
    }),
    RUNS,
  );
});

test("the rows tell of each line once, in order", () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), (expected, observed) => {
      const { holds: held, rows } = match(expected, observed);
      assert.equal(
        rows.flatMap((row) => ("expected" in row ? [row.expected] : [])),
        expected.map((_, i) => i),
      );
      assert.equal(
        rows.flatMap(observedIn),
        observed.map((_, i) => i),
      );
      assert.is(
        held,
        rows.every(({ kind }) => kind === "same" || kind === "any"),
      );
    }),
    RUNS,
  );
});

function observedIn(row: Row): number[] {
  if (row.kind === "any") return Array.from({ length: row.to - row.from }, (_, i) => row.from + i);
  return "observed" in row ? [row.observed] : [];
}

test("a failing match is aligned where it can be, not given up at the first difference", () => {
  const { rows } = match(["a", "b", "...", "e", "f"], ["a", "x", "c", "d", "e", "f"]);
  assert.equal(
    rows.map(({ kind }) => kind),
    ["same", "missing", "any", "same", "same"],
  );
});

test("very long output that does not match is still told", () => {
  const observed = Array.from({ length: 5_000 }, (_, i) => `line ${i}`);
  const expected = observed.with(2_500, "another");
  const { rows } = match(expected, observed);
  assert.is(rows.filter(({ kind }) => kind !== "same").length, 2);
});

test.run();
