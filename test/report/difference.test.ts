import { test } from "uvu";
import * as assert from "uvu/assert";
import { differenceLines } from "../../src/report/difference.ts";
import { makePaint } from "../../src/report/paint.ts";
import { judge } from "../../src/run/judge.ts";
import { fence, planOf } from "../plan/read.ts";

/** The difference between what a document shows, from its line 3 on, and what was observed. */
async function difference(expected: readonly string[], lines: readonly string[], colours = false): Promise<string[]> {
  const [step] = (await planOf(fence("console", "$ a", ...expected))).steps;
  const outcome = judge(step!, { screen: { lines }, exit: 0, ms: 1, end: "ended", uid: 0 });
  return differenceLines(outcome, makePaint(colours));
}

test("what is missing has its line's number, what is there instead stands below", async () => {
  assert.equal(await difference(["one", "two", "three"], ["one", "2", "three"]), [
    "3   one",
    "4 - two",
    "  + 2",
    "5   three",
  ]);
  assert.equal(await difference(["one"], []), ["3 - one"]);
  assert.equal(await difference(["one"], ["one", "two"]), ["3   one", "  + two"]);
  assert.equal(await difference(["two"], ["one", "two"]), ["  + one", "3   two"]);
  assert.equal(await difference(["a", "b"], ["c", "d"]), ["3 - a", "4 - b", "  + c", "  + d"]);
});

test("what holds is no difference", async () => {
  assert.equal(await difference(["a", "...", "b"], ["a", "1", "2", "b"]), []);
});

test("lines that hold are shown only near those that do not", async () => {
  const lines = Array.from({ length: 12 }, (_, i) => `line ${i}`);
  assert.equal(await difference(lines, lines.with(6, "x")), [
    "… 4 lines as shown …",
    " 7   line 4",
    " 8   line 5",
    " 9 - line 6",
    "   + x",
    "10   line 7",
    "11   line 8",
    "… 3 lines as shown …",
  ]);
});

test("... lines that matched are no noise, those that could not take part are not blamed", async () => {
  assert.equal(await difference(["a", "...", "e", "f"], ["a", "b", "c", "d", "e", "F"]), [
    ...["… 2 lines as shown …", "5   e", "6 - f", "  + F"],
  ]);
  assert.equal(await difference(["...", "z"], ["a", "b"]), ["3   ...", "  : a", "  : b", "4 - z"]);
  assert.equal(await difference(["a...c", "x"], ["abc", "y"]), ["3   a...c", "4 - x", "  + y"]);
});

test("in two lines that have much in common, what differs is marked", async () => {
  assert.equal(await difference(["a total of 5 files"], ["a total of 6 files"], true), [
    "\x1b[2m3\x1b[22m \x1b[31m- a total of \x1b[7m5\x1b[27m files\x1b[39m",
    "  \x1b[32m+ a total of \x1b[7m6\x1b[27m files\x1b[39m",
  ]);
  assert.equal(await difference(["abc def"], ["uvw xyz"], true), [
    "\x1b[2m3\x1b[22m \x1b[31m- abc def\x1b[39m",
    "  \x1b[32m+ uvw xyz\x1b[39m",
  ]);
  const held = await difference(["same", "a"], ["same", "b"], true);
  assert.is(held[0], "\x1b[2m3   same\x1b[22m");
});

test("what a wildcard stands for is no difference", async () => {
  assert.equal(await difference(["a ... of 5 files"], ["a total of 6 files"], true), [
    "\x1b[2m3\x1b[22m \x1b[31m- a \x1b[2m...\x1b[22m of \x1b[7m5\x1b[27m files\x1b[39m",
    "  \x1b[32m+ a \x1b[2mtotal\x1b[22m of \x1b[7m6\x1b[27m files\x1b[39m",
  ]);
});

test("blanks are seen where they are all that differs", async () => {
  assert.equal(await difference(["a b", "c d"], ["a  b", "c d"]), ["3 - a b", "  + a ·b", "4   c d"]);
  assert.equal(await difference(["a  b"], ["a\tb"]), ["3 - a··b", "  + a^Ib"]);
});

test("where something is missing and nothing is there instead, what a ... beside it stands for is shown in short", async () => {
  const many = Array.from({ length: 9 }, (_, i) => `line ${i}`);
  assert.equal(await difference(["total 1", "...", "b"], ["ls: cannot access 'x'"]), [
    ...["3 - total 1", "4   ...", "  : ls: cannot access 'x'", "5 - b"],
  ]);
  assert.equal(await difference(["...", "z"], many), [
    ...["3   ...", "  : line 0", "  : line 1", "  : line 2", "  : … 3 more lines …"],
    ...["  : line 6", "  : line 7", "  : line 8", "4 - z"],
  ]);
});

test("what is not seen is shown, so that lines that look alike can be told apart", async () => {
  assert.equal(await difference(["a b"], ["a\u00A0b"]), ["3 - a·b", "  + a<U+00A0>b"]);
  assert.equal(await difference(["ab"], ["a\u200Bb"]), ["3 - ab", "  + a<U+200B>b"]);
  assert.equal(await difference(["ab"], ["\uFEFFab"]), ["3 - ab", "  + <U+FEFF>ab"]);
  assert.equal(await difference(["ab"], ["\x1b[1mab\x07"]), ["3 - ab", "  + ^[[1mab^G"]);
});

test("of long differences and long lines a part is shown", async () => {
  const many = Array.from({ length: 100 }, (_, i) => `line ${i}`);
  const shown = await difference(["x"], many);
  assert.equal(
    [shown.length, shown[0], shown[29], shown[30], shown[31], shown.at(-1)],
    [...[61, "3 - x", "  + line 28", "… 41 more lines …", "  + line 70", "  + line 99"]],
  );
  const [first, second] = await difference(["x".repeat(501)], ["y".repeat(500)]);
  assert.equal([first, second], [`3 - ${"x".repeat(500)}…`, `  + ${"y".repeat(500)}`]);
});

test("as much as a program may print is no trouble", async () => {
  const many = Array.from({ length: 300_000 }, () => "y");
  assert.is((await difference(["x", "z"], many)).length, 61);
});

test.run();
