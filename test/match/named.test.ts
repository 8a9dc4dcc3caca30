import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { match } from "../../src/match/align.ts";
import { matchNamed } from "../../src/match/named.ts";
import { regexTester } from "../../src/run/regex.ts";
import { fence, planOf } from "../plan/read.ts";
import { freshTester, RUNS } from "./cases.ts";

const DECLARED = `---
howtrue:
  placeholders: {id: int, n: int, u: uuid, p: path, t: time, d: date, s: size, i: ip, h: hex, v: "/v[0-9.]+|none/", any: "/.*/"}
---
`;
const lines = async (...shown: string[]) =>
  (await planOf(DECLARED + fence("console", "$ a", ...shown))).steps[0]!.expectation.output;

async function told(shown: readonly string[], observed: readonly string[], known: [string, string][] = []) {
  const search = { ...regexTester(), expected: await lines(...shown), observed };
  const { match: found, names } = matchNamed(search, new Map(known));
  return found.holds ? Object.fromEntries(names) : "no";
}

test("a name is a text of its kind", async () => {
  const cases: readonly [string, string, boolean][] = [
    ["id", "-42", true],
    ["id", "4 2", false],
    ["u", "123e4567-e89b-12d3-a456-426614174000", true],
    ["u", "123e4567", false],
    ["p", "/dev/mapper/vg-root", true],
    ["p", "a b/c", false],
    ["t", "12:30:59.5Z", true],
    ["d", "2026-11-21", true],
    ["d", "Nov 21 2026", true],
    ["d", "today", false],
    ["s", "4.0K", true],
    ["s", "<3.00g", true],
    ["s", "12 MiB", true],
    ["i", "10.0.0.1", true],
    ["i", "fe80::1", true],
    ["i", "localhost", false],
    ["h", "0xdeadBEEF", true],
    ["h", "xyz", false],
    ["v", "v1.2", true],
    ["v", "none", true],
    ["v", "nonesuch", false],
  ];
  for (const [name, text, holds] of cases)
    assert.equal(await told([`is <${name}>!`], [`is ${text}!`]), holds ? { [name]: text } : "no", text);
});

test("a name is found wherever in its line it may stand", async () => {
  assert.equal(await told(["a ... <id> ... b", "<id>"], ["a 1 2 3 b", "2"]), { id: "2" });
  assert.equal(await told(["a ... <id> ... b", "<id>"], ["a 1 2 3 b", "4"]), "no");
  const tester = freshTester();
  const shown = await lines("...<any>...", "[<any>]");
  const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 6 }).map((all) => all.join(""));
  fc.assert(
    fc.property(text, text, (whole, part) => {
      const search = { ...tester(), expected: shown, observed: [whole, `[${part}]`] };
      assert.is(matchNamed(search, new Map()).match.holds, whole.includes(part), `${whole} ${part}`);
    }),
    { numRuns: 200 },
  );
});

test("the same name is the same text, also of a step before", async () => {
  assert.equal(await told(["<id> and <id>"], ["7 and 7"]), { id: "7" });
  assert.equal(await told(["<id> and <id>"], ["7 and 8"]), "no");
  assert.equal(await told(["pid <id>", "...", "<id> done"], ["pid 7", "x", "7 done"]), { id: "7" });
  assert.equal(await told(["pid <id>", "<id> done"], ["pid 7", "8 done"]), "no");
  assert.equal(await told(["pid <id>"], ["pid 7"], [["id", "7"]]), { id: "7" });
  assert.equal(await told(["pid <id>"], ["pid 7"], [["id", "8"]]), "no");
  assert.equal(await told(["<v> ..."], ["v1"], [["v", "v1"]]), { v: "v1" }, "as with ... at the end of any line");
  assert.equal(await told(["a.b <v> <other>"], ["a.b v.1 <other>"]), { v: "v.1" });
  assert.equal(await told(["<v>"], ["vx1"], [["v", "v.1"]]), "no", "what is known is no pattern");
});

test("tabs are columns, behind a name at least one", async () => {
  assert.equal(await told(["a\tb\t<id>\tc <n>"], ["a       b       7       c 8"]), { id: "7", n: "8" });
  assert.equal(await told(["<id>\tc ..."], ["12\tc"]), { id: "12" });
});

test("another line is taken where the first that fits does not agree", async () => {
  assert.equal(await told(["...", "pid <id>", "...", "end <id>"], ["pid 7", "pid 8", "end 8"]), { id: "8" });
  assert.equal(await told(["...<id>...", "<id>"], ["12 34", "34"]), { id: "34" });
  assert.equal(await told(["...<id>...", "<id>"], ["12 34", "12"]), { id: "12" });
});

test("many ... in a line with a name take no time, and hold where any way to place them does", async () => {
  const observed = `${"a".repeat(3_000)} b 5`;
  assert.equal(await told([`${"...a".repeat(12)} ... <id>`], [observed]), { id: "5" });
  assert.is(await told([`${"...a".repeat(12)} <id>`], [observed]), "no");
  const piece = fc.constantFrom("a", "ab", "b", "...", "...", " ", "<id>");
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 9 }),
      fc.string({ unit: fc.constantFrom("a", "b", " ", "1") }),
      async (shown, text) => {
        const [line] = await lines(shown.join(""));
        fc.pre(line?.pattern.kind === "named" && shown.filter((one) => one === "<id>").length === 1);
        const naive = shown
          .join("")
          .trimEnd()
          .replaceAll(".", "\\.")
          .replaceAll("\\.\\.\\.", ".*")
          .replace("<id>", "-?\\d+");
        fc.pre(!/\s\.\*$/.test(naive));
        assert.is(
          (await told([shown.join("")], [text.trimEnd()])) !== "no",
          new RegExp(`^${naive}$`).test(text.trimEnd()),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test("a pattern that never ends is given up", async () => {
  const { steps } = await planOf(
    `---\nhowtrue: {placeholders: {x: "/(a+)+/"}}\n---\n${fence("console", "$ a", "<x>!", "<x>")}`,
  );
  const tester = regexTester();
  const search = { ...tester, expected: steps[0]!.expectation.output, observed: [`${"a".repeat(40)}b`, "a"] };
  assert.not(matchNamed(search, new Map()).match.holds);
  assert.is(tester.tooSlow.size, 2, "one for each line that holds it");
});

test("numbers replaced by names hold, and one changed number does not", async () => {
  const number = fc.integer({ min: 0, max: 30 });
  const template = await lines("a <id>", "...", "b <n> <id>", "c ...<n>");
  fc.assert(
    fc.property(fc.tuple(number, number, number, fc.array(number, { maxLength: 3 })), ([id, n, other, more]) => {
      const observed = [`a ${id}`, ...more.map((one) => `a ${one}`), `b ${n} ${id}`, `c x${n}`];
      const held = (saw: readonly string[]): boolean =>
        matchNamed({ ...tester(), expected: template, observed: saw }, new Map()).match.holds;
      assert.ok(held(observed));
      assert.ok(match(template, observed, tester().test).holds, "alone, lines are looked at by themselves");
      const wrong = observed.with(observed.length - 2, `b ${n} ${other}`);
      assert.is(held(wrong), other === id);
    }),
    { numRuns: RUNS.numRuns / 10 },
  );
});
const tester = freshTester();

test.run();
