import { test } from "uvu";
import * as assert from "uvu/assert";
import { fold } from "../../src/publish/fold.ts";

test("a long line is cut between characters", () => {
  const { lines } = fold({ lines: [`${"x".repeat(19_999)}${"😀".repeat(100_000)}`] });
  assert.equal(lines, [`${"x".repeat(19_999)}…`]);
});

test.run();
