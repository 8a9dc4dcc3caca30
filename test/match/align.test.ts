import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { match as align } from "../../src/match/align.ts";
import type { Expected } from "../../src/match/match.ts";
import type { Match, Row } from "../../src/match/match.ts";
import { regexTester } from "../../src/run/regex.ts";
import { RUNS } from "./cases.ts";

const match = (expected: readonly string[], observed: readonly string[]): Match =>
  align(expected.map(ellipsis), observed, regexTester().test);
const ellipsis = (text: string): Expected => ({ text, pattern: { kind: "ellipsis", text } });
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
  assert.ok(holds("日本    b", "日本\tb"), "wide characters take two columns");
  assert.ok(holds("e\u0301       b", "e\u0301\tb"), "combining ones none");
  assert.ok(holds("日\t本\tb", "日      本      b"));
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

/** A line as scrut writes it, cut down to what the comparison needs. */
function quantified(text: string): Expected {
  const [, body = text, kind = "equal", quantifier] = /^(.*) \((equal|glob|regex)([?*+]?)\)$/.exec(text) ?? [];
  const patterns: Record<string, Expected["pattern"]> = {
    equal: { kind: "equal", text: body },
    glob: { kind: "glob", text: body, escapes: false, on: "raw" },
    regex: { kind: "regex", source: `^(?:${body})$`, flags: "s", on: "raw" },
  };
  if (quantifier === "?" || quantifier === "*" || quantifier === "+")
    return { text, pattern: patterns[kind]!, quantifier };
  return { text, pattern: patterns[kind]! };
}

const matchQuantified = (expected: readonly string[], observed: readonly string[]): Match =>
  align(expected.map(quantified), observed, regexTester().test);

/** As `slowly`, with quantifiers: every number of lines that an expected one may take. */
function slowlyQuantified(expected: readonly string[], observed: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return observed.length === 0;
  const [, body = "", kind, quantifier] = /^(.*) \((equal|glob|regex)([?*+]?)\)$/.exec(first) ?? [];
  const source = { equal: body, glob: body.replaceAll("*", ".*").replaceAll("?", "."), regex: body }[kind ?? "equal"]!;
  const least = quantifier === "?" || quantifier === "*" ? 0 : 1;
  const most = quantifier === "*" || quantifier === "+" ? observed.length : 1;
  for (let taken = 0; taken <= Math.min(most, observed.length); taken++) {
    if (taken > 0 && !new RegExp(`^(?:${source})$`).test(observed[taken - 1]!)) return false;
    if (taken >= least && slowlyQuantified(rest, observed.slice(taken))) return true;
  }
  return false;
}

const scrut = fc
  .tuple(
    fc.oneof(
      fc.tuple(line, fc.constant("equal")),
      fc.tuple(fc.stringMatching(/^[ab?*]{0,2}$/), fc.constant("glob")),
      fc.tuple(fc.constantFrom("a|b", "a*", "[ab]+", ".b"), fc.constant("regex")),
    ),
    fc.constantFrom("", "", "?", "*", "+"),
  )
  .map(([[body, kind], quantifier]) => `${body} (${kind}${quantifier})`);

test("with quantifiers too it holds exactly where trying everything does", () => {
  fc.assert(
    fc.property(fc.array(scrut, { maxLength: 5 }), fc.array(line, { maxLength: 6 }), (expected, observed) => {
      const { holds: held, rows } = matchQuantified(expected, observed);
      assert.is(held, slowlyQuantified(expected, observed));
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

test("a quantifier gives back what a later line needs", () => {
  assert.ok(matchQuantified(["* (glob*)", "b (equal)", "c (equal)"], ["b", "b", "c"]).holds);
  assert.ok(matchQuantified(["a (equal+)", "a (equal)"], ["a", "a"]).holds);
  assert.not(matchQuantified(["a (equal+)", "a (equal)"], ["a"]).holds);
  assert.equal(matchQuantified(["* (glob*)", "b (equal)"], ["a", "b", "b"]).rows, [
    { kind: "any", expected: 0, from: 0, to: 2 },
    { kind: "same", expected: 1, observed: 2 },
  ]);
});

test("many quantifiers and many lines take no longer than their product", () => {
  const expected = Array.from({ length: 200 }, () => "a (equal*)");
  const observed = [...Array.from({ length: 2_000 }, () => "a"), "b"];
  assert.not(matchQuantified(expected, observed).holds);
  assert.ok(matchQuantified([...expected, "b (equal)"], observed).holds);
});

const across = (expected: string, observed: string): Match =>
  align(
    expected.split("\n").map((text) => ({ text, pattern: { kind: "across", text } })),
    observed.split("\n"),
    regexTester().test,
  );

test("in wordish ... crosses lines, and the whole is compared without the blanks at its ends", () => {
  assert.ok(across("a...d", "a\nb\nc\nd").holds);
  assert.ok(across("a ...\nd", "a x\ny\nd").holds);
  assert.ok(across("...", "").holds);
  assert.ok(across("a\n...\nd", "a\nb\nd").holds);
  assert.ok(across("  a", "a").holds);
  assert.not(across("a", "a\nb").holds);
  assert.not(across("aa...aa", "aaa").holds);
  assert.not(across("a...b...a", "a\nc\na").holds);
  assert.not(across("a\nb", "a b").holds);
  assert.ok(across("a\n...\nd", "a\nd").holds, "alone on a line it may stand for no line");
});

test("what crosses lines is told line by line", () => {
  assert.equal(across("a...\nd", "a1\n2\n3\nd").rows, [
    { kind: "any", expected: 0, from: 0, to: 3 },
    { kind: "same", expected: 1, observed: 3 },
  ]);
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 6 }), fc.array(line, { maxLength: 6 }), (said, saw) => {
      const { rows } = across(said.join("\n"), saw.join("\n"));
      assert.equal(
        rows.flatMap((row) => ("expected" in row ? [row.expected] : [])),
        said.map((_, i) => i),
      );
      assert.equal(
        rows.flatMap(observedIn),
        saw
          .join("\n")
          .split("\n")
          .map((_, i) => i),
      );
    }),
    RUNS,
  );
});

test.run();
