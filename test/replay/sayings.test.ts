import { test } from "uvu";
import * as assert from "uvu/assert";
import { sayingLines } from "../../src/replay/sayings.ts";
import { judge } from "../../src/run/judge.ts";
import type { Arrival, Walked } from "../../src/run/walked.ts";
import { fence, planOf } from "../plan/read.ts";
import { PLAIN } from "./reading.ts";

/** A step that printed this, as a reader has it behind them. */
async function after(
  lines: readonly string[],
  printed: readonly string[],
  about: Partial<Walked> = {},
): Promise<Walked> {
  const [step] = (await planOf(fence("console", ...lines))).steps;
  const seen = { screen: { lines: printed }, exit: 0, ms: 200, end: "ended", uid: 1_000 } as const;
  return { step: step!, way: { kind: "run" }, outcome: judge(step!, seen), ...about };
}

const verdict = (walked: Walked, changed = false): string[] => sayingLines({ kind: "verdict", walked, changed }, PLAIN);
const why = (walked: Walked): string[] => sayingLines({ kind: "why", walked }, PLAIN);

test("each step says whether what the reader saw is what the author saw", async () => {
  assert.equal(verdict(await after(["$ a", "1"], ["1"])), ["✓ as in the document (200 ms)"]);
  assert.equal(verdict(await after(["$ a", "1"], ["2"])), [
    "✗ not what the document shows (200 ms)",
    "  3 - 1",
    "    + 2",
  ]);
  assert.equal(verdict(await after(["$ a", "1"], ["2"]), true).at(-1), CHANGED);
  assert.equal(verdict(await after(["$ a # howtrue: exit=1", "1"], ["1"])), [
    "✗ not what the document shows: exit status 0, expected 1 (200 ms)",
  ]);
  assert.equal(verdict(await after(["$ a # howtrue: ignore", "1"], ["2"])), [
    "✓ not compared: the document says so (200 ms)",
  ]);
  const edited = await after(["$ a", "1"], ["2"], { way: { kind: "edit", command: "b" } });
  assert.equal(verdict(edited), ["• edited: not compared (200 ms)"]);
  const answered = await after(["$ a", "1"], ["2"], { typed: { keys: "x\r", all: false } });
  assert.equal(verdict(answered), ["• answered by you: not compared (200 ms)"]);
  assert.equal(verdict(await after(["$ a"], [], { way: { kind: "skip" } })), ["– skipped"]);
});

test("how somebody came to where they go on", () => {
  const arrived = (arrival: Arrival): string => sayingLines({ kind: "arrived", arrival, at: 1 }, PLAIN).join();
  const words = [
    [{ again: 0, isNew: false }, "the machine is as you left it"],
    [{ again: 0, isNew: true }, "on a new machine"],
    [{ again: 2, isNew: true }, "2 steps were run for that, on a new machine"],
    [{ again: 1, isNew: false }, "1 step was run for that"],
    [{ again: 0, isNew: false, before: { isCleaned: false } }, "nothing was run, and the shells are new"],
    [
      { again: 0, isNew: false, before: { isCleaned: true } },
      "nothing was run; the shells are new, and cleanup was run when you left",
    ],
  ] as const;
  for (const [arrival, expected] of words) assert.is(arrived(arrival), `→ at step 2: ${expected}`);
});

const CHANGED = "  Steps before this were skipped or edited: that may be why.";

test("of a long difference the beginning is shown, and w shows all", async () => {
  const shown = Array.from({ length: 20 }, (_, i) => `line ${i}`);
  const lines = verdict(await after(["$ a", ...shown], ["x"]));
  assert.is(lines.length, 10);
  assert.is(lines.at(-1), "  … w shows all of it");
  assert.ok(why(await after(["$ a", ...shown], ["x"])).length > 20);
});

test("why: what the document claims, what was seen, and what stood where it is left open", async () => {
  assert.equal(why(await after(["$ a", "disk ... of 5", "...", "end"], ["disk 3 of 5", "x", "y", "end"])), [
    "a.md:2",
    "It shows 3 lines of output, 2 of them left open with ...; the exit status is to be 0.",
    "Here it ended with status 0, after 200 ms.",
    "line 3: disk ... of 5",
    "  : 3",
    "line 4: ...",
    "  : x",
    "  : y",
  ]);
  assert.equal(why(await after(["$ a # howtrue: exit=any within=2s forbid=/bad/"], ["x"])).slice(0, 2), [
    "a.md:2",
    "It shows no output: any will do; any exit status will do; it is to take 2.0 s at most; nothing of it is to match /bad/.",
  ]);
  assert.equal(why(await after(["$ a", "1"], ["1"], { way: { kind: "skip" } })).at(-1), "You skipped it.");
});

test("nothing of a document or its output reaches the terminal as it is", async () => {
  const hostile = "\x1b]0;x\x07\x9b2J\u202e";
  const walked = await after([`$ a ${hostile}`, hostile], [`other ${hostile}`]);
  for (const line of [...verdict(walked), ...why(walked)]) assert.not.match(line, /[\x1b\x07\x9b\u202e]/);
});

test("how it was come back, and the end", async () => {
  const back = (again: number, isNew: boolean): string[] =>
    sayingLines({ kind: "back", arrival: { again, isNew } }, PLAIN);
  assert.equal(back(0, false), ["↶ back: the machine is as it was before this step"]);
  assert.equal(back(1, true), ["↶ back: on a new machine; 1 step was run again"]);
  const held = await after(["$ a", "1"], ["1"]);
  const failed = await after(["$ a", "1"], ["2"]);
  assert.equal(sayingLines({ kind: "end", walked: [held, failed, held] }, PLAIN), [
    "",
    "✗ The end: 3 steps, 2 as in the document, 1 not.",
  ]);
  const unlike = { again: 3, isNew: true, unlike: 1 };
  assert.equal(sayingLines({ kind: "back", arrival: unlike }, PLAIN), [
    "↶ back: on a new machine; 3 steps were run again, 1 of them with another status than before",
  ]);
  const arrived = { kind: "arrived", arrival: { again: 2, isNew: true, isChanged: true }, at: 2 } as const;
  assert.equal(sayingLines(arrived, PLAIN), [
    "The document has changed since: step 3 is the first that is another one.",
    "→ at step 3: 2 steps were run for that, on a new machine",
  ]);
});

test.run();
