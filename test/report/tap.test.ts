import { Parser } from "tap-parser";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { tap } from "../../src/report/tap.ts";
import { mixedReport } from "./reports.ts";

test("node-tap reads it: tests, what was skipped, where it failed", async () => {
  const text = tap(await mixedReport());
  const tests = Parser.parse(text, { flat: true, strict: true }).filter(([kind]) => kind === "assert");
  const faults = Parser.parse(text, { strict: true }).filter(([kind]) => kind === "extra" || kind === "bailout");
  assert.equal(faults, []);
  const told = tests.map(
    ([, one]) => one as { ok: boolean; name: string; skip: boolean | string; diag: { at: object } },
  );
  assert.is(told.length, 5 + 2 + 2 + 2);
});

test("the whole of it", async () => {
  const lines = tap(await mixedReport()).split("\n");
  assert.equal(lines.slice(0, 10), [
    "TAP version 14",
    "1..4",
    "# Subtest: a.md",
    "    1..5",
    "    ok 1 - First: echo a",
    "    not ok 2 - First: echo b",
    "      ---",
    '      message: "the output is not what the document shows"',
    '      severity: "fail"',
    '      at: {"file":"a.md","line":7,"column":1}',
  ]);
  assert.ok(lines.includes("    ok 3 - First: true # SKIP skipped"));
  assert.ok(lines.includes("    ok 5 - First: true (2) # SKIP untested"));
  assert.ok(lines.includes("not ok 1 - a.md"));
  assert.ok(lines.includes("ok 2 - docs/b.md"));
  assert.ok(lines.includes("    1..0 # SKIP nothing was run"));
});

test("no text of a document is a directive", async () => {
  const text = tap(await mixedReport());
  for (const line of text.split("\n").filter((one) => /^\s*not ok/.test(one))) assert.not.match(line, /[^\\]# SKIP/);
  assert.not.match(text, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202E]/);
});

test.run();
