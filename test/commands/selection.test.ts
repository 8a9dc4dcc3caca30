import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Ended, folder, howtrue } from "./howtrue.ts";

const console = (...lines: string[]): string => ["```console", ...lines, "```", ""].join("\n");
const HOLDS = console("$ echo a", "a");
const FAILS = console("$ echo a", "b");

interface Context {
  path: string;
  /** Runs verify on the host, in the folder, with records of its own. */
  verify: (...args: string[]) => Promise<Ended>;
  remove: () => void;
}

const test = suite<Context>("what of the documents is verified");
test.before.each((context) => {
  const { path, remove } = folder({ "package.json": "{}" });
  const env = { XDG_STATE_HOME: join(path, ".state"), GITHUB_ACTIONS: undefined };
  const verify = (...args: string[]): Promise<Ended> => howtrue(["verify", "-m", "host", ...args], { cwd: path, env });
  Object.assign(context, { path, remove, verify });
});
test.after.each(({ remove }) => remove());

const put = (path: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
};
const documents = ({ stdout }: Ended): string[] =>
  [...stdout.matchAll(/^[✓✗!~] (\S+):/gm)].map(([, name]) => name ?? "");

test("FILE:LINE, as reports have it: the step at that line, after those before it", async ({ path, verify }) => {
  put(path, { "a.md": console("$ x=1", "wrong", "$ echo $x", "1", "$ false") });
  const { status, stdout } = await verify("-v", "a.md:4:3");
  assert.is(status, 0);
  assert.match(stdout, /^untested a\.md:2: x=1 .*\n {5}run for line 4, not compared$/m);
  assert.match(stdout, /^held a\.md:4: echo \$x/m);
  assert.match(stdout, /^untested a\.md:6: false\n {5}after line 4$/m);
});

test("a step that it needs and that fails is told", async ({ path, verify }) => {
  put(path, { "a.md": console("$ false", "$ echo on", "on") });
  const { status, stdout } = await verify("a.md:3");
  assert.is(status, 1);
  assert.match(stdout, "a.md:2:3: exit status 1, expected 0");
});

test("a file of that very name is itself, and a line behind the last step is a fault", async ({ path, verify }) => {
  put(path, { "a.md:2": HOLDS, "a.md": HOLDS });
  assert.is((await verify("--format", "markdown", "a.md:2")).status, 0);
  const { status, stdout } = await verify("a.md:9");
  assert.is(status, 2);
  assert.match(stdout, "a.md:9: error: there is no step at line 9, and none after it [no-such-step]");
  assert.match((await verify("a.md:0")).stdout, "a.md:0: error: there is no such file or folder [missing-file]");
});

test("--grep: titles of sections and commands, in all documents", async ({ path, verify }) => {
  put(path, { "a.md": HOLDS, "b.md": `# Set up\n\n${FAILS}# Check\n\n${HOLDS}` });
  const found = await verify("--grep", "^check$", ".");
  assert.equal([found.status, documents(found)], [0, ["b.md"]]);
  assert.equal(documents(await verify("-g", "echo a", ".")), ["a.md", "b.md"]);
  const none = await verify("-g", "nothing", ".");
  assert.is(none.status, 2);
  assert.match(none.stdout, "--grep: error: no section's title and no command matches nothing [nothing-selected]");
  assert.match((await verify("-g", "(")).stderr, "Write a regular expression: Invalid regular expression");
});

test("--last-failed: what did not hold the last time; all, where there is nothing", async ({ path, verify }) => {
  put(path, { "a.md": HOLDS, "b.md": FAILS, "c.md": "---\nhowtrue: {x: 1}\n---\n" + HOLDS });
  const first = await verify("--last-failed", ".");
  assert.match(first.stderr, "Of no document it is known that it failed last: all are verified.");
  const second = await verify("--last-failed", ".");
  assert.equal([second.stderr, documents(second)], ["", ["b.md"]]);
  assert.match(second.stdout, "c.md:");
  put(path, { "b.md": HOLDS, "c.md": HOLDS });
  await verify("--last-failed", ".");
  assert.equal(documents(await verify("--last-failed", ".")), ["a.md", "b.md", "c.md"]);
});

test("records: below XDG_STATE_HOME, for their user, without what was printed; a broken one is none", async ({
  path,
  verify,
}) => {
  put(path, { "a.md": console("$ echo very secret", "very secret") });
  await verify(".");
  const state = join(path, ".state", "howtrue");
  const [name = "", ...more] = readdirSync(state);
  assert.equal(more, []);
  const text = readFileSync(join(state, name), "utf8");
  assert.not.match(text, "secret");
  assert.match(text, '"a.md":{"runs":[{"status":"held"');
  writeFileSync(join(state, name), text.slice(0, 40));
  assert.equal([(await verify(".")).status, (await verify("--last-failed", ".")).status], [0, 0]);
});

test("where no record can be written, documents are verified all the same", async ({ path }) => {
  put(path, { "a.md": HOLDS });
  for (const XDG_STATE_HOME of ["/proc/nothing", join(path, "a.md")]) {
    const { status, stderr } = await howtrue(["verify", "-m", "host", "."], { cwd: path, env: { XDG_STATE_HOME } });
    assert.equal([status, stderr], [0, ""]);
  }
});

