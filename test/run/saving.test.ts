import { suite } from "uvu";
import * as assert from "uvu/assert";
import { leastUseful, pays } from "../../src/run/saving.ts";
import type { Checkpoint } from "../../src/run/trail.ts";

const test = suite("saving");

/** A run of steps that take so many milliseconds, each checkpoint 100: after which steps it is saved, and what that costs. */
function walk(steps: readonly number[], edited?: number): { after: number[]; share: number } {
  let [ms, elapsed, saved, spent] = [0, 0, 0, 0];
  const after: number[] = [];
  for (const [i, step] of steps.entries()) {
    ms += step;
    elapsed += step;
    const done = { steps: i + 1, of: steps.length, ms, since: elapsed - saved, elapsed };
    if (!pays({ ...done, spent, cost: 100, edited: i + 1 === edited })) continue;
    after.push(i + 1);
    spent += 100;
    elapsed += 100;
    saved = elapsed;
  }
  return { after, share: spent / ms };
}

const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

test("checkpoints come closer to each other towards the end", () => {
  assert.equal(walk(times(50, 100)).after, [17, 28, 36, 41, 44, 46, 48, 50]);
});

test("after any edit at most half of what must be run anyway is run beside it, or as long as saving twice takes", () => {
  for (const count of [20, 50, 200, 1_000]) {
    const { after, share } = walk(times(count, 100));
    assert.ok(share < 0.18, `${share}`);
    for (let edited = Math.ceil(count / 3) + 1; edited <= count; edited++) {
      const before = after.findLast((one) => one < edited) ?? 0;
      const [extra, anyway] = [edited - 1 - before, count - edited + 1];
      assert.ok(extra <= Math.max(4, anyway / 2 + 1), `${edited} of ${count}: ${extra} beside ${anyway}`);
    }
  }
});

test("what took long is saved, however long that makes what comes seem", () => {
  assert.equal(walk([60_000, ...times(50, 10)]).after[0], 1);
});

test("a short run is not saved", () => {
  assert.equal(walk(times(10, 20)).after, []);
});

test("a run is saved before the step that was edited, if going there took twice as long as saving does", () => {
  assert.equal(walk(times(10, 70), 3).after, [3]);
  assert.equal(walk(times(10, 60), 3).after, []);
});

const at = (...moments: number[]): Checkpoint[] =>
  moments.map((ms) => ({
    name: String(ms),
    after: ms,
    ms,
    machine: { waiting: [] },
    sessions: { nonce: "", shells: [] },
  }));

test("of too many checkpoints that one goes that is missed least, and never the last", () => {
  assert.is(leastUseful(at(10, 11, 30, 60))?.name, "10");
  assert.is(leastUseful(at(10, 20, 21, 60))?.name, "20");
  assert.is(leastUseful(at(30, 60, 61, 62))?.name, "61");
  assert.is(leastUseful(at(5))?.name, undefined);
});

test("beside what comes after them, early ones are missed less", () => {
  assert.is(leastUseful(at(20, 40, 52, 58))?.name, "52");
  assert.is(leastUseful(at(20, 40, 52, 58), 60)?.name, "20");
});

test.run();
