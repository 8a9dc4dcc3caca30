import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";

const FAILS = "# Hello\n\n```console\n$ echo ::error::hello\nhallo\n$ echo on\non\n```\n";
const VERIFY = ["verify", "--machine", "host", "fails.md"];

const test = suite<{ path: string; remove: () => void }>("howtrue verify --reporter");
test.before((context) => void Object.assign(context, folder({ "fails.md": FAILS, "sub/.keep": "" })));
test.after(({ remove }) => remove());
const read = (path: string, name: string): string => readFileSync(join(path, name), "utf8");

test("several at once: files, made with their folders, and pretty where nothing else is for the terminal", async ({
  path,
}) => {
  const files = [
    "junit:out/new/junit.xml",
    "json:out/report.json",
    "tap:out/a.tap",
    "sarif:out/a.sarif",
    "dot:out/dot",
  ];
  const args = [...VERIFY, ...files.flatMap((one) => ["-r", one])];
  const { status, stdout, stderr } = await howtrue(args, { cwd: path, env: { GITHUB_ACTIONS: undefined } });
  assert.equal([status, stderr], [1, ""]);
  assert.match(stdout, /^fails\.md:5:1: the output is not what the document shows/);
  assert.match(read(path, "out/new/junit.xml"), '<testsuites name="howtrue" tests="2" failures="1"');
  assert.is(JSON.parse(read(path, "out/report.json")).summary.failed, 1);
  assert.match(read(path, "out/a.tap"), "not ok 1 - fails.md");
  assert.is(JSON.parse(read(path, "out/a.sarif")).runs[0].results.length, 1);
  assert.match(read(path, "out/dot"), /^F\.\n\n/);
  assert.equal(readdirSync(join(path, "out")).toSorted(), ["a.sarif", "a.tap", "dot", "new", "report.json"]);
});

test("github: annotations at the end, a summary in its file; what documents print is no command", async ({ path }) => {
  writeFileSync(join(path, "summary.md"), "before\n");
  const env = { GITHUB_STEP_SUMMARY: join(path, "summary.md"), GITHUB_WORKSPACE: join(path, "..") };
  const { stdout } = await howtrue([...VERIFY, "--reporter", "github"], { cwd: path, env });
  const lines = stdout.trimEnd().split("\n");
  const [, token] = /^::stop-commands::([\w-]{36})$/.exec(lines[0]!) ?? [];
  const end = lines.indexOf(`::${token}::`);
  assert.ok(end > 0);
  assert.ok(lines.findIndex((line) => line.includes("::error::hello")) < end);
  assert.match(lines.slice(end + 1).join("\n"), /^::error file=test-howtrue-\w+\/fails\.md,line=5,col=1,title=[^\n]*$/);
  assert.match(read(path, "summary.md"), /^before\n### howtrue: 1 document: 0 held, 1 failed/);
});

test("on GitHub's runner the report for people is safe without that, too, and others stay what they are", async ({
  path,
}) => {
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: undefined };
  assert.match((await howtrue(VERIFY, { cwd: path, env })).stdout, /^::stop-commands::/);
  JSON.parse((await howtrue([...VERIFY, "-r", "json"], { cwd: path, env })).stdout);
});

test("what cannot be written is told before anything is run, status 2", async ({ path }) => {
  for (const [file, why] of [
    ["sub", "this is a folder"],
    ["fails.md/x", "EEXIST: file already exists|ENOTDIR: not a directory"],
    ["/proc/nothing/x.xml", "ENOENT: no such file or directory"],
  ] as const) {
    const { status, stdout, stderr } = await howtrue([...VERIFY, "-r", `junit:${file}`], { cwd: path });
    assert.equal([status, stdout], [2, ""]);
    const said = `${file}: error: the report cannot be written: (${why}) \\[unwritable-report\\]\n  name a file in a folder`;
    assert.match(stderr, new RegExp(`^${said}`));
  }
});

test("a report that cannot be written in the end: status 2, and the others are there", async ({ path }) => {
  const args = [...VERIFY, "-r", "tap:/dev/full", "-r", "json:late.json"];
  const { status, stderr } = await howtrue(args, { cwd: path });
  assert.is(status, 2);
  assert.match(stderr, "/dev/full: error: the report cannot be written: ENOSPC");
  assert.is(JSON.parse(read(path, "late.json")).version, 1);
});

test("one for the standard output, and each file for one", async ({ path }) => {
  const said = async (...args: string[]): Promise<string> => {
    const { status, stderr } = await howtrue([...VERIFY, ...args], { cwd: path });
    assert.is(status, 2);
    return stderr;
  };
  assert.is(
    await said("-r", "tap", "-r", "json"),
    "--reporter: error: both tap and json are for the standard output [two-reports]\n  give one of them a file: --reporter json:FILE\n",
  );
  assert.match(await said("-r", "json", "-r", "github"), "both json and github are for the standard output");
  assert.match(await said("-r", "tap:a", "-r", "json:a"), "--reporter: error: two reports for a [two-reports]");
  assert.match(
    await said("-r", "xml"),
    "Write one of pretty, dot, json, junit, tap, github, sarif, or such as junit:FILE.",
  );
  assert.match(await said("-r", "tap:"), "Write the file's name behind the colon.");
});

test.run();
