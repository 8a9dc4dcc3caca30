import { test } from "uvu";
import * as assert from "uvu/assert";
import { failureLines, placeOfFailure } from "../../src/report/failure.ts";
import { makePaint } from "../../src/report/paint.ts";
import { judge } from "../../src/run/judge.ts";
import type { Observation, Outcome } from "../../src/run/outcome.ts";
import { fence, planOf } from "../plan/read.ts";

async function outcome(
  shown: readonly string[],
  seen: Partial<Observation>,
  printed: readonly string[] = [],
): Promise<Outcome> {
  const [step] = (await planOf(fence("console", ...shown))).steps;
  return judge(step!, { screen: { lines: printed }, exit: 0, ms: 5, end: "ended", uid: 0, ...seen });
}
const lines = async (...of: Parameters<typeof outcome>) => failureLines(await outcome(...of), "a.md", makePaint(false));

test("a failure points at the first expected line that does not hold, else at the command", async () => {
  const place = async (...of: Parameters<typeof outcome>) => {
    const { line, column } = placeOfFailure(await outcome(...of));
    return `${line}:${column}`;
  };
  assert.is(await place(["$ a", "1", "2", "3"], {}, ["1", "x", "3"]), "4:1");
  assert.is(await place(["$ a", "1", "2"], {}, ["1", "x", "2"]), "4:1", "before the line it stands before");
  assert.is(await place(["$ a", "1", "2"], {}, ["1", "2", "3"]), "4:1", "behind the last");
  assert.is(await place(["$ a", "1", "...", "2"], {}, ["1", "x", "y"]), "5:1");
  assert.is(await place(["$ a", "total 5 files"], {}, ["total 6 files"]), "3:7", "where the line differs");
  assert.is(await place(["$ a", "...: ... fles"], {}, ["in all: 6 files"]), "3:11");
  assert.is(await place(["$ a", "1"], { exit: 1 }, ["2"]), "2:3", "the status comes first");
  assert.is(await place(["joe@box:~$ a"], { exit: 1 }), "2:12");
});

test("where several hosts are, a failure says on which of them it was", async () => {
  const [, command] = await lines(["db1# a", "web# b"], { exit: 1 });
  assert.is(command, "  db1# a");
});

test("what a failed step printed keeps its colours on a terminal, and nothing else of its control sequences", async () => {
  const [step] = (await planOf(fence("console", "$ a"))).steps;
  const screen = {
    lines: ["a red\x1b[2J", "plain"],
    styles: [[{ from: 2, to: 5, sgr: "1;31" }], []],
  };
  const failed = judge(step!, { screen, exit: 1, ms: 5, end: "ended", uid: 0 });
  const shown = (colours: boolean) => failureLines(failed, "a.md", makePaint(colours)).slice(2);
  assert.equal(shown(true), ["  a \x1b[1;31mred\x1b[0m^[[2J", "  plain"]);
  assert.equal(shown(false), ["  a red^[[2J", "  plain"]);
});

