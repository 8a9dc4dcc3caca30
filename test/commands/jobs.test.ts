import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, startHowtrue } from "./howtrue.ts";

const console = (...lines: string[]): string => ["```console", ...lines, "```", ""].join("\n");

const test = suite<{ path: string; remove: () => void }>("howtrue verify --jobs");
test.before((context) => void Object.assign(context, folder({})));
test.after(({ remove }) => remove());

/** Each waits until the other is there: one after the other they would wait for ever. */
const meets = (path: string, own: string, other: string): string =>
  console(
    `$ touch ${path}/${own}; until [ -e ${path}/${other} ]; do sleep 0.02; done # howtrue: timeout=20s`,
    "$ echo x",
    own,
  );

test("documents run side by side, and are reported in their order", async ({ path }) => {
  const docs = folder({ "a.md": meets(path, "a", "b"), "b.md": meets(path, "b", "a") });
  const { stdout, status } = await howtrue(["verify", "-m", "host", "-j", "2", "."], { cwd: docs.path });
  docs.remove();
  assert.is(status, 1);
  assert.equal(stdout.match(/^(\w\.md:\d|✗ \w)/gm), ["a.md:4", "✗ a", "b.md:4", "✗ b"]);
});

test("with --jobs 1 one after the other", async ({ path }) => {
  const log = join(path, "log");
  const text = console(`$ echo begun >> ${log}; sleep 0.05; echo ended >> ${log}`);
  const docs = folder({
    "a.md": text,
    "b.md": text,
    "c.md": text + console(`$ cat ${log}`, "begun", "ended", "begun", "ended", "begun", "ended"),
  });
  const { status, stdout } = await howtrue(["verify", "-m", "host", "--jobs", "1", "."], { cwd: docs.path });
  docs.remove();
  assert.is(status, 0, stdout);
});

test("Ctrl-C ends all of them, and cleanup runs in each", async ({ path }) => {
  const text = (name: string): string =>
    console(
      `$ echo running ${name} > /dev/null; touch ${path}/on-${name}; sleep 100`,
      `$ touch ${path}/cleaned-${name} # howtrue: cleanup`,
    );
  const watch = `$ until [ -e ${path}/on-a ] && [ -e ${path}/on-b ]; do sleep 0.02; done; kill -INT $PPID_OF_HOWTRUE; sleep 100`;
  const docs = folder({
    "a.md": text("a"),
    "b.md": text("b"),
    "c.md": console(watch.replace("$PPID_OF_HOWTRUE", `$(cat ${path}/pid)`)),
    "d.md": text("d"),
  });
  const started = startHowtrue(["verify", "-m", "host", "-j", "3", "."], { cwd: docs.path });
  const { writeFileSync, readdirSync } = await import("node:fs");
  writeFileSync(join(path, "pid"), String(started.child.pid));
  const { status, stdout } = await started.ended;
  docs.remove();
  assert.is(status, 130);
  assert.equal(
    readdirSync(path)
      .filter((name) => name.startsWith("cleaned"))
      .toSorted(),
    ["cleaned-a", "cleaned-b"],
  );
  assert.match(stdout, "d.md: error: interrupted before it was begun");
});

test("the number is one", async () => {
  for (const count of ["0", "x", "-1", "1000"]) {
    const { status, stderr } = await howtrue(["verify", "-j", count]);
    assert.is(status, 2);
    assert.match(stderr, "Write a number from 1 to 999.");
  }
});

test.run();
