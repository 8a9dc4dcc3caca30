import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { canJudgeAgain, judgeAgain, type PastRun } from "../../src/run/again.ts";
import type { Event } from "../../src/run/outcome.ts";
import { run } from "../../src/run/run.ts";
import { fence, planOf } from "../plan/read.ts";

const never = new AbortController().signal;
const policy = { bail: false, keepGoing: false, signal: never, force: never };
const AT = new Date(2026, 0, 2, 14, 5);

async function ran(text: string): Promise<PastRun> {
  const plan = await planOf(text);
  const start = async () => new FakeMachine();
  const result = await run(plan, { start, environment: {}, secrets: [], cache: "off", policy, emit: () => undefined });
  return { plan, result, at: AT };
}

const again = async (before: string, after: string): Promise<string[] | undefined> => {
  const past = await ran(before);
  const plan = await planOf(after);
  if (!canJudgeAgain(plan, past)) return undefined;
  const events: Event[] = [];
  const result = judgeAgain(plan, past, (event) => events.push(event));
  assert.is(result.observed, AT);
  assert.is(events.at(-1)?.kind, "document-end");
  return [result.status, ...result.outcomes.map(({ step, status }) => `${step.place.line} ${status}`)];
};

const console = (...lines: string[]): string => fence("console", ...lines);

test("only the output shown is another: it is judged again, both ways", async () => {
  const [good, bad] = [console("$ echo a", "a", "$ echo b", "b"), console("$ echo a", "b", "$ echo b", "b")];
  assert.equal(await again(good, bad), ["failed", "2 failed", "4 held"]);
  assert.equal(await again(bad, good), ["held", "2 held", "4 held"]);
});

test("also where prose moves the steps, or claims are other ones", async () => {
  const before = console("$ echo a", "a");
  assert.equal(await again(before, `# Title\n\n${before}`), ["held", "4 held"]);
  assert.equal(await again(before, console("$ echo a # howtrue: forbid=/a/", "a")), ["failed", "2 failed"]);
  assert.equal(await again(before, console("$ echo a # howtrue: ignore", "b")), ["held", "2 held"]);
});

test("a second look says the same as the first", async () => {
  const text = console("$ echo a", "$ true # howtrue: skip", "$ echo b", "a", "$ false # howtrue: exit=1");
  const past = await ran(text);
  const result = judgeAgain(past.plan, past, () => undefined);
  assert.equal(result.outcomes, past.result.outcomes);
  assert.equal([result.status, result.messages], [past.result.status, past.result.messages]);
});

test("what would run otherwise is not judged again", async () => {
  const before = console("$ echo a", "a");
  for (const after of [
    console("$ echo b", "a"),
    console("$ echo a", "a", "$ true"),
    console("# echo a", "a"),
    console("$ echo a # howtrue: exit=1", "a"),
    console("$ echo a # howtrue: timeout=1s", "a"),
    `---\nhowtrue:\n  env: {X: y}\n---\n${before}`,
    "---\nhowtrue:\n  timout: 1s\n---\n```console\n$ echo a\na\n```\n",
  ]) {
    assert.is(await again(before, after), undefined, after);
  }
});

test("nor a run that did not come to its end", async () => {
  const stopped = (shown: string): string => console("$ echo a", shown, "$ false", "$ echo b");
  assert.is(await again(stopped("a"), stopped("b")), undefined);
  const last = (shown: string): string => console("$ echo a", shown, "$ false");
  assert.equal(await again(last("a"), last("b")), ["failed", "2 failed", "4 failed"], "it stopped at its end");
});

test("where what is shown decides what is done, it must be the same", async () => {
  const named = (shown: string): string =>
    `---\nhowtrue:\n  placeholders: {id: int}\n---\n${console("$ echo 42", shown, "$ echo <id>", "42")}`;
  assert.is(await again(named("<id>"), named("4<id>")), undefined);
  const past = await ran(console("$ echo a", "a"));
  const [outcome] = past.result.outcomes;
  const answered = { ...outcome!, observation: { ...outcome!.observation!, answered: true } };
  const other = await planOf(console("$ echo a", "b"));
  assert.not(canJudgeAgain(other, { ...past, result: { ...past.result, outcomes: [answered] } }));
});

test.run();
