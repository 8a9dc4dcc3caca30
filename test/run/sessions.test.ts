import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { type Machine, MachineError, type TerminalOptions } from "../../src/machine/machine.ts";
import { formatMessage } from "../../src/message/message.ts";
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
    put: (files) => fake.put(files),
    collect: (name) => fake.collect(name),
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
  const warnings = async (...lines: string[]): Promise<string[]> =>
    (await runText(["```console", ...lines, "```", ""].join("\n"), { machine })).result.messages.map(formatMessage);
  const place = "a.md:2:3: warning: the prompt is root's, the shell is not";
  const hint = "[not-root]\n  a step before it has opened another user's shell there, or left root's";
  assert.equal(await warnings("# true"), [`${place} ${hint}`]);
  assert.equal(await warnings("# true", "# true"), [`${place}, also in a later step ${hint}`]);
  assert.equal(await warnings("# true", "# true", "# true"), [`${place}, also in 2 later steps ${hint}`]);
  assert.equal(await warnings("$ true"), []);
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

/** The same with users of its own, besides the ordinary one and root. */
function peopled(users: Readonly<Record<string, number>>): ReturnType<typeof listening> {
  return Object.assign(listening(), { uidOf: async (login: string) => users[login] });
}
const who = ({ opened }: { opened: readonly TerminalOptions[] }): string[] =>
  opened.map(({ user, login, host }) => `${login ?? user}${host === undefined ? "" : `@${host}`}`);

test("one name in prompts is the ordinary user, whatever it is; whom the machine knows is themselves", async () => {
  const one = peopled({});
  assert.equal(await told(["ubuntu@ip-10:~$ a=1", "$ echo $a", "1", "ubuntu@ip-10:~$ true"], { machine: one }), [
    ...["a=1: held", "echo $a: held", "true: held"],
  ]);
  assert.equal(who(one), ["user"]);
  const ann = peopled({ ann: 1002 });
  const lines = [
    "jo@box:~$ a=1",
    "ann@box:~$ a=2",
    "jo@box:~$ echo $a",
    "1",
    "ann@box:~$ echo $a",
    "2",
    "root@box:~# true",
  ];
  assert.ok((await told(lines, { machine: ann })).every((line) => line.endsWith(": held")));
  assert.equal(who(ann), ["user", "ann", "root"]);
});

test("a name before the sign alone is somebody's if the machine knows them, and else nobody's", async () => {
  const machine = peopled({ ann: 1002 });
  const text = (lines: string[]): string =>
    `---\nhowtrue: {hosts: false}\n---\n\n\`\`\`console\n${lines.join("\n")}\n\`\`\`\n`;
  const { result } = await runText(text(["ann$ a=1", "bob$ true", "carol$ echo $a.", ".", "ann$ echo $a", "1"]), {
    machine,
  });
  assert.is(result.status, "held");
  assert.equal(who(machine), ["ann", "user"]);
});

test("of two names that nobody has, the second is nobody's, and that is said", async () => {
  const lines = ["ann@box:~$ true", "bob@box:~$ true"];
  assert.equal(await told(lines, { machine: peopled({}) }), [
    "true: held",
    "true: broken (no shell could be opened: there is no user bob, and ann is the ordinary user already (useradd makes one, hosts: false takes names for nothing))",
  ]);
  assert.equal(await told(lines), ["true: held", "true: held"], "a machine without users cannot tell");
  const text = `---\nhowtrue: {hosts: false}\n---\n\n\`\`\`console\n${lines.join("\n")}\n\`\`\`\n`;
  assert.is((await runText(text, { machine: peopled({}) })).result.status, "held");
});

test("somebody's steps go to the shell that a step has opened only if it is theirs", async () => {
  const machine = peopled({ ann: 7, bob: 8 });
  const own = machine.open.bind(machine);
  machine.open = (options) => own({ ...options, user: options.login === undefined ? options.user : "root" });
  assert.equal(await told(["~$ bash", "ann@box:~$ true", "~$ true"], { machine }), [
    ...["bash: held", "true: held", "true: held"],
  ]);
  assert.equal(who(machine), ["user", "ann"]);
});

test("each host has its sessions, and what has no name is a machine of its own", async () => {
  const machine = listening();
  const lines = [
    "db1# a=1",
    "web# a=2",
    "db1# echo $a",
    "1",
    "$ a=3",
    "web$ a=4",
    "root@web:~# echo $a",
    "2",
    "$ echo $a",
    "3",
  ];
  assert.ok((await told(lines, { machine })).every((line) => line.endsWith(": held")));
  assert.equal(who(machine), ["root@db1", "root@web", "user@howto", "user@web"]);
});

test("a shell that a step has opened takes the steps of its own host only", async () => {
  const machine = listening((options) => ({ ...options, user: "root" }));
  const lines = [
    "db1# bash",
    "web# true",
    "db1# exit 3 # howtrue: exit=3",
    "db1# true",
    "db1$ true # howtrue: session=x",
  ];
  assert.equal(await told(lines, { machine }), [
    ...["bash: held", "true: held", "exit 3: held", "true: held", "true: held"],
  ]);
  assert.equal(
    machine.opened.map(({ host }) => host),
    ["db1", "web", "db1"],
  );
});

test("ssh leads to a shell on another host, which takes that host's steps until it is left", async () => {
  const machine = listening();
  const lines = ["web$ a=own", "db1$ ssh web", "Welcome to web.", "web$ b=there", "web$ echo $a$b", "ownthere"];
  // The fake's shells of one terminal share their variables: b is in db1's terminal, a is not.
  assert.equal(await told([...lines, "web$ exit 0", "db1$ echo $b", "there", "web$ echo $a$b", "own"], { machine }), [
    ...["a=own: held", "ssh web: held", "b=there: held", "echo $a$b: failed output"],
    ...["exit 0: held", "echo $b: held", "echo $a$b: held"],
  ]);
  assert.equal(who(machine), ["user@web", "user@db1"]);
});

test("behind ssh a shell inside the shell is followed, and left", async () => {
  const lines = [
    "$ ssh web",
    "...",
    "$ bash",
    "$ exit 3 # howtrue: exit=3",
    "$ echo on",
    "on",
    "$ exit 0",
    "$ echo $?",
  ];
  assert.equal(await told([...lines, "0"]), [
    ...["ssh web: held", "bash: held", "exit 3: held", "echo on: held", "exit 0: held", "echo $?: held"],
  ]);
});

test("a prompt of one host where the shell is on another is said", async () => {
  const lines = ["web$ true", "db1$ ssh web", "...", "db1$ true", "$ ssh elsewhere", "...", "$ true"];
  assert.equal(await told(lines), [
    ...["true: held", "ssh web: held", "true: held (the prompt is db1's, the shell is on web)"],
    ...["ssh elsewhere: held", "true: held"],
  ]);
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
