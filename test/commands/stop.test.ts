import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, startHowtrue, withoutTimes } from "./howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("stopping");
test.before((context) => {
  Object.assign(context, folder({}));
});
test.after(({ remove }) => remove());

const ON_HOST = ["verify", "--machine", "host", "--format", "markdown", "-"];

/** A document that makes a file, hangs, and has a cleanup step that says that it ran. */
const hanging = (path: string): string => `
\`\`\`console
$ echo held > ${path}/begun; echo held
held
$ echo waiting; sleep 100
waiting
$ echo never
$ echo first >> ${path}/cleaned  # howtrue: cleanup
$ echo second >> ${path}/cleaned  # howtrue: cleanup
\`\`\`
`;

for (const [name, expected] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  test(`${name}: the step is interrupted, cleanup runs, what is known is reported`, async () => {
    const { path, remove } = folder({});
    const { child, ended, saw } = startHowtrue([...ON_HOST, "--verbose"], { input: hanging(path) });
    await saw("held -:3");
    child.kill(name);
    const { status, stdout, stderr } = await ended;
    assert.is(status, expected);
    assert.match(stderr, "Stopping: the running step is interrupted, cleanup runs. Once more to stop at once.");
    assert.match(stdout, "held -:3: echo held > ");
    assert.match(stdout, "-: error: interrupted [interrupted]");
    assert.match(withoutTimes(stdout), /\n! -: 1 step held, 4 untested \(2 run for cleanup\) in T \(host: H\)\n/);
    assert.is(readFileSync(join(path, "cleaned"), "utf8"), "second\nfirst\n", "newest first");
    remove();
  });
}

test("who no longer reads the report ends the run, and cleanup runs", async () => {
  const { path, remove } = folder({});
  const steps = [
    `until [ -e ${path}/go ]; do sleep 0.02; done`,
    "sleep 100",
    `echo done > ${path}/cleaned # howtrue: cleanup`,
  ];
  const input = ["```console", "$ echo begun", ...steps.map((step) => `$ ${step}`), "```"].join("\n");
  const { child, ended, saw } = startHowtrue([...ON_HOST, "--verbose"], { input });
  await saw("held");
  child.stdout?.destroy();
  writeFileSync(join(path, "go"), "");
  const { status, stderr } = await ended;
  assert.equal([status, stderr], [141, ""]);
  assert.is(readFileSync(join(path, "cleaned"), "utf8"), "done\n");
  remove();
});

test("while the standard input is read, too", async () => {
  const { child, ended } = startHowtrue(ON_HOST, { input: null });
  await new Promise((done) => setTimeout(done, 1_500));
  child.kill("SIGINT");
  assert.is((await ended).status, 130);
});

test("a second signal stops at once, without cleanup", async () => {
  const { path, remove } = folder({});
  const slow = hanging(path).replace("echo second", "sleep 100; echo second");
  const { child, ended, saw } = startHowtrue([...ON_HOST, "--verbose"], { input: slow });
  await saw("held -:3");
  child.kill("SIGINT");
  await saw("Stopping: ");
  child.kill("SIGINT");
  const { status, stderr } = await ended;
  assert.is(status, 130);
  assert.match(stderr, "Stopping at once.");
  assert.not(existsSync(join(path, "cleaned")));
  remove();
});

test("JSON is whole after an interruption, too", async () => {
  const { path, remove } = folder({});
  const { child, ended } = startHowtrue([...ON_HOST, "--reporter", "json"], { input: hanging(path) });
  while (!existsSync(join(path, "begun"))) await new Promise((done) => setTimeout(done, 20));
  child.kill("SIGINT");
  const { status, stdout } = await ended;
  assert.is(status, 130);
  const [document] = JSON.parse(stdout).documents;
  assert.is(document.steps.length, 5);
  assert.is(document.messages.at(-1).code, "interrupted");
  remove();
});

test("documents that were not come to are not run, and that is said", async () => {
  const { path, remove } = folder({ "b.md": "```console\n$ echo b\n```\n" });
  const first = join(path, "a.md");
  const { path: other, remove: removeOther } = folder({ "a.md": hanging(path) });
  const args = ["verify", "--jobs", "1", "--machine", "host", "-v", join(other, "a.md"), join(path, "b.md")];
  const { child, ended, saw } = startHowtrue(args);
  await saw("held ");
  child.kill("SIGINT");
  const { stdout } = await ended;
  assert.match(stdout, "b.md: error: interrupted before it was begun [interrupted]");
  assert.not(existsSync(first));
  removeOther();
  remove();
});

test("a shell that dies is told, and cleanup runs in a new one", async ({ path }) => {
  const input = `\`\`\`console
$ touch ${path}/left
$ kill -9 $$
$ echo never
$ rm ${path}/left  # howtrue: cleanup
\`\`\`
`;
  const { status, stdout } = await howtrue([...ON_HOST, "--verbose"], { input });
  assert.is(status, 1);
  assert.match(stdout, "-:3:3: the shell ended with status 137");
  assert.match(stdout, "untested -:5: rm ");
  assert.match(stdout, "ran for cleanup: exit 0");
  assert.not(existsSync(join(path, "left")));
});

test.run();
