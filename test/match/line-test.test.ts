import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { match } from "../../src/match/align.ts";
import { bytesOf, bytesShown, showAsCram, showAsScrut, textOf } from "../../src/match/escape.ts";
import { globTest } from "../../src/match/glob.ts";
import { readCramLine, readScrutLine } from "../../src/plan/patterns.ts";
import { regexTester } from "../../src/run/regex.ts";

const PLACE = { path: "a.t" };
const cram = (text: string, shown: string): boolean =>
  match([{ text, ...readCramLine(text, PLACE) }], [shown], regexTester().test).holds;
const scrut = (text: string, shown: string): boolean =>
  match([{ text, ...readScrutLine(text, PLACE) }], [shown], regexTester().test).holds;

test("cram: what is equal matches first, then escapes, globs and regular expressions", () => {
  const cases: readonly [string, string, boolean][] = [
    ["a", "a", true],
    ["a", "a ", false],
    ["a.c (re)", "abc", true],
    ["a.c (re)", "a.c (re)", true],
    ["a.c (re)", "xabc", false],
    ["a|b (re)", "b", true],
    ["a|b (re)", "ac", false], // cram's own rule anchors only the last alternative
    ["a* (glob)", "abc", true],
    ["a? (glob)", "abc", false],
    ["a\\* (glob)", "abc", false],
    ["a\\* (glob)", "a*", true],
    ["\\* \\\\fo?bar* {10} (glob)", "* \\foobarbaz {10}", true],
    ["\\x68\\x69 (esc)", "hi", true],
    ["a\\tb (esc)", "a\\tb (esc)", true],
    ["a\tb", "a\\tb (esc)", true],
    ["é", "\\xc3\\xa9 (esc)", true],
    ["\\xc3\\xa9 (esc)", "\\xc3\\xa9 (esc)", true],
    ["a (no-eol)", "a (no-eol)", true],
    ["a", "a (no-eol)", false],
    ["a* (glob)", "a (no-eol)", true],
    ["a (glob)", "a (no-eol)", false],
    ["(esc) in output \\x28esc\\x29 (esc)", "(esc) in output (esc)", true],
    ["[\\d+] (re)", "[3]", false],
    ["\\[\\d+\\] (re)", "[3]", true],
  ];
  for (const [text, shown, holds] of cases) assert.is(cram(text, shown), holds, `${text} for ${shown}`);
});

test("cram: a line with (?) may be missing", () => {
  const lines = ["a", "b* (glob) (?)", "c"].map((text) => ({ text, ...readCramLine(text, PLACE) }));
  const holds = (...observed: string[]): boolean => match(lines, observed, regexTester().test).holds;
  assert.ok(holds("a", "c"));
  assert.ok(holds("a", "bb", "c"));
  assert.not(holds("a", "b", "b", "c"));
});

test("scrut: kinds compare what was printed, not how it is shown", () => {
  const cases: readonly [string, string, boolean][] = [
    ["a", "a", true],
    ["a", "a (no-eol)", false],
    ["a (no-eol)", "a (no-eol)", true],
    ["a (no-eol)", "a", false],
    ["a (equal)", "a", true],
    ["a (eq)", "b", false],
    ["a? (glob)", "ab (no-eol)", true],
    ["a* (gl)", "b", false],
    ["a.c (regex)", "abc", true],
    ["sea|sand (re)", "sand", true],
    ["sea|sand (re)", "seal", false],
    ["a\\x1b* (glob)", "a", false],
    ["a.b (re)", "a\\x1bb (escaped)", true],
    ["a\\tb (esc)", "a\\tb (escaped)", true],
    ["a\tb", "a\\tb (escaped)", true],
    ["\\e[1mé (escaped)", "\\x1b[1mé (escaped)", true],
    ['a \\[b\\] \\"c\\" (regex)', 'a [b] "c"', true],
    ['{"a": "b"} (regex)', '{"a": "b"}', true],
    ["a{5} (regex)", "aaaaa", true],
    ["a (other)", "a (other)", true],
    ["a ()", "a ()", true],
  ];
  for (const [text, shown, holds] of cases) assert.is(scrut(text, shown), holds, `${text} for ${shown}`);
});

test("what is shown can be read back", () => {
  const bytes = fc.uint8Array({ maxLength: 12 }).map((all) => String.fromCharCode(...all.filter((one) => one !== 10)));
  fc.assert(
    fc.property(fc.oneof(bytes, fc.string({ unit: "grapheme" }).map(bytesOf)), (raw) => {
      if (raw.includes("\n")) return;
      for (const show of [showAsCram, showAsScrut]) {
        const shown = show(raw, true);
        assert.ok(shown === textOf(raw) || bytesShown(shown) === raw);
      }
      assert.match(showAsCram(raw, true), /^[ -~]*$/);
    }),
  );
  assert.is(showAsCram("a", false), "a (no-eol)");
  assert.is(showAsScrut("a\x1b", false), "a\\x1b (no-eol) (escaped)");
});

test("a glob takes time of the product of the lengths, however many stars it has", () => {
  const glob = globTest(`${"*a".repeat(500)}b`, false);
  assert.not(glob("a".repeat(5_000)));
  assert.ok(glob(`${"a".repeat(5_000)}b`));
});

test.run();
