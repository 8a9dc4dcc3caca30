import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { type Machine, MachineError, type TerminalOptions } from "../../src/machine/machine.ts";
import { runText, told } from "./running.ts";

/** A fake machine that hears what is asked of it. */
function listening(open: (options: TerminalOptions) => TerminalOptions = (options) => options): Machine & {
  readonly opened: TerminalOptions[];
} {
  const fake = new FakeMachine();
  const opened: TerminalOptions[] = [];
  return {
    kind: "fake",
    detail: "listening",
    opened,
    open(options) {
      opened.push(options);
      return fake.open(open(options));
    },
    put: () => fake.put(),
    close: () => fake.close(),
  };
}

test("user and root have a shell each, opened when its first step comes", async () => {
  const machine = listening();
  const lines = ["joe@box:~$ a=1", "root@box:~# echo $a.", ".", "joe@box:~$ echo $a.", "1.", "root@box:~# a=2"];
  assert.equal(await told(lines, { machine }), [...["a=1: held", "echo $a.: held", "echo $a.: held", "a=2: held"]]);
  assert.equal(machine.opened, [
    { user: "user", cols: 80, rows: 24 },
    { user: "root", cols: 80, rows: 24 },
  ]);
});

test("session= is a terminal of that name", async () => {
  const lines = ["$ a=1", "$ a=2 # howtrue: session=x", "$ echo $a", "1", "$ echo $a # howtrue: session=x", "2"];
  assert.equal(await told(lines), ["a=1: held", "a=2: held", "echo $a: held", "echo $a: held"]);
  const machine = listening();
  await told(["$ true # howtrue: session=user", "$ true"], { machine });
  assert.is(machine.opened.length, 1, "the name of an ordinary user's own session");
});

test("a shell inside the shell takes the steps that follow, until it is left", async () => {
  const machine = listening();
  assert.equal(await told(["$ bash", "$ echo a", "a", "$ exit 0", "$ echo b", "b"], { machine }), [
    ...["bash: held", "echo a: held", "exit 0: held", "echo b: held"],
  ]);
  assert.is(machine.opened.length, 1);
});

test("a shell inside the shell takes no steps that name a session", async () => {
  const lines = ["$ bash", "$ exit 3 # howtrue: session=x exit=3", "$ exit 4 # howtrue: exit=4", "$ true"];
  assert.equal(await told(lines), [
    ...["bash: held", "exit 3: held (the shell ended here)", "exit 4: held", "true: held"],
  ]);
});

test("a shell inside a named session takes no steps that do not name it", async () => {
  const machine = listening();
  const lines = ["$ bash # howtrue: session=x", "$ exit 3 # howtrue: exit=3", "$ exit 4 # howtrue: session=x exit=4"];
  assert.equal(await told([...lines, "$ true # howtrue: session=x"], { machine }), [
    "bash: held",
    "exit 3: held (the shell ended here)",
    "exit 4: held",
    "true: held",
  ]);
  assert.is(machine.opened.length, 2);
});

test("after a shell has ended the next step has a new one, and that is said", async () => {
  assert.equal(await told(["$ a=1", "$ exit", "$ echo $a.", ".", "$ echo $a.", "."]), [
    "a=1: held",
    "exit: held (the shell ended here)",
    "echo $a.: held (in a new shell: the one before had ended)",
    "echo $a.: held",
  ]);
});

test("a root's prompt where the shell is not root's is said", async () => {
  const machine = listening((options) => ({ ...options, user: "user" }));
  assert.equal(await told(["# true", "# true"], { machine }), [
    "true: held (the prompt is root's, the shell is not)",
    "true: held (the prompt is root's, the shell is not)",
  ]);
});

test("an ordinary user's prompt where a step has opened root's shell is said", async () => {
  const machine = listening((options) => ({ ...options, user: "root" }));
  assert.equal(await told(["$ true", "$ bash", "$ true"], { machine }), [
    "true: held",
    "bash: held",
    "true: held (the prompt is an ordinary user's, the shell is root's)",
  ]);
});

test("root's steps go to the shell that a step has opened, also when another session had its say between", async () => {
  const machine = listening((options) => ({ ...options, user: "root" }));
  const lines = ["~$ bash", "~# a=1", "~$ true # howtrue: session=x", "~# echo $a", "1"];
  assert.equal(await told(lines, { machine }), ["bash: held", "a=1: held", "true: held", "echo $a: held"]);
  assert.is(machine.opened.length, 2);
});

test("the settings reach the machine and every shell", async () => {
  const machine = listening();
  const text = [
    ...["---", 'env: {A: "it\'s $b", B: 2}', "terminal: 100x30", "---", "", "```console", "~$ echo $A.$B", "it's $b.2"],
    ...["~# echo $B", "2", "~$ echo $B # howtrue: session=x", "2", "```", ""],
  ].join("\n");
  const { result } = await runText(text, { machine });
  assert.is(result.status, "held");
  assert.equal(
    machine.opened.map(({ user, cols, rows }) => [user, cols, rows]),
    [
      ["user", 100, 30],
      ["root", 100, 30],
      ["user", 100, 30],
    ],
  );
});

test("where no shell can be opened the step could not run, but cleanup does in the shells that there are", async () => {
  const machine = listening((options) => {
    if (options.user === "root") throw new MachineError("no-root", "there is no root here");
    return options;
  });
  const lines = ["~$ a=1", "~# true", "~$ true", "~$ echo $a # howtrue: cleanup", "~# true # howtrue: cleanup"];
  assert.equal(await told(lines, { machine }), [
    "a=1: held",
    "true: broken (no shell could be opened: there is no root here)",
    "true: untested",
    "echo $a: untested (ran for cleanup: exit 0)",
    "true: untested (cleanup could not run: no shell could be opened: there is no root here)",
  ]);
});

test.run();
