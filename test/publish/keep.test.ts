import { test } from "uvu";
import * as assert from "uvu/assert";
import { keepLast, type LastShot } from "../../src/publish/keep.ts";
import { readOf, type Said, shotsOf } from "./reading.ts";

/** Which of the steps keep what was observed last, and what is published. */
async function kept(text: { old: string; new: string }, said: { old: (Said | string)[]; new: (Said | string)[] }) {
  const [before, now] = [await readOf(text.old), await readOf(text.new)];
  const last = (await shotsOf(before, said.old)).map((shot, i): LastShot => {
    const { command, session } = before.plan.steps[i]!;
    return { ...shot, command, session };
  });
  const shots = await shotsOf(now, said.new);
  const all = keepLast(now.plan, shots, last);
  return all.map((shot, i) => (shot === shots[i] ? "new" : shot.observation?.screen.lines.join("|")));
}

const block = (...lines: readonly string[]): string => `\`\`\`console\n${lines.join("\n")}\n\`\`\`\n`;
const same = (text: string): { old: string; new: string } => ({ old: text, new: text });

test("what a claim leaves open stays as it was observed last", async () => {
  const text = block(
    "$ a",
    "pid ...",
    "$ b",
    "...",
    "$ c",
    "$ d  # howtrue: ignore",
    "x",
    "$ e  # howtrue: match=regex",
    "\\d+",
  );
  const before = ["pid 1", "x", "y", "z", "17"];
  const after = ["pid 2", "xx", "", "zz", "18"];
  assert.equal(await kept(same(text), { old: before, new: after }), before);
});

test("what it does not leave open is new", async () => {
  const text = { old: block("$ a", "pid ...", "$ b", "old"), new: block("$ a", "process ...", "$ b", "new") };
  assert.equal(await kept(text, { old: ["pid 1", "old"], new: ["process 2", "new"] }), ["new", "new"]);
});

test("another command, session, or status is another step", async () => {
  const text = {
    old: block("$ a", "...", "$ b", "...", "$ c  # howtrue: exit=any"),
    new: block("$ x", "...", "$ b  # howtrue: session=other", "...", "$ c  # howtrue: exit=any"),
  };
  const said = { old: ["1", "1", { exit: 1 }], new: ["1", "1", { exit: 2 }] };
  assert.equal(await kept(text, said), ["new", "new", "new"]);
});

test("steps that moved, and are new between others", async () => {
  const text = {
    old: block("$ a", "...", "$ b", "...", "$ c", "..."),
    new: block("$ a", "...", "$ new", "...", "$ c", "..."),
  };
  const said = { old: ["1", "2", "3"], new: ["4", "5", "6"] };
  assert.equal(await kept(text, said), ["1", "new", "3"]);
});

test("placeholders mean the same everywhere: all of it stays, or nothing does", async () => {
  const front = "---\nplaceholders: {id: int}\n---\n\n";
  const text = `${front}${block("$ a", "made <id>", "$ b", "has <id>", "$ c", "...")}`;
  assert.equal(await kept(same(text), { old: ["made 1", "has 1", "x"], new: ["made 2", "has 2", "y"] }), [
    "made 1",
    "has 1",
    "x",
  ]);
  const changed = { old: `${front}${block("$ a", "made <id>", "$ c", "...")}`, new: text };
  assert.equal(await kept(changed, { old: ["made 1", "x"], new: ["made 2", "has 2", "y"] }), ["new", "new", "new"]);
});

test("a time that is claimed must have been kept then, too", async () => {
  const text = { old: block("$ a", "x"), new: block("$ a  # howtrue: within=2s", "x") };
  const at = (ms: number): Said => ({ frames: [[0, "x"]], ms });
  assert.equal(await kept(text, { old: [at(5_000)], new: [at(100)] }), ["new"]);
  assert.equal(await kept(text, { old: [at(1_000)], new: [at(100)] }), ["x"]);
});

test("output that is long is compared as far as it is kept", async () => {
  const lines = (last: string): string =>
    `${Array.from({ length: 5_000 }, (_, i) => `line ${i}`).join("\r\n")}\r\n${last}\r\n`;
  const text = same(block("$ a", "line 0", "..."));
  const [one] = await kept(text, { old: [lines("end")], new: [lines("end")] });
  assert.match(one ?? "", "line 99|");
  assert.equal(await kept(text, { old: [lines("end")], new: [lines("other end")] }), ["new"]);
});

test.run();
