import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Step } from "../../src/plan/plan.ts";
import { judge } from "../../src/run/judge.ts";
import type { Observation } from "../../src/run/outcome.ts";
import { fence, planOf } from "../plan/read.ts";

const step = async (...lines: string[]): Promise<Step> => (await planOf(fence("console", ...lines))).steps[0]!;
const saw = (lines: readonly string[], rest: Partial<Observation> = {}): Observation => {
  return { screen: { lines }, exit: 0, ms: 5, end: "ended", uid: 1_000, ...rest };
};
const GO_ON = "if it is to go on running: background until=/REGEX/; if it needs longer: timeout=2m";
const verdict = async (lines: readonly string[], observation: Observation, said?: readonly string[]) => {
  const { status, failures, notes } = judge(await step(...lines), observation, said && { notes: said });
  return [status, ...failures, ...notes];
};

test("output shown must match; no output shown claims nothing, and what was printed is noted", async () => {
  assert.equal(await verdict(["$ a", "1", "..."], saw(["1", "2"])), ["held"]);
  assert.equal(await verdict(["$ a", "1"], saw(["2"])), ["failed", { kind: "output" }]);
  assert.equal(await verdict(["$ a", "1"], saw([])), ["failed", { kind: "output" }]);
  assert.equal(await verdict(["$ a"], saw([])), ["held"]);
  assert.equal(await verdict(["$ a"], saw(["1"])), ["held", "printed a line that the document does not show"]);
  assert.equal(await verdict(["$ a"], saw(["1", "2"])), ["held", "printed 2 lines that the document does not show"]);
  const screen = { lines: ["1", "2"], gap: { before: 1, bytes: 9 } };
  assert.equal(await verdict(["$ a"], saw([], { screen })), [
    "held",
    "printed many lines that the document does not show",
  ]);
});

test("a status, and no end, that readers may be meant to see are hinted at where the output is as shown", async () => {
  const exit = { kind: "exit", exit: 2, claimed: "0" };
  const hint = "if that is what readers are to see: exit=2";
  assert.equal(await verdict(["$ a", "no"], saw(["no"], { exit: 2 })), ["failed", exit, hint]);
  assert.equal(await verdict(["$ a"], saw([], { exit: 2 })), ["failed", exit]);
  assert.equal(await verdict(["$ a", "yes"], saw(["no"], { exit: 2 })), ["failed", exit, { kind: "output" }]);
  assert.equal(await verdict(["$ a # howtrue: exit=1", "no"], saw(["no"], { exit: 2 })), [
    "failed",
    { ...exit, claimed: "1" },
  ]);
  const late = { kind: "timed-out", after: 30_000 };
  assert.equal(await verdict(["$ a"], saw([], { end: "timed-out" })), ["failed", late, GO_ON]);
  assert.equal(await verdict(["$ a", "ready"], saw(["ready"], { end: "timed-out" })), ["failed", late, GO_ON]);
  assert.equal(await verdict(["$ a", "1"], saw([], { end: "timed-out" })), ["failed", late, { kind: "output" }]);
});

test("what was not kept of the output is no secret", async () => {
  const screen = { lines: ["1", "2"], gap: { before: 1, bytes: 9 } };
  assert.equal(await verdict(["$ a", "1", "...", "2"], saw([], { screen })), [
    "held",
    "compared without 9 bytes in the middle of it",
  ]);
});

test("ignore compares nothing, and says nothing", async () => {
  assert.equal(await verdict(["$ a # howtrue: ignore", "1"], saw(["2", "3"])), ["held"]);
  assert.equal(await verdict(["$ a # howtrue: ignore"], saw(["2", "3"])), ["held"]);
  assert.equal(await verdict(["$ a # howtrue: ignore", "1"], saw(["1"], { exit: 1 })), [
    "failed",
    { kind: "exit", exit: 1, claimed: "0" },
  ]);
});

