import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Event } from "../../src/run/outcome.ts";
import { InTurn, sideBySide } from "../../src/run/side-by-side.ts";

/** Events are told apart by their numbers. */
const event = (documents: number): Event => ({ kind: "start", documents });

test("the first that has not ended is told of at once, the others in their turn", () => {
  const told: number[] = [];
  const inTurn = new InTurn((one) => told.push(one.kind === "start" ? one.documents : -1));
  inTurn.tell(1, event(10));
  inTurn.tell(0, event(1));
  assert.equal(told, [1]);
  inTurn.end(1);
  inTurn.tell(2, event(20));
  inTurn.tell(0, event(2));
  assert.equal(told, [1, 2]);
  inTurn.end(0);
  assert.equal(told, [1, 2, 10, 20]);
  inTurn.tell(2, event(21));
  assert.equal(told, [1, 2, 10, 20, 21]);
});

test("whatever the order in which they happen, they are told one run after the other, each as it went", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 40 }), (runs) => {
      const told: number[] = [];
      const inTurn = new InTurn((one) => told.push(one.kind === "start" ? one.documents : -1));
      for (const [i, run] of runs.entries()) inTurn.tell(run, event(run * 100 + i));
      for (const run of [4, 2, 3, 0, 1]) inTurn.end(run);
      assert.equal(
        told,
        runs.map((run, i) => run * 100 + i).toSorted((a, b) => a - b),
      );
    }),
  );
});

test("so many at a time, and what comes of each in their order", async () => {
  const going = new Set<number>();
  let most = 0;
  const ends: (() => void)[] = [];
  const all = sideBySide([5, 6, 7, 8], 2, async (thing, index) => {
    going.add(index);
    most = Math.max(most, going.size);
    await new Promise<void>((done) => ends.push(done));
    going.delete(index);
    return thing * 10;
  });
  for (let i = 0; i < 4; i++) {
    assert.ok(ends.length > 0);
    ends.pop()!(); // the youngest first
    await new Promise((done) => setImmediate(done));
  }
  assert.equal([await all, most], [[50, 60, 70, 80], 2]);
});

test("after one has thrown no other is begun, and it is thrown when those that were begun have ended", async () => {
  const did: string[] = [];
  let end: () => void = () => undefined;
  const work = async (thing: string): Promise<void> => {
    did.push(`${thing} begins`);
    if (thing === "bad") throw new Error(thing);
    await new Promise<void>((done) => (end = done));
    did.push(`${thing} ends`);
  };
  const all = sideBySide(["long", "bad", "third"], 2, work).catch(({ message }: Error) => did.push(`threw ${message}`));
  await new Promise((done) => setImmediate(done));
  end();
  await all;
  assert.equal(did, ["long begins", "bad begins", "long ends", "threw bad"]);
});

test.run();
