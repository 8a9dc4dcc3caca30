import { test } from "uvu";
import * as assert from "uvu/assert";
import { liveLine } from "../../src/report/live.ts";
import { fence, planOf } from "../plan/read.ts";
import { runText } from "../run/running.ts";

test("what is going on, from the first event to the last", async () => {
  const plan = await planOf(fence("console", "$ echo a", "$ f() {", "> true", "> }"));
  const { result } = await runText("text");
  const [first, second] = [plan.steps[0]!, plan.steps[1]!];
  const live = liveLine(false);
  assert.is(live.line(0), "");
  live.event({ kind: "start", documents: 1 }, 0);
  live.event({ kind: "document-start", plan }, 0);
  assert.is(live.line(0), "");
  live.event({ kind: "progress", path: "a.md", what: "building the image" }, 100);
  assert.is(live.line(350), "⠸ building the image, 250 ms");
  live.event({ kind: "progress", path: "a.md", what: "booting\x1b[2J", fraction: 0.567 }, 1_000);
  assert.is(live.line(2_100), "⠙ booting^[[2J, 56 %, 2.0 s", "since the preparation began");
  live.event({ kind: "step-start", step: first, cleanup: false }, 3_000);
  assert.is(live.line(3_005), "⠋ a.md:2 1/2 5 ms  echo a");
  live.event({ kind: "step-end", outcome: { step: first, status: "held", failures: [], notes: [] } }, 3_100);
  live.event({ kind: "step-start", step: second, cleanup: false }, 3_100);
  assert.is(live.line(3_100), "⠙ a.md:3 2/2 0 ms  f() {");
  live.event({ kind: "step-start", step: { ...second, command: "rm \u202Ex" }, cleanup: true }, 4_000);
  assert.is(live.line(4_000), "⠋ a.md:3 cleanup 0 ms  rm <U+202E>x");
  live.event({ kind: "document-end", result }, 5_000);
  assert.is(live.line(5_000), "");
});

test("in colours", async () => {
  const plan = await planOf(fence("console", "$ echo a"));
  const live = liveLine(true);
  live.event({ kind: "document-start", plan }, 0);
  live.event({ kind: "step-start", step: plan.steps[0]!, cleanup: false }, 0);
  assert.is(live.line(0), "\x1b[33m⠋\x1b[39m a.md:2 1/1 0 ms  \x1b[2mecho a\x1b[22m");
});

test("each document is counted for itself", async () => {
  const plan = await planOf(fence("console", "$ echo a", "$ echo b"));
  const live = liveLine(false);
  for (const _ of [1, 2]) {
    live.event({ kind: "document-start", plan }, 0);
    live.event({ kind: "step-start", step: plan.steps[0]!, cleanup: false }, 0);
    assert.is(live.line(0), "⠋ a.md:2 1/2 0 ms  echo a");
    live.event({ kind: "step-end", outcome: { step: plan.steps[0]!, status: "held", failures: [], notes: [] } }, 0);
  }
});

test.run();
