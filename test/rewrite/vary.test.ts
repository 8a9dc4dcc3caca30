import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isAnyLines, lineTest } from "../../src/match/ellipsis.ts";
import { generalize } from "../../src/rewrite/vary.ts";

test("only what varies is left open", () => {
  const cases: readonly [string, ...string[]][] = [
    ["same", "same", "same"],
    ["took ... ms", "took 12 ms", "took 9 ms"],
    ["/dev/loop...", "/dev/loop0", "/dev/loop12"],
    ["UUID: ... ext4", "UUID: 3f2a-11bc ext4", "UUID: 77aa-9c0d ext4"],
    ["Nov ... 12:00 a", "Nov 21 12:00 a", "Nov 22 12:00 a"],
    ["Nov 21 ... a", "Nov 21 12:00:59 a", "Nov 21 13:01:07 a"],
    ["pid ... of ...", "pid 12 of ann", "pid 13 of bob"],
    ["...", "abc", "xyz"],
    ["a ...b", "a b", "a x b"],
    ["took ... ms", "took 1 ms", "took 2 ms", "took 3 ms"],
    ["ab...", "ab", "ab1"],
    ["one", "one"],
  ];
  for (const [expected, ...observed] of cases) assert.is(generalize(observed), expected);
});

test("what is left open holds for every line that it was made of", () => {
  const word = fc.constantFrom("a", "bc", "12", "3", " ", "  ", ".", "...", "-", "é", "日");
  const line = fc.array(word, { maxLength: 8 }).map((words) => words.join("").trim());
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
      const pattern = generalize(lines);
      for (const one of lines) assert.ok(isAnyLines(pattern) || lineTest(pattern)(one), JSON.stringify([pattern, one]));
    }),
    { numRuns: 2_000 },
  );
});

test("a long line costs no more than its length", () => {
  const long = (word: string): string => Array.from({ length: 5_000 }, (_, i) => `${word}${i}`).join(" ");
  assert.is(generalize([long("a"), long("b")]), "...");
});

test.run();
