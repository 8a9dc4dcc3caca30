import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { type Extent, limit } from "../../src/plan/extent.ts";
import { fence, planOf } from "./read.ts";

/** Steps at lines 2, 4, 7 and 9; what is shown of the second stands in 5 and 6. */
const TEXT = fence("console", "$ a", "1", "$ b", "2", "3", "$ c 'x", "> y'", "$ d");

const limited = async (extent: Extent, text = TEXT): Promise<string[]> => {
  const plan = limit(await planOf(text), extent);
  if (plan.messages.length > 0) return plan.messages.map(formatMessage);
  return plan.steps.map(({ command, outside, pauses }) => {
    const what = outside === undefined ? "judged" : outside.runs ? "run" : "not run";
    return [command.slice(0, 1), what, ...(pauses === true ? ["pause"] : [])].join(" ");
  });
};

test("--from begins with the step at its line or after it; a line of output is one of its step", async () => {
  const second = ["a run", "b judged", "c judged", "d judged"];
  assert.equal(await limited({ from: 1 }), ["a judged", "b judged", "c judged", "d judged"]);
  assert.equal(await limited({ from: 4 }), second);
  assert.equal(await limited({ from: 6 }), second, "as a report names it");
  assert.equal(await limited({ from: 8 }), ["a run", "b run", "c judged", "d judged"], "a command's second line");
});

test("--to ends with the last step at its line or before it", async () => {
  assert.equal(await limited({ to: 3 }), ["a judged", "b not run", "c not run", "d not run"]);
  assert.equal(await limited({ to: 7 }), ["a judged", "b judged", "c judged", "d not run"]);
  assert.equal(await limited({ to: 900 }), ["a judged", "b judged", "c judged", "d judged"]);
  assert.equal(await limited({ from: 4, to: 5 }), ["a run", "b judged", "c not run", "d not run"]);
});

test("--pause", async () => {
  assert.equal(await limited({ pause: 5, to: 7 }), ["a judged", "b judged pause", "c judged", "d not run"]);
});

test("why a step is outside", async () => {
  const { steps } = limit(await planOf(TEXT), { from: 4, to: 4 });
  assert.equal(
    steps.map(({ outside }) => outside?.why),
    ["before --from 4: run, not compared", undefined, "after --to 4", "after --to 4"],
  );
});

test("lines without a step", async () => {
  const hint = "\n  howtrue list shows each step with its line";
  assert.equal(await limited({ from: 10 }), [
    `a.md:10: error: --from names a line after the last step [no-such-step]${hint}`,
  ]);
  assert.equal(await limited({ pause: 10 }), [
    `a.md:10: error: --pause names a line after the last step [no-such-step]${hint}`,
  ]);
  assert.equal(await limited({ to: 1 }), [
    `a.md:1: error: --to names a line before the first step [no-such-step]${hint}`,
  ]);
  const order = "\n  name lines in the order of the document";
  assert.equal(await limited({ from: 7, to: 4 }), [`a.md:7: error: --from is after --to 4 [no-such-step]${order}`]);
  assert.equal(await limited({ pause: 7, to: 4 }), [`a.md:7: error: --pause is after --to 4 [no-such-step]${order}`]);
});

test("steps of an included file go with the document's own before them", async () => {
  const plan = await planOf(TEXT);
  const other = { ...plan.steps[1]!, place: { path: "b.md", line: 1, column: 1 } };
  const [a, , c, d] = plan.steps as [never, never, never, never];
  const { steps } = limit({ ...plan, steps: [a, other, c, d] }, { from: 7, to: 7 });
  assert.equal(
    steps.map(({ outside }) => outside?.runs),
    [true, true, undefined, false],
  );
});

test.run();
