import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, startHowtrue } from "./howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("cleanup, from outside");
test.before.each((context) => {
  Object.assign(context, folder({}));
});
test.after.each(({ remove }) => remove());

const ON_HOST = ["verify", "--machine", "host", "--format", "markdown", "--reporter", "json", "-"];

interface Report {
  readonly steps: readonly { command: string; status: string; notes: string[]; failures: { kind: string }[] }[];
  readonly messages: readonly { code: string; what: string; line: number }[];
}

/** A document with these steps, and two for cleanup behind a step that is never come to. */
const documentOf = (path: string, ...steps: readonly string[]): string => {
  const cleanup = ["one", "two"].map((word) => `echo ${word} >> ${path}/cleaned  # howtrue: cleanup`);
  return ["```console", ...[...steps, "echo never", ...cleanup].map((step) => `$ ${step}`), "```", ""].join("\n");
};

const RAN = "ran for cleanup: exit 0";
const NEW = "in a new shell: the one before had ended";

for (const [name, kind, steps, notes] of [
  ["a status that is not announced", "exit", ["false"], []],
  ["a time-out", "timed-out", ["sleep 100 # howtrue: timeout=200ms"], []],
  ["a time-out of what ignores Ctrl-C", "timed-out", [`bash -c 'trap "" INT; sleep 100' # howtrue: timeout=200ms`], []],
  [
    "a time-out of a shell that is deaf itself",
    "timed-out",
    ["trap '' INT", "while :; do :; done # howtrue: timeout=200ms"],
    [NEW],
  ],
  ["a question that nobody answers", "asked", ["read -p 'Name: '"], []],
  ["a dead shell", "shell-ended", ["kill -9 $$"], [NEW]],
  ["a shell that has lost its terminal", "shell-ended", ["exec 0< <(sleep 0.7)", "echo unread"], [NEW]],
  ["a failure in a shell inside the shell", "exit", ["bash", "set -u", "false"], []],
  ["a failure beside what is left running", "exit", ["sleep 100 # howtrue: background", "false"], []],
  ["what did not become ready", "not-ready", ["sleep 100 # howtrue: background until=/x/ timeout=200ms"], []],
] as const) {
  test(`after ${name}`, async ({ path }) => {
    const { status, stdout } = await howtrue(ON_HOST, { input: documentOf(path, ...steps) });
    const { steps: told, messages } = (JSON.parse(stdout) as { documents: [Report] }).documents[0];
    assert.is(status, 1);
    assert.is(told.at(-4)?.failures[0]?.kind, kind);
    assert.equal(
      told.slice(-3).map((step) => [step.status, ...step.notes.filter((note) => !note.startsWith("the prompt"))]),
      [["untested"], ["untested", RAN], ["untested", RAN, ...notes]],
    );
    assert.equal(messages, []);
    assert.is(readFileSync(join(path, "cleaned"), "utf8"), "two\none\n", "newest first");
  });
}

test("the shells that the document would have left by then are left", async ({ path }) => {
  const input = documentOf(path, "x=outer", "bash", "x=inner", "bash", "false", "exit", "exit", "echo $x").replaceAll(
    /echo (one|two)/g,
    "echo $x $1",
  );
  const first = await howtrue(ON_HOST, { input });
  const told = (JSON.parse(first.stdout) as { documents: [Report] }).documents[0].steps;
  assert.equal(
    told.filter(({ command }) => command === "exit").map(({ notes }) => notes),
    [["left its shell for cleanup"], ["left its shell for cleanup"]],
  );
  assert.is(readFileSync(join(path, "cleaned"), "utf8"), "outer two\nouter one\n");
  const { stdout } = await howtrue(ON_HOST, { input: documentOf(path, "false", "exit") });
  const { steps } = (JSON.parse(stdout) as { documents: [Report] }).documents[0];
  assert.equal(steps.at(-1)?.notes, [RAN], "the first shell is not left");
});

test("one that hangs, and one that fails, keep none of the others from running, and both are told", async ({
  path,
}) => {
  const input = documentOf(path, "false", "").replace(
    "$ echo never",
    [
      "$ echo three >> ../x; echo busy; (exit 4)  # howtrue: cleanup",
      "$ (exit 5)  # howtrue: cleanup exit=5",
      "$ sleep 100  # howtrue: cleanup timeout=200ms",
      "$ cat  # howtrue: cleanup",
    ].join("\n"),
  );
  const { stdout } = await howtrue(ON_HOST, { input: input.replace("../x", `${path}/cleaned`) });
  const { messages } = (JSON.parse(stdout) as { documents: [Report] }).documents[0];
  assert.equal(
    messages.filter(({ code }) => code === "cleanup-failed").map(({ what }) => what.replace(/\d+ ms/, "T")),
    [
      "this cleanup step did not succeed: ran for cleanup: asked",
      "this cleanup step did not succeed: ran for cleanup: no end after T",
      "this cleanup step did not succeed: ran for cleanup: exit 4; it printed: busy",
    ],
  );
  assert.is(readFileSync(join(path, "cleaned"), "utf8"), "two\none\nthree\n");
});

test("after Ctrl-C in a cleanup step that had its turn in the document, it is run again, to its end", async ({
  path,
}) => {
  const wait = `echo begun >> ${path}/log; [ -e ${path}/twice ] || { touch ${path}/twice; sleep 100; }; echo end >> ${path}/log`;
  const input = ["```console", `$ ${wait}  # howtrue: cleanup`, "```", ""].join("\n");
  const { child, ended } = startHowtrue(ON_HOST, { input });
  while (!existsSync(join(path, "twice"))) await new Promise((done) => setTimeout(done, 20));
  child.kill("SIGINT");
  const { status, stdout } = await ended;
  const { steps } = (JSON.parse(stdout) as { documents: [Report] }).documents[0];
  assert.equal([status, steps[0]?.status, steps[0]?.notes], [130, "untested", [RAN]]);
  assert.is(readFileSync(join(path, "log"), "utf8"), "begun\nbegun\nend\n");
});

test("after Ctrl-C, beside what is left running and waited for", async ({ path }) => {
  const input = documentOf(path, `touch ${path}/begun; sleep 100 # howtrue: background until=/x/`);
  const { child, ended } = startHowtrue(ON_HOST, { input });
  while (!existsSync(join(path, "begun"))) await new Promise((done) => setTimeout(done, 20));
  child.kill("SIGINT");
  const { status, stdout } = await ended;
  const { steps } = (JSON.parse(stdout) as { documents: [Report] }).documents[0];
  assert.is(status, 130);
  assert.equal(
    steps.map((step) => [step.status, ...step.notes]),
    [["untested", "interrupted"], ["untested"], ["untested", RAN], ["untested", RAN]],
  );
});

test.run();