test("each reason, in words", async () => {
  const reason = async (...of: Parameters<typeof outcome>) => (await lines(...of))[0];
  assert.is(await reason(["$ a"], { exit: 1 }), "a.md:2:3: exit status 1, expected 0");
  assert.is(await reason(["$ a"], { exit: undefined }), "a.md:2:3: exit status unknown, expected 0");
  assert.is(
    await reason(["$ a # howtrue: exit=nonzero"], {}),
    "a.md:2:3: exit status 0, expected a status other than 0",
  );
  assert.is(await reason(["$ a"], { end: "timed-out", ms: 1_500 }), "a.md:2:3: no end after 30 s: interrupted");
  assert.is(
    await reason(["$ a"], { end: "asked", question: "" }),
    "a.md:2:3: it waits for input that the document does not give",
  );
  assert.is(await reason(["$ a", "x"], { end: "asked", question: "A\x1b[2J? " }), "a.md:2:3: it asks: A^[[2J?");
  const [step] = (await planOf(fence("console", "$ a # howtrue: background until=/\x1b[b]/"))).steps;
  const notReady = (why: "ended" | "late" | "unsearched", exit?: number): string | undefined => {
    const failure = { kind: "not-ready", until: "/\x1b[b]/", why, after: 30_000, exit } as const;
    const seen = { screen: { lines: [] }, exit, ms: 5, end: "ended", uid: 0 } as const;
    return failureLines(judge(step!, seen, { notReady: failure }), "a.md", makePaint(false))[0];
  };
  assert.is(notReady("late"), "a.md:2:3: not ready after 30 s: until=/^[[b]/");
  assert.is(notReady("ended", 3), "a.md:2:3: it ended with exit status 3 before it was ready: until=/^[[b]/");
  assert.is(
    notReady("unsearched"),
    "a.md:2:3: whether it is ready cannot be told, the regular expression takes too long: until=/^[[b]/",
  );
  assert.is(await reason(["$ a"], { end: "shell-ended", exit: 3 }), "a.md:2:3: the shell ended with status 3");
  assert.is(
    await reason(["$ a"], { end: "shell-ended", exit: undefined }),
    "a.md:2:3: the shell ended before it ran this",
  );
  const claims = "$ a # howtrue: within=2s forbid=/b/";
  assert.is(await reason([claims], {}, ["abc\x1b"]), "a.md:2:3: the output holds what is forbidden: abc^[");
  assert.is(await reason([claims], { ms: 3_100 }), "a.md:2:3: took 3.1 s, expected at most 2 s");
  assert.is(await reason([claims], { ms: 2_001.5 }), "a.md:2:3: took 2002 ms, expected at most 2 s");
  assert.is(
    await reason(["$ a # howtrue: forbid=/^(a+)+$/"], {}, [`${"a".repeat(40)}b`]),
    "a.md:2:3: what is forbidden was not looked for to the end: its regular expression takes too long",
  );
  assert.is(await reason(["$ a", "1"], {}, ["2"]), "a.md:3:1: the output is not what the document shows");
  assert.is(
    await reason(["$ a", "1"], { exit: 2 }, ["2"]),
    "a.md:2:3: exit status 2, expected 0, and the output is not what the document shows",
  );
});

test("the command as it was prompted, and what it printed", async () => {
  assert.equal(await lines(["# f() {", "  a", "}"], { exit: 1 }, ["bash: a", "", "b"]), [
    "a.md:2:3: exit status 1, expected 0",
    "  # f() {",
    "  >   a",
    "  > }",
    "  bash: a",
    "  ",
    "  b",
  ]);
  assert.equal(await lines(["$ a", "1"], { end: "timed-out" }, ["1", "2"]), [
    "a.md:2:3: no end after 30 s: interrupted, and the output is not what the document shows",
    "  $ a",
    "  3   1",
    "    + 2",
  ]);
  const [step] = (await planOf(fence("console", "$ a"))).steps;
  const noted = judge(
    step!,
    { screen: { lines: [] }, exit: 1, ms: 5, end: "ended", uid: 0 },
    { notes: ["in a new shell"] },
  );
  assert.is(failureLines(noted, "a.md", makePaint(false)).at(-1), "  (in a new shell)");
});

test("of much that was printed the head and the tail are shown, of a long line its beginning", async () => {
  const many = Array.from({ length: 100 }, (_, i) => `line ${i}`);
  const shown = await lines(["$ a"], { exit: 1 }, many);
  assert.equal(
    [shown.length, shown[11], shown[12], shown[13], shown.at(-1)],
    [...[33, "  line 9", "  … 70 more lines …", "  line 80", "  line 99"]],
  );
  assert.is((await lines(["$ a"], { exit: 1 }, ["x".repeat(100_000)])).at(-1), `  ${"x".repeat(500)}…`);
});

test.run();
