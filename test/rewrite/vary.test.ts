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
    ["... a", "Nov 21 12:00 a", "Nov 22 12:00 a"],
    ["rw 4 ... LIST", "rw 4 Nov 21 12:00 LIST", "rw 4 Nov 21 12:01 LIST"],
    ["rw 5 Jan  1  2025 a ...", "rw 5 Jan  1  2025 a 1", "rw 5 Jan  1  2025 a 2"],
    ["it is ...!", "it is Sat Nov 21 18:04:42 UTC 2026!", "it is Sat Nov 21 18:04:43 UTC 2026!"],
    ["Date: ...", "Date: Sat, 21 Nov 2026 18:04:42 GMT", "Date: Sat, 21 Nov 2026 18:04:43 GMT"],
    ["Modify: ...", "Modify: 2026-11-21 18:04:42.123456789 +0000", "Modify: 2026-11-21 18:04:43.5 +0000"],
    ["... app[...]: hi", "2026-11-21T18:04:42Z app[1]: hi", "2026-11-21T18:04:43Z app[2]: hi"],
    ["[...] GET", "[21/Nov/2026 18:04:42] GET", "[21/Nov/2026 18:04:43] GET"],
    ["[...] GET", "[21/Nov/2026:18:04:42 +0000] GET", "[21/Nov/2026:18:04:43 +0000] GET"],
    ["... [error] 7", "2026/11/21 18:04:42 [error] 7", "2026/11/21 18:04:43 [error] 7"],
    ["at ... up", "at 18:04:42 up", "at 18:04:43 up"],
    ["52:54:00:12:34:...", "52:54:00:12:34:56", "52:54:00:12:34:57"],
    ["1:23:45:...", "1:23:45:06", "1:23:45:07"],
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
  const word = fc.constantFrom(
    "a",
    "bc",
    "Nov 21",
    " 18:04",
    "2026-11-21",
    "T18:04:42Z",
    "12",
    "3",
    " ",
    "  ",
    ".",
    "...",
    "-",
    "é",
    "日",
  );
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
