import { test } from "uvu";
import * as assert from "uvu/assert";
import { readRegex } from "../../src/plan/python-regex.ts";

/** Whether Python's pattern holds for the line, or why it is refused. */
function says(pattern: string, line: string): boolean | string {
  const regex = readRegex(pattern);
  return "fault" in regex ? regex.fault : new RegExp(regex.source, regex.flags).test(line);
}

test("what Python writes otherwise than JavaScript", () => {
  const cases: readonly [string, string][] = [
    ["(?P<a>x)-(?P=a)", "x-x"],
    ["\\Aab\\Z", "ab"],
    ["(?i)ABC", "abc"],
    ["(?is)A.C", "abc"],
    ["a(?#a comment)b", "ab"],
    ["[]a]+", "]a"],
    ["[^]a]+", "bc"],
    ["[[]", "["],
    ["[a[]+", "[a"],
    ["a{,2}", "aa"],
    ["{a}", "{a}"],
    ["foo{abc}", "foo{abc}"],
    ["\\<a\\>\\_\\'\\ ", "<a>_' "],
    ["a\\ab", "a\x07b"],
    ["[[:alpha:]_]+[[:digit:]]", "a_b1"],
    ["\\x{e9}\\x41", "éA"],
    ["\\d+(?:\\.\\d+)*", "1.2.3"],
    ["a|b", "b"],
    [".", "\u{1f600}"],
  ];
  for (const [pattern, line] of cases) assert.is(says(pattern, line), true, `${pattern} for ${line}`);
  assert.is(says("a|b", "ax"), false);
  assert.is(says("(?P<a>x)(?P=a)", "xy"), false);
  assert.is(says("a{,2}", "aaa"), false);
});

test("what JavaScript cannot say is refused", () => {
  const cases: readonly [string, string][] = [
    ["a++", "possessive quantifiers are not known here"],
    ["(?>a)", "atomic and conditional groups are not known here"],
    ["(a)?(?(1)b)", "atomic and conditional groups are not known here"],
    ["a(?i:b)", "flags within a pattern are not known here"],
    ["(?x)a b", "the flag x is not known here"],
    ["***", "nothing to repeat"],
    ["(a", "unterminated group"],
    ["a)", "unmatched ')'"],
    ["[a", "unterminated character class"],
    ["\\", "it ends in a backslash"],
  ];
  for (const [pattern, fault] of cases) assert.is(says(pattern, ""), fault, pattern);
});

test.run();
