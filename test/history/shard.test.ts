import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { shardsOf, weightsOf } from "../../src/history/shard.ts";

test("the longest first, each where there is least to do", () => {
  assert.equal(shardsOf([10, 1, 1, 9, 8, 1], 3), [1, 3, 2, 2, 3, 3]);
  assert.equal(shardsOf([5, 5], 5), [1, 2]);
  assert.equal(shardsOf([], 2), []);
});

test("every thing is in one shard, and no shard has more than it must by more than one thing", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 50 }), fc.integer({ min: 1, max: 9 }), (weights, count) => {
      const shards = shardsOf(weights, count);
      assert.is(shards.length, weights.length);
      const loads = Array.from({ length: count }, (_, i) =>
        weights.filter((_w, j) => shards[j] === i + 1).reduce((a, b) => a + b, 0),
      );
      const total = weights.reduce((a, b) => a + b, 0);
      assert.ok(loads.every((load) => load <= total / count + Math.max(0, ...weights)));
      assert.equal(shardsOf(weights, count), shards);
    }),
  );
});

test("what is not known weighs what others of its size weigh", () => {
  assert.equal(
    weightsOf([
      { known: 100, size: 10 },
      { known: undefined, size: 5 },
    ]),
    [100, 50],
  );
  assert.equal(weightsOf([{ known: undefined, size: 5 }]), [5]);
});

test.run();
