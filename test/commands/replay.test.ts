import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { howtrue } from "./howtrue.ts";
import { ownCache } from "./own-cache.ts";
import { endAll, type ReadsOptions, reads, type TestReader } from "./reader.ts";

/** Everything that a reader can do, against the howto of LVM snapshots in a guest. */
const HOWTO = resolve(import.meta.dirname, "../../howtos/lvm-snapshot.rst");
const LEAVE = "\x1d";
const CTRL_C = "\x03";
const CTRL_U = "\x15";

interface Context {
  path: string;
  env: Record<string, string>;
  checkpoints: string;
}

const test = suite<Context>("howtrue replay");
test.before((context) => {
  const path = mkdtempSync(join(tmpdir(), "test-replay-"));
  const { env, own } = ownCache(path);
  copyFileSync(HOWTO, join(path, "lvm.rst"));
  Object.assign(context, {
    path,
    env: { ...env, XDG_STATE_HOME: join(path, "state") },
    checkpoints: join(own, "checkpoints"),
  });
});
test.after(async ({ path }) => {
  await endAll();
  rmSync(path, { recursive: true });
});

function open({ path, env }: Context, args: readonly string[] = [], how: ReadsOptions = {}): TestReader {
  return reads([...args, "lvm.rst"], { cwd: path, ...how, env: { ...env, ...how.env } });
}

