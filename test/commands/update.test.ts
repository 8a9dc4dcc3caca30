import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";
import { onTerminal } from "./terminal.ts";

const OLD = "# Hello\n\n```console\n$ echo hello\nhallo\n$ false\n$ echo $((1 + 1))\n2\n$ echo more\n```\n";
const NEW = OLD.replace("hallo", "hello").replace("$ false", "$ false  # howtrue: exit=1");
const DIFF = [
  ...["--- a.md", "+++ a.md", "@@ -3,6 +3,6 @@", " ```console", " $ echo hello"],
  ...["-hallo", "-$ false", "+hello", "+$ false  # howtrue: exit=1", " $ echo $((1 + 1))", " 2"],
];

const test = suite<{ path: string; remove: () => void }>("howtrue update");
test.before.each((context) => {
  Object.assign(context, folder({ "a.md": OLD, "holds.md": NEW, "asks.md": "```console\n$ read -p 'Who? ' x\n```\n" }));
});
test.after.each(({ remove }) => remove());

const update = (path: string, ...args: string[]) => howtrue(["update", "--machine", "host", ...args], { cwd: path });
const read = (path: string, name = "a.md") => readFileSync(join(path, name), "utf8");

test("--yes writes what is observed, and only that; then there is nothing to change", async ({ path }) => {
  const before = statSync(join(path, "a.md")).mode;
  const first = await update(path, "--yes", "a.md");
  assert.equal([first.status, first.stderr, read(path)], [0, "", NEW]);
  assert.equal(first.stdout.split("\n"), [...DIFF, "1 document updated", ""]);
  assert.is(statSync(join(path, "a.md")).mode, before);
  const second = await update(path, "--yes", "a.md");
  assert.equal([second.status, second.stdout, read(path)], [0, "a.md: nothing to change\n", NEW]);
  assert.is((await howtrue(["verify", "--machine", "host", "a.md"], { cwd: path })).status, 0);
});

test("--dry-run only shows, and so does a run that nobody watches", async ({ path }) => {
  const dry = await update(path, "--dry-run", "a.md");
  assert.equal([dry.status, read(path)], [1, OLD]);
  assert.equal(dry.stdout.split("\n"), [...DIFF, "1 document left as it is", ""]);
  const unwatched = await update(path, "a.md", "holds.md");
  assert.equal([unwatched.status, read(path)], [1, OLD]);
  assert.equal(unwatched.stdout.split("\n").slice(-3), [
    "holds.md: nothing to change",
    "1 document left as it is: say --yes to write, or --dry-run to look",
    "",
  ]);
});

test("--fill shows what the document does not, --runs leaves open what differs", async ({ path }) => {
  writeFileSync(join(path, "a.md"), "    $ echo $$ is it\n    $ echo one\n");
  const { status } = await update(path, "--yes", "--fill", "--runs", "2", "a.md");
  assert.equal([status, read(path)], [0, "    $ echo $$ is it\n    ... is it\n    $ echo one\n    one\n"]);
});

test("a folder that may not be written to is told to be that", async () => {
  const { path, remove } = folder({ "a.md": OLD });
  chmodSync(path, 0o555);
  const by = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all"] : [];
  const { status, stderr } = await howtrue(["update", "--machine", "host", "--yes", "a.md"], { cwd: path, by });
  chmodSync(path, 0o755);
  assert.is(status, 2);
  assert.is(
    stderr,
    "a.md: error: the new text cannot be written: the file or its folder may not be written to [unwritable-file]\n" +
      "  look at the permissions of the file and of its folder (ls -ld)\n",
  );
  remove();
});

test("the second of two runs is not in the first one's second: what is made of the time is left open", async ({
  path,
}) => {
  writeFileSync(join(path, "a.md"), "    $ date +%s\n    1\n    $ date\n    1\n");
  const { status } = await update(path, "--yes", "--runs", "2", "a.md");
  assert.equal([status, read(path)], [0, "    $ date +%s\n    ...\n    $ date\n    ...\n"]);
});

test("what could be run only after something else was mended is mended too", async ({ path }) => {
  const text = (word: string, last: string): string =>
    `---\nhowtrue: {placeholders: {id: int}}\n---\n\n    $ echo id 7 made\n    id <id> ${word}\n    $ echo the number <id> is more\n    ${last}\n`;
  writeFileSync(join(path, "a.md"), text("created", "the number <id> is less"));
  const { status } = await update(path, "--yes", "a.md");
  assert.equal([status, read(path)], [0, text("made", "the number <id> is more")]);
});

test("what cannot be made to hold is said", async ({ path }) => {
  const { status, stdout, stderr } = await update(path, "--yes", "asks.md");
  assert.equal([status, stdout], [1, "asks.md: nothing to change\n"]);
  assert.is(
    stderr,
    "asks.md:2:3: warning: this step is left as it is: it asks what the document does not answer [not-updated]\n" +
      "  change it by hand\n",
  );
});

test("a person is asked, and everything is run twice", async ({ path }) => {
  const when = "Write this to a.md? yes, no, all [n/y/a] ";
  const asked = async (keys: string) => {
    writeFileSync(join(path, "a.md"), "    $ echo $$ is it\n    1 is it\n");
    const { status, text } = await onTerminal(["update", "--machine", "host", "a.md"], { cwd: path }, { when, keys });
    return [status, read(path), text.includes("1 document updated")];
  };
  const [old, next] = ["    $ echo $$ is it\n    1 is it\n", "    $ echo $$ is it\n    ... is it\n"];
  assert.equal(await asked("yes\r"), [0, next, true]);
  assert.equal(await asked("a\r"), [0, next, true]);
  assert.equal(await asked("\r"), [1, old, false]);
  assert.equal(await asked("no\r"), [1, old, false]);
  assert.equal(await asked("\x03"), [130, old, false]);
});

test("of the standard input the new text is printed", async ({ path }) => {
  const args = ["update", "--machine", "host", "--format", "markdown", "-"];
  const { status, stdout } = await howtrue(args, { cwd: path, input: OLD });
  assert.equal([status, stdout], [0, NEW]);
});

test("a document that cannot be run, or has changed meanwhile, is left as it is", async ({ path }) => {
  const missing = await update(path, "--yes", "none.md", "a.md");
  assert.is(missing.status, 2);
  assert.match(missing.stderr, "none.md: error: there is no such file or folder [missing-file]");
  assert.is(read(path), NEW);
  const changing = `    $ echo changed >> ${join(path, "b.md")}\n    $ echo 1\n    2\n`;
  writeFileSync(join(path, "b.md"), changing);
  const changed = await update(path, "--yes", "b.md");
  assert.is(changed.status, 2);
  assert.match(
    changed.stderr,
    "b.md: error: the file is not what it was when it was read: it is left as it is [changed-meanwhile]",
  );
  assert.is(read(path, "b.md"), `${changing}changed\n`);
});

test.run();