test("what may be said on the standard error that was not shown is hinted at", async () => {
  const unheard = "its standard error was not shown (stderr=ignore)";
  const mute = "$ a # howtrue: stderr=ignore";
  assert.equal(await verdict([mute], saw([])), ["held"]);
  assert.equal(await verdict([mute, "1"], saw(["2"])), ["failed", { kind: "output" }]);
  assert.equal(await verdict([mute], saw([], { exit: 2 })), [
    "failed",
    { kind: "exit", exit: 2, claimed: "0" },
    unheard,
  ]);
  assert.equal(await verdict([mute], saw([], { end: "asked" })), ["failed", { kind: "asked", question: "" }, unheard]);
  assert.equal(await verdict([`${mute} exit=2`], saw([], { exit: 2 })), ["held"]);
});

test("what a shell does that is not followed is hinted at", async () => {
  const bare =
    'a bare # is no prompt in a block with $ prompts: prompts: ["#"] makes it one, and so does a block of its own';
  assert.equal(await verdict(["$ sudo -s", "# whoami", "root"], saw([])), ["failed", { kind: "output" }, bare]);
  assert.equal(await verdict(["$ cat config", "# whoami"], saw([])), ["failed", { kind: "output" }]);
  const asked = { kind: "asked", question: "" };
  const zsh = "steps are typed into bash and POSIX shells only, not into zsh: zsh -c runs a command";
  assert.equal(await verdict(["$ exec zsh"], saw([], { end: "asked" })), ["failed", asked, zsh]);
  assert.equal(await verdict(["$ exec zsh", "a"], saw([])), ["failed", { kind: "output" }]);
  const key = "^C is typed only where a program waits for input: a command in the background is ended so, at the end";
  const late = [{ kind: "timed-out", after: 30_000 }, { kind: "output" }];
  assert.equal(await verdict(["$ ping a", "^C"], saw([], { end: "timed-out" })), ["failed", ...late, key]);
  const left = [
    { kind: "exit", exit: 3, claimed: "0" },
    "an exit without a number has the status of the command before it",
  ];
  assert.equal(await verdict(["$ exit"], saw([], { exit: 3 })), ["failed", ...left]);
  assert.equal(await verdict(["$ exit 3"], saw([], { exit: 3 })), ["failed", left[0]]);
  const hook = "PROMPT_COMMAND tells when a command has ended: it may be set, but not be unset";
  assert.equal(await verdict(["$ unset PROMPT_COMMAND"], saw([], { end: "asked" })), ["failed", asked, hook]);
});

test("strict: no output shown claims that there is none", async () => {
  const [strict, shown, ignored] = [
    "$ a # howtrue: strict",
    "$ a # howtrue: strict=false",
    "$ a # howtrue: strict ignore",
  ];
  assert.equal(await verdict([strict], saw([])), ["held"]);
  assert.equal(await verdict([strict], saw(["1"])), ["failed", { kind: "output" }]);
  assert.equal(await verdict([strict, "1"], saw(["1"])), ["held"]);
  assert.equal(await verdict([shown], saw(["1"])), ["held", "printed a line that the document does not show"]);
  assert.equal(await verdict([ignored], saw(["1"])), ["held"]);
});

test("the exit status is 0 unless announced", async () => {
  const cases: readonly [string, number | undefined, string | undefined][] = [
    ["", 0, undefined],
    ["", 1, "0"],
    ["", undefined, "0"],
    ["exit=0", 1, "0"],
    ["exit=127", 127, undefined],
    ["exit=127", 0, "127"],
    ["exit=127", 1, "127"],
    ["exit=any", 0, undefined],
    ["exit=any", 255, undefined],
    ["exit=any", undefined, "any"],
    ["exit=nonzero", 1, undefined],
    ["exit=nonzero", 0, "a status other than 0"],
  ];
  for (const [annotation, exit, claimed] of cases) {
    const expected = claimed === undefined ? ["held"] : ["failed", { kind: "exit", exit, claimed }];
    assert.equal(
      await verdict([`$ a # howtrue: ${annotation}`], saw([], { exit })),
      expected,
      `${annotation}: ${exit}`,
    );
  }
});

