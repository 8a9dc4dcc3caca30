import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { lineTest } from "../../src/match/ellipsis.ts";
import { isAlike, keepWildcards, likeness } from "../../src/rewrite/wildcards.ts";

test("the author's wildcards stay in a line that has changed", () => {
  const cases: readonly [string, string, string][] = [
    ['volume "/dev/loop..." created', 'volume "/dev/loop0" created.', 'volume "/dev/loop..." created.'],
    ["took ... ms", "took 12 s", "took ... s"],
    ["a ... b ... c", "a x b y d", "a ... b ... d"],
    ["pid ...", "process 12", "process ..."],
    ["same ...", "same 1", "same ..."],
    ["no wildcard", "none at all", "none at all"],
    ["...", "anything", "anything"],
  ];
  for (const [expected, observed, line] of cases) assert.is(keepWildcards(expected, observed), line, expected);
});

test("so do placeholders where they are declared", () => {
  assert.is(keepWildcards("id <id> created in ... ms", "id 7 made in 3 s", "named"), "id <id> made in ... s");
  assert.is(keepWildcards("id <id> created", "id 7 made"), "id 7 made");
  assert.is(keepWildcards("no name", "other", "named"), "other");
});

test("the new line holds for what was observed, whatever the old one was", () => {
  const line = fc
    .array(fc.constantFrom("a", "b", "12", " ", ".", "...", "-", "日"), { maxLength: 9 })
    .map((words) => words.join("").trim());
  fc.assert(
    fc.property(line, line, (expected, observed) => {
      const kept = keepWildcards(expected, observed);
      assert.ok(kept === observed || lineTest(kept)(observed), JSON.stringify([expected, observed, kept]));
    }),
    { numRuns: 2_000 },
  );
});

test("a line that may be another, changed", () => {
  for (const [one, other] of [
    ["chonged", "changed"],
    ["9", "8"],
    ["total 12 of 40", "total 9 of 38"],
    ["Volume one created", "Volume two created"],
  ] as const)
    assert.ok(isAlike(one, other), one);
  for (const [one, other] of [
    ["done", "warning: disk"],
    ["9", "x"],
    ["", "x"],
    ["a", ""],
  ] as const)
    assert.not(isAlike(one, other), one);
});

test("how alike lines are", () => {
  assert.is(likeness("a b", "a b"), 1);
  assert.is(likeness("a b", "c d") < 0.5, true);
  assert.is(likeness("Volume one created", "Volume one was created") > 0.5, true);
  assert.is(likeness("", ""), 1);
});

test.run();
