import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { HostMachine } from "../../src/machine/host.ts";
import { FakeMachine } from "../../src/machine/fake.ts";
import { type Machine, MachineError } from "../../src/machine/machine.ts";
import { runText, told } from "./running.ts";

const onHost = { start: () => HostMachine.start(process.env) };
/** Times differ. */
const timeless = (outcomes: readonly string[]): string[] =>
  outcomes.map((outcome) => outcome.replaceAll(/\d+(\.\d+)? m?s/g, "T"));
const run = async (...lines: string[]): Promise<string[]> => timeless(await told(lines, onHost));
const BACKGROUND = "# howtrue: background";

test("it is left running, and judged at the end against all that it printed", async () => {
  assert.equal(
    await run(
      `$ echo one; read x <fifo; echo $x; sleep 100 ${BACKGROUND} until=/one/`.replace("echo", "mkfifo fifo; echo"),
      "one",
      "two",
      "$ echo two > fifo",
      "$ true",
    ),
    ["mkfifo fifo; echo one; read x <fifo; echo $x; sleep 100: held", "echo two > fifo: held", "true: held"],
  );
  assert.equal(await run(`$ echo one; sleep 100 ${BACKGROUND}`, "two", "$ true"), [
    "echo one; sleep 100: failed output",
    "true: held",
  ]);
});

test("it has its session's directory, variables, functions, aliases and umask, and changes none of them", async () => {
  const setUp = [
    '$ mkdir "it\'s here"; cd "it\'s here"; umask 077',
    "$ plain=1; export exported=$'a\\nb\\'c\\t'; list=(x 'y z'); unset HOME; greet() { echo \"hi $1\"; }; alias say=echo",
  ];
  const seen = [
    "$ say \"${PWD##*/} $plain ${#exported} ${list[1]} ${HOME-gone}\"; env | grep -c '^exported='; greet you; umask;" +
      ` plain=2; cd /; say end; sleep 100 ${BACKGROUND} until=/end/`,
    "it's here 1 6 y z gone",
    "1",
    "hi you",
    "0077",
    "end",
  ];
  const after = ["$ echo $plain ${PWD##*/}", "1 it's here"];
  for (const outcome of await run(...setUp, ...seen, ...after)) assert.match(outcome, /: held$/);
  assert.match((await run("$ set -eu", ...setUp, ...seen, ...after)).join(" "), /(: held.*){5}/);
  assert.match(
    (await run("$ sh", "$ x='1 2'; cd /", `$ echo $PWD $x ${BACKGROUND}`, "/ 1 2")).join(" "),
    /(: held.*){3}/,
  );
});

test("jobs of its session that print are not in its way", async () => {
  const outcomes = await run(
    "$ dir=$PWD; (while :; do echo noise; sleep 0.01; done) & sleep 0.02 & # howtrue: ignore",
    `$ test "$PWD" = "$dir" && echo there ${BACKGROUND}`,
    "there",
    "$ kill %1 # howtrue: ignore",
  );
  for (const outcome of outcomes) assert.match(outcome, ": held");
});

test("`$?` of its session is as before", async () => {
  const lines = ["$ (exit 3) # howtrue: exit=3", `$ sleep 100 ${BACKGROUND}`, "$ echo $?", "3"];
  assert.match((await run(...lines)).join(" "), /(: held.*){3}/);
});

test("until a line of its output", async () => {
  const counts = "echo 1; echo 2; until test -e on; do sleep 0.05; done; echo 3; touch late; sleep 100";
  const [early, late] = ["test ! -e late && touch on", "until test -e late; do sleep 0.05; done"];
  const lines = [`$ ${counts} ${BACKGROUND} until=/^2$/`, "1", "2", "3", `$ ${early}`, `$ ${late}`];
  assert.equal(await run(...lines), [`${counts}: held`, `${early}: held`, `${late}: held`]);
  assert.equal(await run(`$ printf '10 %%\\r'; printf 'done\\r'; sleep 100 ${BACKGROUND} until=/^done/`, "$ true"), [
    "printf '10 %%\\r'; printf 'done\\r'; sleep 100: held (printed a line that the document does not show)",
    "true: held",
  ]);
});

