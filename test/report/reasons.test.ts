import { test } from "uvu";
import * as assert from "uvu/assert";
import { failureLines } from "../../src/report/failure.ts";
import { makePaint } from "../../src/report/paint.ts";
import { reasonsOf } from "../../src/report/reasons.ts";
import { judge } from "../../src/run/judge.ts";
import { fence, planOf } from "../plan/read.ts";

async function reasons(shown: readonly string[], lines: readonly string[], annotation = ""): Promise<string[]> {
  const [step] = (await planOf(fence(`console ${annotation}`, "$ a", ...shown))).steps;
  return reasonsOf(judge(step!, { screen: { lines }, exit: 0, ms: 1, end: "ended", uid: 0 }));
}

test("only blanks, only letters of another case", async () => {
  assert.equal(await reasons(["a  b", "c"], ["a b", "c"]), ["only blanks differ"]);
  assert.equal(await reasons(["a b ... d"], ["a\u00A0b cd"]), ["only blanks differ"]);
  assert.equal(await reasons(["Done."], ["done."]), ["only upper and lower case differ"]);
  assert.equal(await reasons(["Done ...", "x"], ["done it", "x"]), ["only upper and lower case differ"]);
  assert.equal(await reasons(["Done."], ["don."]), []);
});

test("the same lines in another order", async () => {
  const order = "the same lines in another order; where any will do, say match=unordered";
  assert.equal(await reasons(["a", "b...", "c"], ["c", "a", "bb"]), [order]);
  assert.equal(await reasons(["a", "b", "b"], ["b", "a", "a"]), []);
});

test("more or fewer lines than are shown", async () => {
  assert.equal(await reasons(["a", "b", "c", "d"], ["a", "b", "d"]), ["expected 4 lines, got 3"]);
  assert.equal(await reasons(["a"], []), ["expected 1 line, got none"]);
  assert.equal(await reasons(["a", "..."], ["b", "c", "d"]), []);
});

test("what other tools take for a wildcard", async () => {
  for (const word of ["…", "[...]", "[…]", "<snip>", "[snip]", "<...>"])
    assert.equal(await reasons([`x ${word}`], ["y z"]), [`${word} is no wildcard here: write ...`]);
  assert.equal(await reasons(["x …"], ["x …"]), []);
});

test("output that is not UTF-8", async () => {
  assert.equal(await reasons(["é"], ["\uFFFD"]), ["the output is not UTF-8: \uFFFD stands for what is none"]);
});

test("a reason stands below the difference", async () => {
  const [step] = (await planOf(fence("console", "$ a", "A"))).steps;
  const outcome = judge(step!, { screen: { lines: ["a"] }, exit: 0, ms: 1, end: "ended", uid: 0 });
  assert.equal(failureLines(outcome, "a.md", makePaint(false)), [
    "a.md:3:1: the output is not what the document shows",
    ...["  $ a", "  3 - A", "    + a", "  (only upper and lower case differ)"],
  ]);
});

test.run();
