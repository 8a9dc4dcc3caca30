import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Plan } from "../../src/plan/plan.ts";
import { stepsThatHold } from "../../src/run/still-holds.ts";
import { keysOf, type Trail, VERSION } from "../../src/run/trail.ts";
import { fence, planOf } from "../plan/read.ts";

const shell = { depth: 0, uid: 0, pid: 1, family: "bash", flags: "" } as const;

/** Of a run in which each step printed what its command is. */
const trailOf = (plan: Plan): Trail => ({
  version: VERSION,
  began: 1,
  steps: keysOf(plan).map(({ key }, i) => {
    const head = new TextEncoder().encode(`${plan.steps[i]!.command}\n`);
    const execution = { end: "done", status: 0, output: { head, dropped: 0, tail: new Uint8Array() }, shell } as const;
    return { key, notes: [], ran: { execution, ms: 1_000, uid: 0 } };
  }),
  checkpoints: [],
});
const count = async (before: readonly string[], after: readonly string[] = before): Promise<number> =>
  stepsThatHold(trailOf(await planOf(fence("console", ...before))), await planOf(fence("console", ...after)));

test("steps that hold need not be run again, whatever the document says now", async () => {
  assert.is(await count(["$ a", "a", "$ b", "b", "$ c"]), 3);
  assert.is(await count(["$ a", "x", "$ b", "b"], ["$ a", "...", "$ b", "b"]), 2);
});

test("one that does not, and all behind it, must be run: it may have been chance", async () => {
  assert.is(await count(["$ a", "$ b", "x", "$ c"]), 1);
  assert.is(await count(["$ a", "$ b", "b", "$ c"], ["$ a", "$ b", "x", "$ c"]), 1);
  assert.is(await count(["$ a", "$ b  # howtrue: within=10ms", "$ c"]), 1);
});

test("nothing is taken as done that is not to be run", async () => {
  const plan = await planOf(fence("console", "$ a", "$ b", "$ c"));
  const [a, b, c] = plan.steps;
  const outside = (runs: boolean): Plan => ({ ...plan, steps: [a!, { ...b!, outside: { runs, why: "" } }, c!] });
  assert.is(await stepsThatHold(trailOf(plan), outside(true)), 3);
  assert.is(await stepsThatHold(trailOf(plan), outside(false)), 1);
});

test.run();
