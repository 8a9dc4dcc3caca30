import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { matching, select, selectLines } from "../../src/plan/select.ts";
import { planOf } from "./read.ts";

const TEXT = [
  ...["# Install", "", "```console", "$ echo a", "a", "$ echo b", "```", ""],
  ...["## Check", "", "Some prose.", "", "```console", "$ echo c", "c", "$ echo d", "```", ""],
  ...["# Remove", "", "```console", "$ echo e", "```", "", "The end.", ""],
].join("\n");

/** `+` wanted, `.` run for them, `-` not run. */
const marks = async (...lines: number[]): Promise<string> =>
  selectLines(await planOf(TEXT), lines)
    .steps.map(({ outside }) => (outside === undefined ? "+" : outside.runs ? "." : "-"))
    .join("");

test("a line of a command or of its output is that step; those before it are run", async () => {
  assert.is(await marks(4), "+----");
  assert.is(await marks(5), "+----");
  assert.is(await marks(6), ".+---");
  assert.is(await marks(16), "...+-");
});

test("a heading or prose is what follows it in its section", async () => {
  assert.is(await marks(1), "++---");
  assert.is(await marks(9), "..++-");
  assert.is(await marks(11), "..++-");
  assert.is(await marks(19), "....+");
});

test("several lines", async () => {
  assert.is(await marks(4, 14), "+.+--");
});

test("a line behind the last step is a fault", async () => {
  const { messages } = selectLines(await planOf(TEXT), [25]);
  assert.equal(messages.map(formatMessage), [
    "a.md:25: error: there is no step at line 25, and none after it [no-such-step]\n  howtrue list shows each step with its line",
  ]);
});

test("why, in the notes of the steps", async () => {
  const { steps } = selectLines(await planOf(TEXT), [6]);
  assert.equal([steps[0]!.outside!.why, steps[2]!.outside!.why], ["run for line 6, not compared", "after line 6"]);
});

test("by commands and titles", async () => {
  const plan = await planOf(TEXT);
  const grep = (pattern: RegExp): string | undefined =>
    select(plan, matching(pattern), "x")
      ?.steps.map(({ outside }) => (outside === undefined ? "+" : outside.runs ? "." : "-"))
      .join("");
  assert.is(grep(/check/i), "..++-");
  assert.is(grep(/echo b|Remove/), ".+..+");
  assert.is(grep(/nothing/), undefined);
});

test.run();