test("forbid: in no line of the output, also where none is shown or it is ignored", async () => {
  const forbidden = (text: string) => ["failed", { kind: "forbidden", text }];
  const command = "$ a # howtrue: forbid=/warn(ing)?:/i";
  assert.equal(await verdict([command], saw(["ok", "Warning: x"])), forbidden("Warning: x"));
  assert.equal(await verdict([command, "..."], saw(["ok", "warn: y", "warn: z"])), forbidden("warn: y"));
  assert.equal(await verdict([`${command} ignore`], saw(["warn: y"])), forbidden("warn: y"));
  assert.equal(await verdict([command, "ok"], saw(["ok"])), ["held"]);
  assert.equal(await verdict([command, "a"], saw(["warn:"])), [
    ...["failed", { kind: "output" }, { kind: "forbidden", text: "warn:" }],
  ]);
});

test("what is forbidden and cannot be looked for is not held", async () => {
  assert.equal(await verdict(["$ a # howtrue: forbid=/^(a+)+$/"], saw([`${"a".repeat(40)}b`])), [
    ...["failed", { kind: "unsearched" }],
    "a regular expression took too long and was given up: ^(a+)+$",
  ]);
});

test("within: it takes no longer", async () => {
  const command = "$ a # howtrue: within=2s";
  assert.equal(await verdict([command], saw([], { ms: 2_000 })), ["held"]);
  assert.equal(await verdict([command], saw([], { ms: 3_100 })), [
    "failed",
    { kind: "slow", took: 3_100, within: 2_000 },
  ]);
  assert.equal(await verdict([command], saw([], { ms: 30_000, end: "timed-out" })), [
    ...["failed", { kind: "timed-out", after: 30_000 }, GO_ON],
  ]);
});

test("a wrong status and wrong output are two failures", async () => {
  assert.equal(await verdict(["$ a", "1"], saw(["2"], { exit: 3 })), [
    ...["failed", { kind: "exit", exit: 3, claimed: "0" }, { kind: "output" }],
  ]);
});

test("a command that did not end by itself failed, whatever status is claimed", async () => {
  const late = saw(["1"], { end: "timed-out", exit: 130, ms: 77 });
  for (const annotation of ["", "exit=130", "exit=any"])
    assert.equal(await verdict([`$ a # howtrue: ${annotation}`, "1"], late), [
      "failed",
      { kind: "timed-out", after: 30_000 },
      GO_ON,
    ]);
});

test("a shell that ends is a failure, unless its status is announced", async () => {
  const ended = saw([], { end: "shell-ended", exit: 3 });
  assert.equal(await verdict(["$ exit 3"], ended), ["failed", { kind: "shell-ended", exit: 3 }]);
  assert.equal(await verdict(["$ exit 3 # howtrue: exit=3"], ended), ["held", "the shell ended here"]);
  assert.equal(await verdict(["$ exit"], { ...ended, exit: 0 }), ["held", "the shell ended here"]);
  assert.equal(await verdict(["$ a"], { ...ended, exit: undefined }), [
    "failed",
    { kind: "shell-ended", exit: undefined },
  ]);
});

test("what says nothing of the document is no failure of it", async () => {
  assert.equal(
    await verdict(["$ a", "1"], saw(["2"], { end: "machine-lost", exit: undefined, reason: "QEMU ended" })),
    [...["broken", "the machine was lost: QEMU ended"]],
  );
  assert.equal(await verdict(["$ a"], saw([], { end: "machine-lost", exit: undefined })), [
    "broken",
    "the machine was lost: it ended",
  ]);
  assert.equal(await verdict(["$ a", "1"], saw(["2"], { end: "stopped", exit: 130 })), ["untested", "interrupted"]);
});

test("what is to be noted about the shell stands first", async () => {
  assert.equal(await verdict(["$ a"], saw(["1"]), ["in a new shell"]), [
    ...["held", "in a new shell", "printed a line that the document does not show"],
  ]);
});

test.run();