test("Enter runs a step; a shell, an edit, back and a skip; why; the next section; quit", async (context) => {
  const reader = open(context);
  const { sees, at, type, screen, ended } = reader;
  await sees("A disk from a file");
  await sees("1/58 [Enter] run [s]kip [n]ext [e]dit [w]hy [!] shell [q]uit [?] help");
  assert.match((await screen()).slice(0, 3).join(), "Undo an upgrade", "no line of the first page has scrolled off");
  type("\r");
  await sees("✓ as in the document");
  // Another command in the place of the document's.
  await sees("# truncate --size 96M disk.img");
  await at(2, "e");
  await sees("[Esc] leave");
  type(`${CTRL_U}truncate --size 64M disk.img\r`);
  await sees("• edited: not compared");
  await at(3, "!");
  await sees("in the shell of  # disk=$(losetup");
  await sees("root@howto:~# ");
  type("stat --format=%s disk.img; stty size; here=yes\r");
  await sees(/67108864\r*\n24 80\r*\n/);
  await sees("root@howto:~# ");
  type(LEAVE);
  await sees("You have left the shell");
  // Back: the machine has no such file any more, and the shell no such variable.
  await at(3, "b");
  await sees("↶ back: the machine is as it was before this step");
  await sees("# truncate --size 96M disk.img");
  await at(2, "!");
  await sees("root@howto:~# ");
  type("ls disk.img; echo here=$here.\r");
  await sees("No such file or directory");
  await sees(/here=\.\r*\n.*root@howto:~# /);
  type("\x04");
  await at(2, "s");
  await sees("– skipped");
  await at(3, "\r");
  await sees("✗ not what the document shows: exit status 1, expected 0");
  await sees("Steps before this were skipped or edited");
  await at(4, "w");
  await sees(/lvm\.rst:\d+, A disk from a file/);
  await sees("losetup: disk.img: failed to set up loop device");
  await at(4, "b");
  await at(3, "b");
  await sees("# truncate");
  await at(2, "\r");
  await at(3, "\r");
  await at(4, "\r");
  await sees("/dev/loop0");
  await sees("✓ as in the document");
  await at(5, "w");
  await sees("It shows 1 line of output, 1 of them left open with ...; the exit status is to be 0.");
  await sees(/line \d+: \/dev\/loop\.\.\.\r*\n {2}: 0/);
  await at(5, "n");
  await sees("Three layers");
  await at(6, "n");
  await sees("A site to ruin");
  await at(15, "q");
  await sees("Run it again to go on here.");
  assert.is((await ended).status, 0);
});

test("it goes on where it was left, with the machine as it was, and back from there", async (context) => {
  const { sees, at, type, ended } = open(context);
  await sees("You were at step 15 of 58. [Enter] go on there");
  type("\r");
  await sees("→ at step 15: the machine is as you left it");
  await at(15, "!");
  await sees("root@howto:~# ");
  type("findmnt --noheadings --output SOURCE /srv/site\r");
  await sees(/\r\/dev\/mapper\/shop-site|\n\/dev\/mapper\/shop-site/);
  type(LEAVE);
  await at(15, "b");
  await sees("↶ back: the machine is as it was before this step");
  await sees("# findmnt /srv/site");
  await at(14, "\r");
  await sees("✓ as in the document");
  await at(15, "q");
  assert.is((await ended).status, 0);
});

test("what changed in the document meanwhile is told, and it goes on before that", async (context) => {
  const file = join(context.path, "lvm.rst");
  writeFileSync(file, readFileSync(file, "utf8").replace("truncate --size 96M", "truncate --size=96M"));
  const { sees, at, type, ended } = open(context);
  await sees("You were at step 15 of 58.");
  type("\r");
  await sees("The document has changed since: step 2 is the first that is another one.");
  await sees("→ at step 2: ");
  await sees("# truncate --size=96M disk.img");
  await at(2, "q");
  assert.is((await ended).status, 0);
});

test("prose that is longer than the screen is shown page by page, also where the window changes meanwhile", async (context) => {
  const { sees, at, type, screen, resize, ended } = open(context, ["--fresh"], { rows: 10 });
  await sees("1/58 [Space] more");
  assert.match((await screen()).slice(0, 3).join(), "Undo an upgrade");
  type(" ");
  await sees("1/58 [Space] more");
  assert.match((await screen()).join(" "), "This howto builds a small site");
  await resize(50, 12);
  type(" ");
  await sees("A disk from a file");
  await sees("# cd");
  await at(1, "q");
  assert.is((await ended).status, 0);
  assert.ok((await screen()).every((line) => line.length <= 50));
});

test("--fresh begins anew; the window becomes smaller and larger in the middle", async (context) => {
  const reader = open(context, ["--fresh"], { cols: 100, rows: 30 });
  const { sees, at, type, screen, resize, ended } = reader;
  await sees("1/58 [Enter] run  [s]kip  [n]ext section  [e]dit  [w]hy  [!] shell  [q]uit  [?] help");
  await resize(40, 12);
  await sees("1/58 Enter s n e w ! q ?");
  const lines = await screen();
  assert.equal(lines.slice(-2), ["# cd", "1/58 Enter s n e w ! q ?"]);
  type("!");
  await sees("root@howto:~# ");
  type("stty size\r");
  await sees("12 40");
  await resize(50, 14);
  type("stty size\r");
  await sees("14 50");
  type(LEAVE);
  for (let step = 1; step <= 4; step++) await at(step, "\r");
  await sees("Do not choose a device name yourself");
  await at(5, "q");
  assert.is((await ended).status, 0);
  assert.ok((await screen()).every((line) => line.length <= 50));
});

test("--auto shows it all by itself, and leaves the place of who reads alone", async (context) => {
  const { sees, ended } = open(context, ["--auto", "--speed", "9999", "--delay", "1ms"]);
  await sees("[Space] go on by hand");
  const { status, text } = await ended;
  assert.match(text, "✓ The end: 58 steps, 58 as in the document.", text.replaceAll(/\r[^\n]*\r/g, ""));
  assert.is(status, 0);
  assert.not.match(text, "You were at");
  const reader = open(context);
  await reader.sees("You were at step 5 of 58.");
  reader.type("\r");
  await reader.sees("→ at step 5: the machine is as you left it");
  await reader.at(5, "q");
  assert.is((await reader.ended).status, 0);
});

test("a plain terminal: lines instead of keys, and nothing that moves a cursor or paints", async (context) => {
  const { sees, type, ended } = open(context, ["--fresh"], { env: { TERM: "dumb", NO_COLOR: "" } });
  await sees("1/58 [Enter] run");
  type("\n");
  await sees("✓ as in the document");
  await sees("2/58 ");
  type("e\n");
  await sees("Another command");
  type("truncate --size 96M \\\n");
  type("disk.img\n");
  await sees("• edited: not compared");
  await sees("3/58 ");
  type("b\n");
  await sees("↶ back");
  await sees("2/58 ");
  type("q\n");
  const { status, text } = await ended;
  assert.is(status, 0);
  assert.not.match(text, "\x1b");
});

test("at the end nothing is kept, and no machine is left", async ({ path, checkpoints }) => {
  writeFileSync(join(path, "two.md"), "```console\n# echo one\none\n# echo two\nthree\n```\n");
  const env = { XDG_CACHE_HOME: join(path, "cache"), XDG_STATE_HOME: join(path, "state") };
  mkdirSync(checkpoints, { recursive: true });
  const before = readdirSync(checkpoints).length;
  const { at, sees, type, ended } = reads(["two.md"], { cwd: path, env });
  await at(1, "\r");
  await at(2, "\r");
  await sees("✗ The end: 2 steps, 1 as in the document, 1 not.");
  type("q");
  assert.is((await ended).status, 1);
  assert.is(readdirSync(checkpoints).length, before);
  assert.equal(
    readdirSync(join(path, "cache/howtrue/runs")).filter((name) => name.includes(String(process.pid))),
    [],
  );
});

test("Ctrl-C between two steps ends it", async (context) => {
  const reader = open(context, ["--fresh"]);
  await reader.at(1, CTRL_C);
  assert.is((await reader.ended).status, 130);
});

test("without a terminal, or with a document on the standard input", async ({ path }) => {
  const { status, stdout, stderr } = await howtrue(["replay", "lvm.rst"], { cwd: path });
  const hint = "run it where you can type, its input and its output not redirected; howtrue verify needs none";
  assert.equal([status, stdout], [2, ""]);
  assert.is(stderr, `howtrue: error: replay needs a terminal [no-terminal]\n  ${hint}\n`);
  const input = await howtrue(["replay", "--format", "markdown", "-"], { input: "" });
  const what = "replay needs a terminal, and the standard input is a document";
  assert.is(input.stderr, `howtrue: error: ${what} [no-terminal]\n  name a file\n`);
});

test.run();
