import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { birthNow, youngerThan } from "../../src/machine/birth.ts";

const at = (last: number, forks: number): { last: number; forks: number; most: number } => ({
  last,
  forks,
  most: 1_000,
});

test("ids between two moments are younger than the first", () => {
  const isYounger = youngerThan(at(100, 0), at(150, 60));
  assert.equal([99, 100, 101, 150, 151].map(isYounger), [false, false, true, true, false]);
});

test("ids begin again", () => {
  const isYounger = youngerThan(at(990, 0), at(20, 40));
  assert.equal([990, 991, 20, 21, 500].map(isYounger), [false, true, true, false, false]);
});

test("where ids may have gone all round, or nothing is known, any may be", () => {
  for (const isYounger of [
    youngerThan(at(100, 0), at(150, 501)),
    youngerThan(undefined, at(1, 1)),
    youngerThan(at(1, 1), undefined),
  ])
    assert.ok([1, 99, 500].every(isYounger));
});

test("a process that is started is younger, and this one is not", async () => {
  const since = birthNow();
  const child = spawn("sleep", ["60"]);
  await once(child, "spawn");
  const isYounger = youngerThan(since, birthNow());
  assert.ok(isYounger(child.pid!));
  if (since !== undefined) assert.not.ok(isYounger(process.pid));
  child.kill();
});

test.run();
