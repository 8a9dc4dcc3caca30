import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { type Extent, limit } from "../../src/plan/extent.ts";
import { run } from "../../src/run/run.ts";
import { fence, planOf } from "../plan/read.ts";

const never = new AbortController().signal;
const told = async (extent: Extent, ...lines: string[]): Promise<string[]> => {
  const plan = limit(await planOf(fence("console", ...lines)), extent);
  const policy = { bail: false, keepGoing: false, signal: never, force: never };
  const start = async () => new FakeMachine();
  const result = await run(plan, { start, environment: {}, secrets: [], cache: "off", policy, emit: () => undefined });
  const each = result.outcomes.map(({ step, status, failures, notes }) =>
    [`${step.command}: ${status}`, ...failures.map(({ kind }) => kind), ...notes.map((note) => `(${note})`)].join(" "),
  );
  return [...each, result.status];
};

test("before --from: run, and not compared", async () => {
  assert.equal(await told({ from: 4 }, "$ x=1", "$ echo a", "$ echo $x", "1"), [
    "x=1: untested (before --from 4: run, not compared)",
    "echo a: untested (before --from 4: run, not compared)",
    "echo $x: held",
    "held",
  ]);
  assert.equal(await told({ from: 4 }, "$ echo a", "b", "$ echo c", "c"), [
    "echo a: untested (before --from 4: run, not compared)",
    "echo c: held",
    "held",
  ]);
});

test("a status that is not announced stops before --from, too", async () => {
  assert.equal(await told({ from: 3 }, "$ false", "$ echo c", "c"), [
    "false: failed exit",
    "echo c: untested",
    "failed",
  ]);
});

test("a placeholder is known from a step before --from", async () => {
  const text = "---\nhowtrue:\n  placeholders: {id: int}\n---\n";
  const plan = limit(await planOf(text + fence("console", "$ echo 42", "<id>", "$ echo <id>", "42")), { from: 8 });
  const policy = { bail: false, keepGoing: false, signal: never, force: never };
  const start = async () => new FakeMachine();
  const { outcomes } = await run(plan, {
    start,
    environment: {},
    secrets: [],
    cache: "off",
    policy,
    emit: () => undefined,
  });
  assert.equal(
    outcomes.map(({ status }) => status),
    ["untested", "held"],
  );
});

test("after --to: untested, and cleanup runs", async () => {
  assert.equal(await told({ to: 2 }, "$ echo a", "a", "$ false", "$ echo c # howtrue: cleanup"), [
    "echo a: held",
    "false: untested (after --to 2)",
    "echo c: untested (after --to 2) (ran for cleanup: exit 0)",
    "held",
  ]);
});

test.run();
