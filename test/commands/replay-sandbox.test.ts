import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fence } from "../plan/read.ts";
import { howtrue } from "./howtrue.ts";
import { endAll, type ReadsOptions, reads, type TestReader } from "./reader.ts";

/** What a reader meets in documents that need no guest. */
interface Context {
  path: string;
  /** Reads a document of these lines. */
  open: (lines: readonly string[], how?: ReadsOptions & { readonly flags?: readonly string[] }) => TestReader;
}

const CTRL_C = "\x03";
const DOWN = "\x1b[B";
const test = suite<Context>("howtrue replay in a sandbox");
test.before((context) => {
  const path = mkdtempSync(join(tmpdir(), "test-replay-"));
  let count = 0;
  context.path = path;
  context.open = (lines, { flags = ["--machine", "sandbox"], env, ...how } = {}) => {
    const file = lines.length > 0 ? `${++count}.md` : `${count}.md`;
    if (lines.length > 0) writeFileSync(join(path, file), fence("console", ...lines));
    return reads([...flags, file], { cwd: path, ...how, env: { XDG_STATE_HOME: join(path, "state"), ...env } });
  };
});
test.after(async ({ path }) => {
  await endAll();
  rmSync(path, { recursive: true });
});

test("Ctrl-C ends the step that runs, and nothing else; going back is said", async ({ open }) => {
  const { sees, at, type, ended } = open(["$ cd /tmp", "$ x=$(date +%s%N)", "$ echo begun; sleep 50", "$ touch last"]);
  await at(1, "\r");
  await at(2, "\r");
  await at(3, "\r");
  await sees("begun");
  await sees("3/4 running");
  type(CTRL_C);
  await sees("• interrupted");
  await at(3, "s");
  await sees("– skipped");
  await at(4, "b");
  await sees("↶ back: on a new machine; 2 steps were run again");
  await at(3, "b");
  await sees("↶ back: on a new machine; 1 step was run again");
  await at(2, "q");
  await sees("Run it again to go on here.");
  assert.is((await ended).status, 0);
});

test("what a program asks is answered as the document shows it, or by the reader, who is not asked again", async ({
  open,
}) => {
  const asks = ['$ read -p "Name: " name', "Name: Ann", "$ echo $name", "Ann", '$ read -p "Age: " age', "$ echo $age"];
  const { sees, at, type, ended } = open([...asks, "17"]);
  await at(1, "\r");
  await sees("Name: Ann");
  await sees("✓ as in the document");
  await at(2, "b");
  await at(1, "a");
  await sees("What programs ask, you answer from now on");
  type("\r");
  await sees("This question is yours");
  await sees("Name: ");
  type("Bob\r");
  await sees("• answered by you: not compared");
  await at(2, "\r");
  await sees("- Ann");
  await sees("+ Bob");
  await at(3, "\r");
  await sees("This question is yours");
  type("16\r");
  await sees("✓ as in the document");
  await at(4, "b");
  await sees("↶ back: on a new machine; 2 steps were run again");
  await at(3, "\r");
  await sees("This question is yours");
  type("17\r");
  await at(4, "\r");
  await sees("The end: 4 steps, 2 as in the document, 1 not.");
  type("q");
  assert.is((await ended).status, 1);
});

test("a command of several lines is edited in its place", async ({ open }) => {
  const { sees, at, type, ended } = open(["$ for i in 1 2", "> do echo $i", "> done", "1", "2"]);
  await at(1, "e");
  await sees("[Esc] leave");
  type("\x1b[A\x1b[A\x01");
  type(`for j in 3; do :\ndone;\n${DOWN}${DOWN}`);
  type("\x05; echo end");
  await sees("; echo end");
  type("\r");
  await sees(/edited:\r\nfor j in 3; do :\r\ndone;\r\nfor i in 1 2\r\ndo echo \$i\r\ndone; echo end\r\n/);
  await sees(/1\r\n2\r\nend\r\n• edited: not compared/);
  type("q");
  assert.is((await ended).status, 0);
  const left = open(["$ echo a"]);
  await left.at(1, "\x1b[200~q\rq\x1b[201~e");
  await left.sees("[Esc] leave");
  left.type("\x1b[200~; echo b\r");
  left.type("echo c\x1b[20");
  left.type("1~");
  await left.sees(/> echo c/);
  left.type("xyz\x1b");
  await left.sees("The command is left as the document has it.");
  await left.at(1, "q");
});