const LISTEN = "python3 -m http.server --bind 127.0.0.1";

test("until something listens on a port, and that is not looked for by connecting", async () => {
  const port = await freePort();
  const lines = [
    `$ ${LISTEN} ${port} ${BACKGROUND} until=tcp:${port}`,
    `Serving HTTP on 127.0.0.1 port ${port} ...`,
    `$ (exec 3<>/dev/tcp/127.0.0.1/${port}) && echo open`,
    "open",
  ];
  assert.equal(await run(...lines), [
    `${LISTEN} ${port}: held`,
    `(exec 3<>/dev/tcp/127.0.0.1/${port}) && echo open: held`,
  ]);
});

test("a port that is taken already is not its own", async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as { port: number };
  assert.equal(await run(`$ sleep 100 ${BACKGROUND} until=tcp:${port}`, "$ true"), [
    `sleep 100: broken (it was not started: something listens on tcp:${port} already)`,
    "true: untested",
  ]);
  server.close();
});

test("what does not become ready has failed, and stops the document", async () => {
  const after = "$ true";
  const port = await freePort();
  for (const [step, why] of [
    [`echo a; sleep 100 ${BACKGROUND} until=/b/ timeout=300ms`, { why: "late", until: "/b/", after: 300 }],
    [`sleep 100 ${BACKGROUND} until=tcp:${port} timeout=300ms`, { why: "late", until: `tcp:${port}`, after: 300 }],
    [`(exit 3) ${BACKGROUND} until=/b/ exit=3`, { why: "ended", until: "/b/", after: 30_000, exit: 3 }],
    [`echo ${"a".repeat(40)}; sleep 100 ${BACKGROUND} until=/(a+)+$$b/`, { why: "unsearched" }],
  ] as const) {
    const text = ["```console", `$ ${step}`, after, "```", ""].join("\n");
    const { outcomes } = (await runText(text, onHost)).result;
    assert.equal([outcomes[0]?.status, outcomes[1]?.status], ["failed", "untested"], step);
    const [failure, ...more] = outcomes[0]?.failures ?? [];
    assert.equal([{ ...failure, ...why }, more], [{ ...failure, kind: "not-ready" }, []], step);
  }
  const last = `$ echo ready ${BACKGROUND} until=/ready/`;
  assert.match((await run(last, "ready")).join(), /^echo ready: held \(it ended by itself after T\)$/);
});

test("what asks a question that nobody answers is ended as any other step", async () => {
  assert.equal(await run(`$ read -p 'Name: ' x; echo $x ${BACKGROUND} until=/b/`, "Name: b", "b"), [
    "read -p 'Name: ' x; echo $x: held (it ended by itself after T)",
  ]);
  assert.equal(await run(`$ read -p 'Name: ' x ${BACKGROUND} until=/b/`), ["read -p 'Name: ' x: failed asked"]);
});

test("one that ends by itself is held against its status, and it is said when", async () => {
  assert.equal(await run(`$ (exit 2) ${BACKGROUND}`, "$ sleep 0.3"), [
    "(exit 2): failed exit 2 (it ended by itself after T, during the step at line 3)",
    "sleep 0.3: held",
  ]);
  assert.equal(await run(`$ echo a; (exit 2) ${BACKGROUND} exit=2`, "b", "$ sleep 0.3", "$ false"), [
    "echo a; (exit 2): failed output (it ended by itself after T, during the step at line 4)",
    "sleep 0.3: held",
    "false: failed exit 1",
  ]);
});