test("--changed: since the last commit, or since the branch left another; what a document needs counts", async ({
  path,
  verify,
}) => {
  const git = (...args: string[]): void => {
    const own = ["-C", path, "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
    execFileSync("git", [...own, ...args], { stdio: "ignore" });
  };
  put(path, {
    ...{ "a.md": HOLDS, "b.md": HOLDS, "c.rst": ".. include:: inc.rst\n", ".gitignore": ".state\n" },
    ...{ "inc.rst": "::\n\n  $ echo a\n  a\n", "d.md": `---\nhowtrue:\n  files: [data]\n---\n${HOLDS}`, data: "x" },
  });
  const outside = await verify("--changed", "--", ".");
  assert.equal([outside.status, /no-changes/.test(outside.stdout)], [2, true]);
  git("init");
  git("add", ".");
  git("commit", "-m", "x");
  const none = await verify("--changed", "--", ".");
  assert.equal([none.status, none.stdout, none.stderr], [0, "", "No document has changed.\n"]);
  put(path, { "b.md": `${HOLDS}\n`, "new é.md": HOLDS, "inc.rst": "::\n\n  $ echo b\n  b\n", data: "y" });
  const changed = await verify("--changed", "--", ".");
  assert.equal(
    documents(changed).toSorted(),
    ["b.md", "c.rst", "d.md", "inc.rst", "new"].filter((name) => name !== "new"),
    changed.stdout,
  );
  assert.match(changed.stdout, "✓ new é.md:");
  git("checkout", "-b", "branch");
  git("add", ".");
  git("commit", "-m", "y");
  assert.is((await verify("--changed", "--", ".")).stdout, "");
  assert.is(documents(await verify("--changed=main", ".")).length, 4);
  const unknown = await verify("--changed=--output=x", ".");
  assert.match(unknown.stdout, "--changed: error: git does not tell what has changed: fatal:");
  assert.not(readdirSync(path).includes("x"));
});

test("--retries: what holds then is flaky, and is reported as such", async ({ path, verify }) => {
  put(path, { "a.md": console(`$ echo x >> ${path}/count; wc -l < ${path}/count`, "2") });
  const { status, stdout } = await verify(
    "--retries",
    "2",
    "-r",
    "pretty",
    "-r",
    "json:r.json",
    "-r",
    "junit:r.xml",
    "a.md",
  );
  assert.is(status, 0);
  assert.match(stdout, /^↻ a\.md: 1 step failed in .*; it is run once more, at most 2 times$/m);
  assert.match(stdout, /^~ a\.md: flaky: held at attempt 2: 1 step held in /m);
  assert.match(stdout, /^1 document: 1 held \(1 flaky\) in /m);
  const report = JSON.parse(readFileSync(join(path, "r.json"), "utf8"));
  assert.equal(
    [report.summary.flaky, report.documents[0].attempts.length, report.documents[0].steps.length],
    [1, 1, 1],
  );
  assert.match(readFileSync(join(path, "r.xml"), "utf8"), "<system-out>attempt 1:\na.md:3:1: the output is not");
  const listed = await verify("--list-flaky");
  assert.equal([listed.status, listed.stdout], [0, "~ a.md: did not hold at once in 1 of 1 run\n"]);
});

test("--retries: what never holds fails, what is wrong with the text is not tried again", async ({ path, verify }) => {
  put(path, { "a.md": FAILS, "b.md": "---\nhowtrue: {x: 1}\n---\n" + HOLDS });
  const { status, stdout } = await verify("--retries", "1", ".");
  assert.is(status, 1);
  assert.equal(stdout.match(/^↻ \S+/gm), ["↻ a.md:"]);
  assert.match((await verify("--retries", "10")).stderr, "Write a number from 0 to 9.");
  assert.is((await verify("--list-flaky")).stdout, "No document is known to be flaky.\n");
});

test("a step that takes much longer than it does is noted", async ({ path, verify }) => {
  put(path, { "a.md": console(`$ [ ! -e ${path}/slow ] || sleep 1.3`) });
  for (let i = 0; i < 3; i++) await verify("a.md");
  put(path, { slow: "" });
  const { status, stdout } = await verify("-v", "a.md");
  assert.is(status, 0);
  assert.match(stdout, /^ {5}took 1\.\d s, and usually takes \d+ ms$/m);
});

test("--shard: each document in one of them, and merge-reports makes one report of all", async ({ path, verify }) => {
  put(path, { "a.md": HOLDS, "b.md": FAILS, "c.md": HOLDS + HOLDS, "d.md": HOLDS });
  const shards: string[][] = [];
  for (const k of [1, 2])
    shards.push(documents(await verify("--shard", `${k}/2`, "-r", "pretty", "-r", `json:${k}.json`, ".")));
  assert.equal(shards.flat().toSorted(), ["a.md", "b.md", "c.md", "d.md"]);
  assert.ok(shards.every((one) => one.length > 0));
  const env = { XDG_STATE_HOME: join(path, ".state"), GITHUB_ACTIONS: undefined };
  const merge = (...args: string[]): Promise<Ended> => howtrue(["merge-reports", ...args], { cwd: path, env });
  const merged = await merge("2.json", "1.json", "-r", "pretty", "-r", "junit:all.xml");
  assert.is(merged.status, 1);
  assert.equal(documents(merged), ["a.md", "b.md", "c.md", "d.md"]);
  assert.match(merged.stdout, "b.md:3:1: the output is not what the document shows\n  $ echo a\n");
  assert.match(merged.stdout, "4 documents: 3 held, 1 failed in ");
  assert.match(readFileSync(join(path, "all.xml"), "utf8"), 'tests="5" failures="1"');
  assert.equal(documents(await verify("--last-failed", ".")), ["b.md"], "merged reports are remembered");
  const missing = await merge("1.json");
  assert.equal([missing.status, missing.stdout], [2, ""]);
  assert.match(missing.stderr, "1.json: error: of 2 shards there is no report of 2 [missing-shard]");
  assert.match((await merge("none.json")).stderr, "none.json: error: there is no such file or folder");
  assert.match((await verify("--shard", "3/2")).stderr, "Write which one of how many: 2/5 is the second of five.");
});

test.run();
