import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Plan } from "../../src/plan/plan.ts";
import { keysOf, readTrail, stepsInCommon, type Trail, VERSION, writeTrail } from "../../src/run/trail.ts";
import { fence, planOf } from "../plan/read.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const shell = { depth: 0, uid: 0, pid: 1, family: "bash", flags: "" } as const;
const trailOf = (plan: Plan, answered: readonly number[] = []): Trail => ({
  version: VERSION,
  began: 1,
  steps: keysOf(plan).map(({ key, shown }, i) => ({
    key,
    ...(answered.includes(i) && { shown }),
    notes: [],
    ran: {
      execution: { end: "done", status: 0, output: { head: bytes(`ü\0${i}`), dropped: 0, tail: bytes("") }, shell },
      ms: 1,
      uid: 0,
    },
  })),
  checkpoints: [],
});
const common = async (before: readonly string[], after: readonly string[], answered: readonly number[] = []) =>
  stepsInCommon(trailOf(await planOf(fence("console", ...before)), answered), await planOf(fence("console", ...after)));

test("as many steps are in common as have the same commands, whatever they are said to print", async () => {
  assert.is(await common(["$ a", "$ b", "x", "$ c"], ["$ a", "$ b", "y", "$ c"]), 3);
  assert.is(await common(["$ a", "$ b", "$ c"], ["$ a", "$ b  # howtrue: exit=any", "$ c"]), 1);
  assert.is(await common(["$ a", "$ b", "$ c"], ["$ a", "$ B", "$ c"]), 1);
  assert.is(await common(["$ a", "$ b"], ["$ a"]), 1);
  assert.is(await common(["$ a"], ["$ z", "$ a"]), 0);
  assert.is(await common(["$ a"], ["$ a # howtrue: session=x"]), 0);
  assert.is(await common(["$ a"], ["$ a # howtrue: timeout=1s"]), 0);
  assert.is(await common(["$ a"], ["$ a # howtrue: skip"]), 0);
});

test("where an answer was typed, what is shown counts", async () => {
  const [ann, bob] = [
    ["$ a", "$ b", "Name: Ann", "$ c"],
    ["$ a", "$ b", "Name: Bob", "$ c"],
  ];
  assert.is(await common(ann, bob, [1]), 1);
  assert.is(await common(ann, bob), 3);
});

test("a command with a name in it depends on what was shown before", async () => {
  const plan = (shown: string, id = "int", a = "$ a"): Promise<Plan> =>
    planOf(`---\nhowtrue: {placeholders: {id: ${id}}}\n---\n\n${fence("console", a, shown, "$ b", "$ c <id>")}`);
  assert.is(stepsInCommon(trailOf(await plan("x <id>")), await plan("<id> x")), 2);
  assert.is(stepsInCommon(trailOf(await plan("x <id>")), await plan("x <id>")), 3);
  assert.is(stepsInCommon(trailOf(await plan("x <id>")), await plan("x <id>", "hex")), 2, "by another pattern");
  const ignored = await plan("x <id>", "int", "$ a  # howtrue: ignore");
  assert.is(stepsInCommon(trailOf(await plan("x <id>")), ignored), 2, "nothing is read from what is ignored");
});

test("a trail is written and read, bytes and all; what is none is none", async () => {
  const trail = trailOf(await planOf(fence("console", "$ a", "$ b")));
  assert.equal(readTrail(writeTrail(trail)), trail);
  for (const text of ["", "{", "null", '{"version":0}']) assert.is(readTrail(text), undefined, text);
});

test.run();
