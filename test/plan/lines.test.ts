import { test } from "uvu";
import * as assert from "uvu/assert";
import { match } from "../../src/match/align.ts";
import { regexTester } from "../../src/run/regex.ts";
import { fence, planOf, said } from "./read.ts";

const holds = async (kind: string, shown: readonly string[], printed: readonly string[]): Promise<boolean> => {
  const [step] = (await planOf(fence("console", `$ a # howtrue: match=${kind}`, ...shown))).steps;
  return match(step!.expectation.output, printed, regexTester().test).holds;
};

test("exact: ... and a tab are themselves, and only blanks at line ends do not count", async () => {
  assert.ok(await holds("exact", ["a...", "...", "b"], ["a...  ", "...", "b"]));
  assert.not(await holds("exact", ["a..."], ["ab"]));
  assert.not(await holds("exact", ["..."], ["a", "b"]));
  assert.not(await holds("exact", ["a       b"], ["a\tb"]));
  assert.ok(await holds("exact", ["a\tb"], ["a\tb"]));
  assert.not(await holds("exact", ["a"], [" a"]));
});

test("glob: * and ? in a line, escapable, ... alone on a line is any lines", async () => {
  assert.ok(await holds("glob", ["a*c?", "...", "*"], ["abbbcd ", "1", "2", "3"]));
  assert.ok(await holds("glob", ["\\*\\?"], ["*?"]));
  assert.not(await holds("glob", ["\\*"], ["a"]));
  assert.not(await holds("glob", ["a...c"], ["abc"]));
  assert.not(await holds("glob", ["a?"], ["a"]));
});

test("regex: each line, grouped and anchored, ... alone on a line is any lines", async () => {
  assert.ok(await holds("regex", ["\\d+|x", "...", "[a-z]{2}  "], ["17", "?", "ab "]));
  assert.not(await holds("regex", ["\\d+|x"], ["17x"]));
  assert.not(await holds("regex", ["b"], ["abc"]));
  assert.ok(await holds("regex", ["\\p{Lu}."], ["É🙂"]));
  assert.ok(await holds("regex", ["a\\-b"], ["a-b"]), "also what only works without the flag u");
});

test("unordered: the lines in any order, each once", async () => {
  assert.ok(await holds("unordered", ["a", "b", "a"], ["b", "a", "a"]));
  assert.not(await holds("unordered", ["a", "b", "a"], ["b", "b", "a"]));
  assert.ok(await holds("unordered", ["x...", "x1"], ["x1", "x2"]));
  assert.not(await holds("unordered", ["a"], ["a", "b"]));
  assert.ok(await holds("unordered", ["...", "a"], ["c", "a", "b"]));
});

test("a regular expression that does not compile is said, with its place", async () => {
  const lines = ["$ a # howtrue: match=regex", "ok", "  (", "a)|(b"];
  assert.equal(await said(fence("console", ...lines)), [
    "a.md:4:1: error: this regular expression is not understood: unterminated group [bad-pattern]",
    "a.md:5:1: error: this regular expression is not understood: unmatched ')' [bad-pattern]",
  ]);
});

test.run();
