import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";
import { typist } from "./terminal.ts";

const test = suite<{ path: string; remove: () => void }>("--shell and --pause");
const fence = (...lines: string[]): string => ["```console", ...lines, "```", ""].join("\n");
const FAILING = fence(
  "$ cd /tmp; colour=blue",
  "$ f() { echo f is $colour; }; echo shown",
  "something else",
  "$ echo never",
  "$ echo cleaning $colour # howtrue: cleanup",
);
const PAUSED = fence("$ cd /tmp; n=1", "$ echo n is $n", "n is 2", "$ echo last", "last");

test.before((context) => {
  const files = {
    "failing.md": FAILING,
    "paused.md": PAUSED,
    "hung.md": fence("$ x=1", "$ sleep 100"),
    "b.md": PAUSED,
  };
  const rest = { "dead.md": fence("$ exit 3", "$ true # howtrue: cleanup"), "test.t": "  $ colour=green\n  $ false\n" };
  Object.assign(context, folder({ ...files, ...rest, "root.md": fence("# cd /root; x=5", "# false") }));
});
test.after(({ remove }) => remove());

const PROMPT = /\w+@[\w.-]+:[^ ]*[$#] /;

for (const machine of ["host", "sandbox"]) {
  test(`--shell in the ${machine}: the shell of the failed step, and cleanup finds what was done there`, async ({
    path,
  }) => {
    const { saw, type, ended } = typist(["verify", "-v", "--machine", machine, "--shell", join(path, "failing.md")]);
    await saw("the output is not what the document shows");
    await saw("failing.md:3:");
    await saw("after the step that failed  $ f() { echo f is $colour; }; echo shown");
    await saw(machine === "host" ? "this machine itself, with no protection" : "the document's sandbox");
    await saw(/:\/tmp[$#] /);
    type("f; colour=red\r");
    await saw(/\rf is blue\r*\n/);
    await saw(PROMPT);
    type("\x1d");
    await saw("\x1b[?2004l");
    await saw("You have left the shell: cleanup runs.");
    const { status, text } = await ended;
    assert.is(status, 1);
    assert.not.match(text, "133;");
    assert.match(text, /untested\S* \S*failing\.md:5: echo never/);
    assert.match(text, "ran for cleanup: exit 0");
    assert.match(text, "1 step failed, 1 held, 2 untested");
  });
}

test("--shell in a guest, as root", async ({ path }) => {
  const { saw, type, ended } = typist(["verify", "--shell", join(path, "root.md")]);
  await saw("after the step that failed  # false");
  await saw("root@howto:~# ");
  type("echo $x $((x+1)); losetup -f; stty size\r");
  await saw(/5 6\r*\n\/dev\/loop\d+\r*\n24 60\r*\n/);
  await saw(PROMPT);
  type("exit\r");
  await saw("The shell has ended with status 0: cleanup runs, in a new one.");
  assert.is((await ended).status, 1);
});

test("a step that hangs; one that ends its shell: there is a new one", async ({ path }) => {
  const hung = typist(["verify", "--machine", "host", "--shell", "--timeout", "200ms", join(path, "hung.md")]);
  await hung.saw("no end after");
  await hung.saw(PROMPT);
  hung.type("echo x=$x.\r");
  await hung.saw(/x=1\.\r*\n/);
  hung.type("\x1d");
  assert.is((await hung.ended).status, 1);
  const dead = typist(["verify", "--machine", "host", "--shell", join(path, "dead.md")]);
  await dead.saw("(in a new shell: the one before had ended)");
  await dead.saw(PROMPT);
  dead.type("\x04");
  assert.is((await dead.ended).status, 1);
});

test("a suite's shell prints into a pipe: one beside it has its variables", async ({ path }) => {
  const { saw, type, ended } = typist(["verify", "--machine", "host", "--shell", join(path, "test.t")]);
  await saw("after the step that failed  $ false");
  await saw(PROMPT);
  type("echo $colour\r");
  await saw(/\rgreen\r*\n/);
  type("\x1d");
  assert.is((await ended).status, 1);
});

test("--pause: the step finds what was done before it", async ({ path }) => {
  const { saw, type, ended } = typist(["verify", "--machine", "sandbox", "--pause", "4", join(path, "paused.md")]);
  await saw("paused.md:3:");
  await saw("before the step  $ echo n is $n");
  await saw("reader@howto:/tmp$ ");
  type("n=2\r");
  await saw(PROMPT);
  type("\x04");
  await saw("You have left the shell: the run goes on.");
  const { status, text } = await ended;
  assert.is(status, 0, text);
  assert.match(text, "3 steps held");
});

test("what was changed in the terminal is put right, and a full screen is left", async ({ path }) => {
  const { saw, type, ended } = typist(["verify", "--machine", "host", "--pause", "2", join(path, "paused.md")]);
  await saw(PROMPT);
  type("printf '\\e[?1049h\\e[?1003h\\e[31mA\\nB\\e]0;title\\a'; stty -opost; printf 'C\\nD'; stty opost\r");
  await saw("\x1b[?1049h");
  await saw("C\x0bD"); // a bare line feed stays one
  await saw(PROMPT);
  type("\x1d");
  await saw("\x1b[?1049l\x1b[!p");
  await saw("\x1b[?1003l");
  await saw("\x1b[23;0t");
  await saw("the run goes on");
  await ended;
});

test("a signal ends the visit, cleanup runs, and the terminal is as before", async ({ path }) => {
  const { pid, saw, ended } = typist(["verify", "-v", "--machine", "host", "--shell", join(path, "failing.md")]);
  await saw(PROMPT);
  process.kill(pid, "SIGTERM");
  await saw("You have left the shell");
  const { status, text } = await ended;
  assert.is(status, 143);
  assert.match(text, "ran for cleanup: exit 0");
});

test("without a terminal, or with a document there", async ({ path }) => {
  const hint = "  run it where you can type, its input and its error output not redirected\n";
  const file = join(path, "failing.md");
  for (const [option, args] of [
    ["--shell", ["--shell", file]],
    ["--pause", ["--pause", "3", file]],
  ] as const) {
    const { status, stdout, stderr } = await howtrue(["verify", "--machine", "host", ...args]);
    assert.equal([status, stdout], [2, ""]);
    assert.is(stderr, `howtrue: error: ${option} needs a terminal [no-terminal]\n${hint}`);
  }
  const { stderr } = await howtrue(["verify", "--format", "markdown", "--shell", "-"], { input: FAILING });
  assert.match(stderr, "--shell needs a terminal, and the standard input is a document [no-terminal]");
});

test("--from and --to", async ({ path }) => {
  const file = join(path, "paused.md");
  const verify = (...args: string[]) => howtrue(["verify", "-v", "--machine", "host", ...args]);
  const to = await verify("--to", "2", file);
  assert.is(to.status, 0);
  assert.match(to.stdout, `untested ${file}:3: echo n is $n\n     after --to 2\n`);
  const from = await verify("--from", "5", file);
  assert.is(from.status, 0, from.stdout);
  assert.match(from.stdout, /untested \S+:3: echo n is \$n \(\d+ ms\)\n     before --from 5: run, not compared\n/);
  const many = await verify("--from", "5", file, join(path, "b.md"));
  assert.is(many.status, 2);
  const what = "--from, --to and --pause name lines of one document, and this is a second one [several-documents]";
  assert.is(
    many.stdout,
    `${join(path, "b.md")}: error: ${what}\n  name one, such as ${file}\n1 document: 1 could not be run in 0 ms\n`.replace(
      "0 ms",
      /in (\d+ ms)/.exec(many.stdout)?.[1] ?? "",
    ),
  );
  const bad = await verify("--from", "x", file);
  assert.match(bad.stderr, "Write the number of a line, such as 40.");
});

test.run();
