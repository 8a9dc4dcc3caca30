import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Stamp } from "../../src/publish/edition.ts";
import { keepLast, runOf } from "../../src/publish/keep.ts";
import { readOf, type Said, shotsOf } from "./reading.ts";

/** What is published: of each step what it shows. */
async function kept(text: { old: string; new: string }, said: { old: (Said | string)[]; new: (Said | string)[] }) {
  const [before, now] = [await readOf(text.old), await readOf(text.new)];
  const [last, shots] = [await shotsOf(before, said.old), await shotsOf(now, said.new)];
  const all = keepLast(now.plan, shots, last);
  return all === shots ? "new" : all.map((shot) => shot.observation?.screen.lines.join("|"));
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
  assert.equal(await kept(text, { old: ["pid 1", "old"], new: ["process 2", "new"] }), "new");
});

test("one step that is new: all of that run is", async () => {
  const text = { old: block("$ a", "...", "$ b", "old"), new: block("$ a", "...", "$ b", "new") };
  assert.equal(await kept(text, { old: ["1", "old"], new: ["2", "new"] }), "new");
  const status = same(block("$ a", "...", "$ c  # howtrue: exit=any"));
  assert.equal(await kept(status, { old: ["1", { exit: 1 }], new: ["2", { exit: 2 }] }), "new");
  assert.equal(await kept(status, { old: ["1", { exit: 1 }], new: ["2", { exit: 1 }] }), ["1", ""]);
});

const ON: Pick<Stamp, "machine" | "suite"> = { machine: { kind: "guest", detail: "QEMU 7.2" }, suite: "bookworm" };

test("another command, order, session, host, machine or suite is another run; prose, claims and versions are none", async () => {
  const run = async (text: string, on = ON): Promise<string> => runOf((await readOf(text)).plan, on);
  const text = block("$ a", "...", "$ b", "...");
  const here = await run(text);
  for (const other of [
    block("$ x", "...", "$ b", "..."),
    block("$ b", "...", "$ a", "..."),
    block("$ c", "$ a", "...", "$ b", "..."),
    block("$ a", "...", "$ b  # howtrue: session=other", "..."),
    block("$ a", "...", "# b", "..."),
  ])
    assert.is.not(await run(other), here, other);
  assert.is.not(await run(text, { ...ON, machine: { kind: "host", detail: "" } }), here);
  assert.is.not(await run(text, { ...ON, suite: "trixie" }), here);
  assert.is(await run(`Prose.\n\n${block("$ a", "x ...", "$ b  # howtrue: within=2s", "y")}`), here);
  assert.is(await run(text, { ...ON, machine: { kind: "guest", detail: "QEMU 8" } }), here);
});

test("placeholders mean the same everywhere: all of it stays, or nothing does", async () => {
  const front = "---\nplaceholders: {id: int}\n---\n\n";
  const text = `${front}${block("$ a", "made <id>", "$ b", "has <id>", "$ c", "...")}`;
  assert.equal(await kept(same(text), { old: ["made 1", "has 1", "x"], new: ["made 2", "has 2", "y"] }), [
    "made 1",
    "has 1",
    "x",
  ]);
  const open = { old: `${front}${block("$ a", "made <id>", "$ b", "...", "$ c", "...")}`, new: text };
  assert.equal(await kept(open, { old: ["made 1", "has 3", "x"], new: ["made 2", "has 2", "y"] }), "new");
});

test("a time that is claimed must have been kept then, too", async () => {
  const text = { old: block("$ a", "x"), new: block("$ a  # howtrue: within=2s", "x") };
  const at = (ms: number): Said => ({ frames: [[0, "x"]], ms });
  assert.equal(await kept(text, { old: [at(5_000)], new: [at(100)] }), "new");
  assert.equal(await kept(text, { old: [at(1_000)], new: [at(100)] }), ["x"]);
});

test("output that is long is compared as far as it is kept", async () => {
  const lines = (last: string): string =>
    `${Array.from({ length: 5_000 }, (_, i) => `line ${i}`).join("\r\n")}\r\n${last}\r\n`;
  const text = same(block("$ a", "line 0", "..."));
  const [one] = await kept(text, { old: [lines("end")], new: [lines("end")] });
  assert.match(one ?? "", "line 99|");
  assert.equal(await kept(text, { old: [lines("end")], new: [lines("other end")] }), "new");
});

test.run();