test("it is ended last, the newest first, after cleanup, also where it ignores Ctrl-C", async () => {
  const log = (name: string): string => `trap 'echo ${name} >> log; exit' INT; while :; do sleep 0.02; done`;
  const deaf = `$ bash -c 'trap "" INT; sleep 100' ${BACKGROUND}`;
  const order: string[] = [];
  const lines = [
    deaf,
    `$ bash -c "${log("one")}" ${BACKGROUND}`,
    `$ bash -c "${log("two")}" ${BACKGROUND}`,
    "$ false",
    "$ jobs; test ! -e log # howtrue: cleanup",
  ];
  const { result } = await runText(["```console", ...lines, "```", ""].join("\n"), {
    ...onHost,
    onEvent: (event) => {
      if (event.kind === "step-end") order.push(event.outcome.status);
    },
  });
  assert.equal(
    result.outcomes.map(({ status, notes }) => [status, ...notes]),
    [["held"], ["held"], ["held"], ["failed"], ["untested", "ran for cleanup: exit 0"]],
    "in the document's order",
  );
  assert.equal(order, ["failed", "held", "held", "held", "untested"], "as it happens");
});

test("of a document that stops, output that could not come any more is no failure", async () => {
  const lines = [`$ echo a; sleep 100 ${BACKGROUND} until=/a/`, "a", "b", "$ false", "$ true"];
  assert.equal(await run(...lines), [
    "echo a; sleep 100: untested (the document stopped before this could print all that is shown)",
    "false: failed exit 1",
    "true: untested",
  ]);
});

test("an interruption while it is waited for ends it, a second one what is left running", async () => {
  for (const [lines, expected] of [
    [["$ true", `$ sleep 100 ${BACKGROUND} until=/a/`, "$ true"], "held,untested,untested"],
    [[`$ sleep 100 ${BACKGROUND}`, "$ sleep 100", "$ true"], "held,untested,untested"],
  ] as const) {
    const stop = new AbortController();
    const { result } = await runText(["```console", ...lines, "```", ""].join("\n"), {
      ...onHost,
      policy: { signal: stop.signal },
      onEvent: (event) => {
        if (event.kind === "step-start" && event.step.command === "sleep 100" && event.step.place.line === 3)
          stop.abort();
      },
    });
    assert.is(result.outcomes.map(({ status }) => status).join(), expected);
  }
  const [stop, force] = [new AbortController(), new AbortController()];
  const deaf = `$ bash -c 'trap "" INT; sleep 100' ${BACKGROUND}`;
  const { result } = await runText(["```console", deaf, "$ sleep 100", "```", ""].join("\n"), {
    ...onHost,
    policy: { signal: stop.signal, force: force.signal },
    onEvent: (event) => {
      if (event.kind === "step-start" && event.step.place.line === 3) stop.abort();
      if (event.kind === "step-end") force.abort();
    },
  });
  assert.equal(
    result.outcomes.map(({ status, notes }) => [status, ...notes]),
    [
      ["untested", "interrupted"],
      ["untested", "interrupted"],
    ],
  );
});

test("where no terminal can be had for it, it could not be run", async () => {
  const fake = new FakeMachine();
  let count = 0;
  const machine: Machine = {
    kind: "fake",
    detail: "",
    close: () => fake.close(),
    put: (files) => fake.put(files),
    collect: (name) => fake.collect(name),
    open: (options) => (count++ === 0 ? fake.open(options) : Promise.reject(new MachineError("full", "it is full"))),
  };
  assert.equal(await told([`$ echo a ${BACKGROUND}`, "$ echo b"], { machine }), [
    "echo a: broken (no shell could be opened: it is full)",
    "echo b: untested",
  ]);
});

const mayUnshare = spawnSync("unshare", ["--net", "true"]).status === 0;

test("from a shell inside another it is started as from that one; not from where it would not be", async () => {
  assert.match((await run("$ x=1 bash", "$ cd /", `$ echo $x $PWD ${BACKGROUND}`, "1 /")).join(), /(: held.*){3}/);
  if (!mayUnshare) return;
  const [, refused = ""] = await run("$ unshare --net bash", `$ echo a ${BACKGROUND}`);
  assert.match(refused, "its session's shell is in a chroot or in namespaces of its own, and it would not be");
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

test.run();
