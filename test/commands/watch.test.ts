import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, type Started, startHowtrue, withoutTimes } from "./howtrue.ts";
import { typist } from "./terminal.ts";

interface Context {
  path: string;
  remove: () => void;
  write: (name: string, text: string) => void;
}

const test = suite<Context>("--watch");
const fence = (...lines: string[]): string => ["```console", ...lines, "```", ""].join("\n");

test.before.each((context) => {
  const { path, remove } = folder({ "a.md": fence("$ echo a", "a"), "b.md": fence("$ echo b", "b") });
  Object.assign(context, {
    path,
    remove,
    write: (name: string, text: string) => writeFileSync(join(path, name), text),
  });
});
test.after.each(({ remove }) => remove());

const watch = (path: string, ...args: string[]): Started =>
  startHowtrue(["verify", "--watch", "--machine", "host", ...args], { cwd: path, input: null });
test("only what has changed is verified, and a folder's new documents", async ({ path, write }) => {
  const { child, ended, saw } = watch(path);
  await saw("Watching 2 documents (2 held). Ctrl-C ends it.");
  write("a.md", fence("$ echo c", "c"));
  await saw("1 document: 1 held");
  write("new.md", fence("$ false"));
  await saw("1 document: 1 failed");
  rmSync(join(path, "new.md"));
  child.kill("SIGINT");
  const { status, stdout, stderr } = await ended;
  assert.is(status, 130);
  assert.not.match(stderr, "Stopping");
  const T = "1 step held in T (host: H)";
  assert.equal(withoutTimes(stdout).split("\n"), [
    `✓ a.md: ${T}`,
    `✓ b.md: ${T}`,
    "2 documents: 2 held in T",
    `✓ a.md: ${T}`,
    "1 document: 1 held in T",
    "new.md:2:3: exit status 1, expected 0",
    "  $ false",
    "  (it printed nothing)",
    "",
    "✗ new.md: 1 step failed in T (host: H)",
    "1 document: 1 failed in T",
    "",
  ]);
});

test("where only the output shown has changed, what was observed is judged again, and that is said", async ({
  path,
  write,
}) => {
  const count = join(path, "count.txt");
  write("a.md", fence(`$ echo run >> ${count}; echo a`, "a"));
  const { child, ended, saw, times } = watch(path, "a.md");
  await saw("(1 held)");
  write("a.md", fence(`$ echo run >> ${count}; echo a`, "b"));
  await saw("(1 failed)");
  write("a.md", fence(`$ echo run >> ${count}; echo a`, "..."));
  await times("(1 held)", 2);
  child.kill("SIGTERM");
  const { status, stdout } = await ended;
  assert.is(status, 143);
  assert.match(stdout, /✗ a\.md: 1 step failed in \d+ ms \(host: .*\); judged again: it ran at \d\d:\d\d\n/);
  assert.is(execFileSync("wc", ["-l", count], { encoding: "utf8" }).split(" ")[0], "1");
});

test("an included file, a file that it needs, and the project's settings", async ({ path, write }) => {
  write("howtrue.config.yaml", "env: {SAID: one}\nfiles: [data]\n");
  write("part.txt", "text\n");
  mkdirSync(join(path, "data"));
  write("data/in.txt", "data\n");
  write("a.rst", "A\n=\n\n.. include:: part.txt\n\n::\n\n    $ echo $SAID; cat data/in.txt\n");
  const { child, ended, times } = watch(path, "-v", "a.rst");
  await times("(1 held)", 1);
  write("part.txt", "::\n\n    $ echo included\n");
  await times("(1 held)", 2);
  write("data/in.txt", "other\n");
  await times("(1 held)", 3);
  write("howtrue.config.yaml", "env: {SAID: two}\nmachine: moon\n");
  await times("howtrue.config.yaml:2:", 1);
  child.kill("SIGINT");
  const { stdout } = await ended;
  assert.match(stdout, "part.txt:3: echo included");
  assert.is(stdout.split("\n").filter((line) => line.startsWith("1 document: ")).length, 4, stdout);
});

test("a run whose document changes is stopped, its cleanup runs, and it is run again", async ({ path, write }) => {
  const cleaned = join(path, "cleaned");
  write("a.md", fence("$ echo begun", "$ sleep 100", `$ echo cleaned > ${cleaned} # howtrue: cleanup`));
  const { child, ended, saw } = watch(path, "-v", "a.md");
  await saw("held a.md:2: echo begun");
  write("a.md", fence("$ echo again"));
  await saw("a.md has changed while it ran: it is stopped, and run again.");
  await saw("held a.md:2: echo again");
  await saw("(1 held)");
  child.kill("SIGINT");
  const { stdout } = await ended;
  assert.is(execFileSync("cat", [cleaned], { encoding: "utf8" }), "cleaned\n");
  assert.not.match(stdout, "interrupted");
});

test("Ctrl-C while it runs: cleanup runs", async ({ path, write }) => {
  write("a.md", fence("$ echo begun", "$ sleep 100", "$ echo x # howtrue: cleanup"));
  const { child, ended, saw } = watch(path, "-v", "a.md");
  await saw("held a.md:2");
  child.kill("SIGINT");
  const { status, stdout, stderr } = await ended;
  assert.is(status, 130);
  assert.match(stderr, "Stopping: the running step is interrupted, cleanup runs.");
  assert.match(stdout, "ran for cleanup: exit 0");
});