test("what is typed ahead or pasted at once is no command but its first key; in the editor it is drawn once", async ({
  open,
}) => {
  const { at, sees, type, sent, ended } = open(["$ echo 1"]);
  await at(1, "\x1b[20");
  type("0~echo seq\r\x1b[201~");
  await sees("What is pasted does nothing here");
  type("echo seq\r");
  await sees("[Esc] leave");
  type(`${"x".repeat(3_000)}END`);
  await sees("END");
  assert.ok(sent().split("[Esc] leave").length < 30);
  type("\x1b");
  await sees("The command is left as the document has it.");
  await at(1, "q");
  assert.not.match((await ended).text, "edited:");
});

test("at a plain terminal a letter counts, or the whole word", async ({ open }) => {
  const { sees, type, ended } = open(["$ echo 1", "$ echo 2"], { env: { TERM: "dumb" } });
  await sees("1/2 ");
  type("nonsense\n");
  await sees("Type one of the letters, or the whole word, and Enter");
  await sees("1/2 ");
  type("skip\n");
  await sees("– skipped");
  await sees("2/2 ");
  type("q\n");
  assert.is((await ended).status, 0);
});

test("what a step prints is shown as it comes, with its colours and without what acts on a terminal", async ({
  open,
}) => {
  const paints = [
    "$ printf '\\e[31mred\\e[0m\\e]0;title\\a\\e[2J\\e[6n\\r\\nnext\\e[?1049h'; sleep 0.5; echo",
    "$ true",
  ];
  const coloured = open(paints, { env: { NO_COLOR: "" } });
  await coloured.at(1, "\r");
  await coloured.sees("\x1b[31mred\x1b[0m"); // a terminal's lines come one by one: ours may be drawn in between
  await coloured.sees(/(?<!\[)next/);
  await coloured.at(2, "q");
  const { text } = await coloured.ended;
  for (const bad of ["\x1b]0;", "\x1b[2J", "\x1b[6n", "\x1b[?1049h"]) assert.not.match(text, bad);
  assert.match(text, "(It moved about on the screen. What is left of it:)");
  const plain = open(paints);
  await plain.at(1, "\r");
  await plain.sees(/red\r*\n/);
  await plain.sees(/(?<!\[)next/);
  await plain.at(2, "q");
});

test("the terminal is closed: the place is kept, and nothing is left running", async ({ open, path }) => {
  const { pid, at, sees, ended } = open(["$ cd /tmp", "$ echo here; sleep 60", "$ true"]);
  await at(1, "\r");
  await at(2, "\r");
  await sees("here");
  process.kill(pid, "SIGHUP");
  assert.is((await ended).status, 129);
  const again = open([]);
  await again.sees("You were at step 2 of 3. [Enter] go on there");
  again.type("f");
  await again.at(1, "\r");
  await again.at(2, "s");
  await again.at(3, "\r");
  await again.sees("The end: 3 steps, 2 as in the document, 1 skipped.");
  again.type("q");
  assert.is((await again.ended).status, 0);
  assert.equal(
    readdirSync(join(path, "state/howtrue/replay")).filter((name) => name.includes("draft")),
    [],
  );
  const last = open([]);
  await last.at(1, "q");
  assert.not.match((await last.ended).text, "You were at");
});

test("on the reader's own machine nothing is run twice: there is no going back, and whoever comes back runs nothing", async ({
  open,
  path,
}) => {
  const file = join(path, "twice");
  const flags = ["--machine", "host"];
  const first = open([`$ echo once >>${file}`, `$ echo ran >>${file}`, "$ true"], { flags });
  await first.sees("1/3 [Enter] run [s]kip [n]ext");
  first.type("\r");
  await first.at(2, "b");
  await first.sees("This machine is your own: what a step did to it stays, and there is no going back.");
  first.type("q");
  assert.is((await first.ended).status, 0);
  const again = open([], { flags });
  await again.sees("You were at step 2 of 3.");
  again.type("\r");
  await again.sees("→ at step 2: nothing was run, and the shells are new");
  await again.at(2, "w");
  await again.sees("It was run before you left.");
  await again.at(2, "q");
  assert.is((await again.ended).status, 0);
  assert.is(readFileSync(file, "utf8"), "once\n");
});

test("whoever waits for steps to be run again may interrupt that, or quit and keep the place", async ({ open }) => {
  const first = open(["$ true", "$ sleep 60", "$ true", "$ true"]);
  await first.at(1, "\r");
  await first.at(2, "e");
  await first.sees("[Esc] leave");
  first.type("\x15sleep 2\r");
  await first.sees("edited: not compared");
  await first.at(3, "\r");
  await first.at(4, "q");
  await first.ended;
  const quits = open([]);
  await quits.sees("You were at step 4 of 4.");
  quits.type("\r");
  await quits.sees("running again (2 of 3 steps)");
  quits.type("q");
  assert.is((await quits.ended).status, 0);
  const kept = open([]);
  await kept.sees("You were at step 4 of 4.");
  kept.type("q");
  const { sees, type, at, ended } = open([], { flags: ["--machine", "sandbox", "--from", "5"] });
  await sees("running again (2 of 3 steps)");
  type(CTRL_C);
  await sees("→ at step 2: 1 step was run for that, on a new machine");
  await at(2, "q");
  assert.is((await ended).status, 0);
});

test("of two replays of one document the later one keeps its place and says so; the end leaves the other's alone", async ({
  open,
}) => {
  const readers = [open(["$ true", "$ true", "$ true"]), open([]), open([])] as const;
  for (const { at } of readers) await at(1, "\r");
  const [first, second, third] = readers;
  await first.at(2, "\r");
  await first.at(3, "q");
  await first.ended;
  await second.at(2, "q");
  await second.sees("Another replay of this document was left at step 3: this place is kept instead.");
  await second.ended;
  await third.at(2, "\r");
  await third.at(3, "\r");
  await third.sees("The end: 3 steps");
  third.type("q");
  await third.ended;
  const last = open([]);
  await last.sees("You were at step 2 of 3.");
  last.type("q");
  assert.is((await last.ended).status, 0);
});

test("cleanup runs when the reader leaves in the middle", async ({ open, path }) => {
  const file = join(path, "cleaned");
  const host = { flags: ["--machine", "host"] };
  const { sees, at, ended } = open(["$ echo one", "$ echo two", `$ echo cleaned >${file} # howtrue: cleanup`], host);
  await sees("The steps run on this machine itself, with no protection.");
  await at(1, "\r");
  await at(2, "q");
  await sees("cleanup:");
  assert.is((await ended).status, 0);
  assert.ok(existsSync(file));
  assert.is(readFileSync(file, "utf8"), "cleaned\n");
});

test("what was left running is compared at the end", async ({ open }) => {
  const { sees, at, type, ended } = open(["$ echo other; sleep 60 # howtrue: background", "this", "$ true"]);
  await at(1, "\r");
  await sees("• left running in the background; it is compared in the end");
  await at(2, "\r");
  await sees("[q]uit  [b]ack");
  type("q");
  await sees("in the background:");
  await sees("- this");
  assert.is((await ended).status, 1);
});

test("--from LINE runs what is before it at once", async ({ open }) => {
  const lines = ["$ cd /tmp; x=5", "$ echo $x", "5", "$ echo last"];
  const { sees, at, ended } = open(lines, { flags: ["--machine", "sandbox", "--from", "3"] });
  await sees("→ at step 2: 1 step was run for that, on a new machine");
  await at(2, "\r");
  await sees("✓ as in the document");
  await at(3, "q");
  assert.is((await ended).status, 0);
});

test("what cannot be read or run is told, and no machine is started", async ({ open, path }) => {
  const { ended } = open(["$ echo a # howtrue: exit=x"]);
  const { status, text } = await ended;
  assert.is(status, 2);
  assert.match(text, "[bad-value]");
  const folder = reads(["."], { cwd: path });
  const several = await folder.ended;
  assert.is(several.status, 2);
  assert.match(several.text.replaceAll("\r\n", "\n"), SEVERAL);
  const missing = await howtrue(["replay", "--speed", "x", "a.md"], { cwd: path });
  assert.match(missing.stderr, "Write a number from 1 to 9999.");
  const line = open(["$ echo a"], { flags: ["--from", "77"] });
  assert.match((await line.ended).text, "--from names a line after the last step [no-such-step]");
});

test("why there is no machine is told at once, without a key", async ({ open }) => {
  const { sees, ended } = open(["$ echo a"], { env: { PATH: "/nonexistent" } });
  await sees("error: the sandbox needs what is not on this machine: bwrap [missing-programs]");
  assert.is((await ended).status, 2);
});

const SEVERAL = `.: error: replay follows one document, and there are several below this folder [several-documents]
  name one; howtrue list shows them
`;

test.run();
