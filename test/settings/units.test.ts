import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatDuration, parseDuration, spellDuration } from "../../src/settings/duration.ts";
import { nearest } from "../../src/settings/nearest.ts";
import { parseSize } from "../../src/settings/size.ts";

test("durations", () => {
  assert.is(parseDuration("30s"), 30_000);
  assert.is(parseDuration("500ms"), 500);
  assert.is(parseDuration("1.5 min"), 90_000);
  assert.is(parseDuration("2h"), 7_200_000);
  assert.is(parseDuration(7), 7_000);
  for (const wrong of ["", "0s", "-1s", "soon", "5 parsecs", "99999h", "1e3s"])
    assert.is(parseDuration(wrong), undefined);
});

test("durations for people", () => {
  assert.equal([0.4, 85, 999.6, 1_234, 9_949, 9_950, 59_499, 59_600, 185_000].map(formatDuration), [
    ...["0 ms", "85 ms", "1.0 s", "1.2 s", "9.9 s", "10 s", "59 s", "1 min 0 s", "3 min 5 s"],
  ]);
});

test("sizes", () => {
  assert.is(parseSize("256M"), 268_435_456);
  assert.is(parseSize("1.5GiB"), 1_610_612_736);
  assert.is(parseSize("4g"), 4_294_967_296);
  assert.is(parseSize(4096), 4_096);
  for (const wrong of ["", "0", "much", "5 X"]) assert.is(parseSize(wrong), undefined);
});

test("the word that was meant", () => {
  const words = ["machine", "timeout", "env"];
  assert.is(nearest("machin", words), "machine");
  assert.is(nearest("TIMEOUTS", words), "timeout");
  assert.is(nearest("enf", words), "env");
  assert.is(nearest("title", words), undefined);
  assert.is(nearest("abc", words), undefined);
});

test("a time as an author would write it, which reads back as the same", () => {
  const cases: readonly [number, string][] = [
    [30_000, "30s"],
    [60_000, "1m"],
    [90_000, "90s"],
    [7_200_000, "2h"],
    [1_500, "1500ms"],
    [1, "1ms"],
  ];
  for (const [ms, text] of cases) assert.equal([spellDuration(ms), parseDuration(text)], [text, ms]);
});

test.run();