test("a document that is not there is waited for; one that goes is missed", async ({ path, write }) => {
  const { child, ended, saw } = watch(path, "later.md");
  await saw("later.md: error: there is no such file or folder [missing-file]");
  await saw("Watching 0 documents");
  write("later.md~", fence("$ echo there", "there"));
  renameSync(join(path, "later.md~"), join(path, "later.md"));
  await saw("(1 held)");
  child.kill("SIGINT");
  assert.match((await ended).stdout, "✓ later.md: 1 step held");
});

test("each report of --reporter json is whole", async ({ path, write }) => {
  const { child, ended, saw } = watch(path, "--reporter", "json", "a.md");
  await saw("(1 held)");
  write("a.md", fence("$ echo a", "b"));
  await saw("(1 failed)");
  child.kill("SIGINT");
  const [first, second] = (await ended).stdout
    .split(/(?<=\n})\n/)
    .map((text) => text.trim())
    .filter(Boolean);
  assert.is(JSON.parse(first!).summary.held, 1);
  assert.match(JSON.parse(second!).documents[0].observed, /^\d{4}-\d\d-\d\dT.*Z$/);
});

test("the standard input is refused", async () => {
  const { status, stderr } = await howtrue(["verify", "--watch", "--format", "markdown", "-"], { input: "" });
  assert.is(status, 2);
  const what = "the standard input cannot be watched: it does not change [not-watched]";
  assert.is(stderr, `howtrue: error: ${what}\n  name files or folders\n`);
});

test("on a terminal: keys, a clear screen between reports, and the status of what is known at q", async ({
  path,
  write,
}) => {
  const { saw, type, ended } = typist(["verify", "--watch", "--machine", "host", "."], { cwd: path });
  const first = await saw("quits");
  assert.not.match(first, "\x1b[J");
  assert.match(first.replaceAll(/\x1b\[[\d;]*m/g, ""), "Watching 2 documents (2 held). Enter runs all, q quits");
  type("\r");
  assert.match(await saw("2 documents:"), /\n\x1b\[H\x1b\[J/);
  await saw("quits");
  write("a.md", fence("$ echo a", "b"));
  await saw("judged again");
  const status = (await saw("quits")).replaceAll(/\x1b\[[\d;]*m/g, "");
  assert.match(status, "(1 held, 1 failed). Enter runs all, f what failed, s a shell at the failure, q quits");
  type("f");
  const again = await saw("quits");
  assert.match(again, "1 document: ");
  assert.not.match(again, "judged again", "it was asked for");
  type("q");
  const { status: exit, text } = await ended;
  assert.is(exit, 1);
  assert.not.match(text, "\x1b[3J", "what was before can be scrolled back to");
});

test("s: a shell at the failure; then the next change", async ({ path, write }) => {
  write("a.md", fence("$ cd /tmp; x=blue", "$ false"));
  const { saw, type, ended } = typist(["verify", "--watch", "--machine", "sandbox", "a.md"], { cwd: path });
  await saw("quits");
  type("s");
  await saw("after the step that failed");
  await saw("reader@howto:/tmp$ ");
  type("echo $x; false # q\r");
  await saw(/\rblue\r*\n/);
  await saw("reader@howto:/tmp$ ");
  write("a.md", fence("$ true"));
  await new Promise((done) => setTimeout(done, 200));
  type("echo still $x\r"); // who is at the shell may save what they have found
  await saw(/\rstill blue\r*\n/);
  await saw("reader@howto:/tmp$ ");
  type("\x04");
  await saw("You have left the shell: cleanup runs.");
  await saw("1 held");
  await saw("quits");
  type("\x03");
  assert.is((await ended).status, 130);
});

for (const [name, { key, says, expected }] of [
  ["Ctrl-C", { key: "\x03", says: "Stopping: ", expected: 130 }],
  ["q", { key: "q", says: "Quitting: ", expected: 2 }],
] as const) {
  test(`${name} on a terminal while it runs: the step is interrupted, and cleanup runs`, async ({ path, write }) => {
    write("a.md", fence("$ echo begun", "$ sleep 100", "$ echo x # howtrue: cleanup"));
    const { saw, type, ended } = typist(["verify", "--watch", "-v", "--machine", "host", "a.md"], { cwd: path });
    await saw("begun");
    await saw("sleep 100");
    type(key);
    await saw(`${says}the running step is interrupted, cleanup runs.`);
    await saw("ran for cleanup: exit 0");
    assert.is((await ended).status, expected);
  });
}

test("nothing is left behind", async ({ path }) => {
  const { child, ended, saw } = watch(path);
  await saw("(2 held)");
  const { stdout: below } = spawnSync("ps", ["-o", "args=", "--ppid", String(child.pid)], { encoding: "utf8" });
  assert.is(below, "", "nothing runs while it waits");
  child.kill("SIGINT");
  assert.is((await ended).status, 130);
});

test.run();
