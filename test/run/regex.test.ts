import { test } from "uvu";
import * as assert from "uvu/assert";
import { regexTester } from "../../src/run/regex.ts";

const HARD = [`${"a".repeat(50)}!`];

test("a regular expression that would backtrack for ever is given up, and not tried again", () => {
  // What follows needs linear time, a back reference, a look-ahead: no engine has all of them without backtracking.
  for (const source of ["^(a+)+$", "^(a|a)*$", "^(a+)+\\1b$", "^(?=(a+)+b)a*!$"]) {
    const { test: matches, tooSlow } = regexTester();
    const began = performance.now();
    for (let i = 0; i < 100; i++) assert.equal(matches({ source, flags: "" }, HARD), []);
    assert.equal([...tooSlow], [source]);
    assert.ok(performance.now() - began < 20_000, "100 times are no longer than one");
  }
});

test("what is sound is not", () => {
  const { test: matches, tooSlow } = regexTester();
  assert.equal(matches({ source: "^a(?<n>b)\\k<n>$", flags: "s" }, ["abb", "ab", ""]), [true, false, false]);
  assert.equal(matches({ source: "^.$", flags: "su" }, ["\u{1f600}", "ab"]), [true, false]);
  assert.is(tooSlow.size, 0);
});

test.run();
