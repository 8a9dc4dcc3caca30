import { getEventListeners } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as howtrue from "../src/index.ts";
import { type Event, parse, plan, publish, update, verify } from "../src/index.ts";

const test = suite<{ folder: string }>("library");
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "howtrue-test-"));
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** Writes documents and verifies them; paths are told without their folder. */
async function verified(folder: string, documents: Record<string, string>, options: howtrue.VerifyOptions = {}) {
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, name), text);
  const paths = Object.keys(documents).map((name) => join(folder, name));
  return (await verify(paths, options)).map(({ path, status, messages, outcomes }) => ({
    name: path.slice(folder.length + 1),
    status,
    codes: messages.map(({ code }) => code),
    steps: outcomes.map((outcome) => outcome.status),
  }));
}

test("the names that the package exports", () => {
  assert.equal(Object.keys(howtrue).toSorted(), ["parse", "plan", "publish", "update", "verify"]);
});

test("parse reads a text of either format", async () => {
  const markdown = await parse("# A\n\n```console\n$ ls\n```\n", { path: "a.md", format: "markdown" });
  const rst = await parse("A\n=\n\n::\n\n   $ ls\n", { path: "a.rst", format: "rst" });
  for (const { text, blocks } of [markdown, rst]) {
    assert.equal([blocks[0]?.text, blocks[0]?.section, blocks.length], ["$ ls", ["A"], 1]);
    assert.is(text.slice(blocks[0]?.range.start, blocks[0]?.range.end), "$ ls");
  }
});

test("plan makes steps of a document, and settings above its own can be given", async () => {
  const document = await parse("---\ntimeout: 1s\n---\n\n    $ ls\n    a\n", {
    path: "a.md",
    format: "markdown",
  });
  const { steps, settings, messages } = plan(document, { terminal: { cols: 100 } });
  assert.equal(
    [steps[0]?.command, steps[0]?.timeout, settings.terminal, messages],
    ["ls", 1_000, { cols: 100, rows: 24 }, []],
  );
});

test("verify runs documents, one bad one does not stop the others", async ({ folder }) => {
  const events: Event[] = [];
  const documents = {
    "a.md": "    $ echo a\n    b\n",
    "b.md": "text\n",
    "c.rst": "::\n\n   $ x=1\n   $ echo $x\n   1\n",
  };
  const results = await verified(folder, documents, {
    settings: { machine: "host" },
    onEvent: (event) => events.push(event),
  });
  assert.equal(results, [
    { name: "a.md", status: "failed", codes: [], steps: ["failed"] },
    { name: "b.md", status: "broken", codes: ["nothing-to-verify"], steps: [] },
    { name: "c.rst", status: "held", codes: [], steps: ["held", "held"] },
  ]);
  assert.equal(events[0], { kind: "start", documents: 3 });
  assert.is(events.filter(({ kind }) => kind === "document-end").length, 3);
});

test("verify never runs on the host because a document asks", async ({ folder }) => {
  assert.equal(await verified(folder, { "a.md": "---\nmachine: host\n---\n\n    $ touch x\n" }), [
    { name: "a.md", status: "broken", codes: ["host-refused"], steps: [] },
  ]);
});

test("verify reads what the project says, unless it is told another file, or none", async ({ folder }) => {
  const host = { settings: { machine: "host" } } as const;
  const documents = { "a.md": "    $ echo a\n" };
  assert.equal((await verified(folder, documents, host))[0]?.steps, ["held"]);
  for (const [name, text] of [
    ["howtrue.config.yaml", "strict: true\n"],
    ["mild.json", '{"strict": false}'],
  ] as const) {
    writeFileSync(join(folder, name), text);
  }
  assert.equal((await verified(folder, documents, host))[0]?.steps, ["failed"]);
  assert.equal((await verified(folder, documents, { ...host, config: join(folder, "mild.json") }))[0]?.steps, ["held"]);
  assert.equal((await verified(folder, documents, { ...host, config: false }))[0]?.steps, ["held"]);
});

test("what is wrong with the project's settings keeps what is below it from being run, each with one message", async ({
  folder,
}) => {
  writeFileSync(join(folder, "howtrue.config.yaml"), "machine: [\n");
  const broken = { status: "broken", codes: ["bad-project-file"], steps: [] };
  const documents = { "a.md": "    $ touch x\n", "b.md": "    $ touch y\n" };
  assert.equal(await verified(folder, documents), [
    { name: "a.md", ...broken },
    { name: "b.md", ...broken },
  ]);
  writeFileSync(join(folder, "prose.md"), "text\n");
  assert.equal(
    (await verify([folder])).map(({ path }) => path.slice(folder.length + 1)),
    ["a.md", "b.md"],
    "prose in a folder is still no matter of ours",
  );
});

test("verify never runs on the host because a project asks", async ({ folder }) => {
  writeFileSync(join(folder, "howtrue.config.yaml"), "timeout: 5s\nmachine: host\n");
  writeFileSync(join(folder, "a.md"), "    $ touch x\n");
  const [result] = await verify([join(folder, "a.md")]);
  const [message, ...more] = result?.messages ?? [];
  assert.equal([result?.status, message?.code, more], ["broken", "host-refused", []]);
  assert.equal(message?.place, { path: join(folder, "howtrue.config.yaml"), line: 2, column: 1 });
  assert.is(message?.what, "the project's settings ask to be run on this machine itself, without protection");
  assert.is(message?.hint, "if you trust it, say so: --machine host");
});

test("what a program asks for is checked, where types have not", async ({ folder }) => {
  const settings = { prompts: "mysql>", image: { packages: ["-oX=y"] }, strict: "maybe", tiemout: 3 } as object;
  writeFileSync(join(folder, "a.md"), "    mysql> touch x\n");
  const [result] = await verify([join(folder, "a.md")], { settings });
  assert.equal(
    result?.messages.map(({ code, what, hint }) => [code, what, hint]),
    [
      [
        "bad-setting",
        'the setting image.packages.0 does not understand "-oX=y"',
        "expected the name of a Debian package",
      ],
      ["bad-setting", 'the setting strict does not understand "maybe"', "expected no value, true or false"],
      ["unknown-setting", 'there is no setting "tiemout"', "did you mean timeout?"],
    ],
  );
});

test("verify says what is wrong with paths, first of all", async ({ folder }) => {
  const events: Event[] = [];
  const paths = ["none.md", "a.md"].map((name) => join(folder, name));
  writeFileSync(join(folder, "a.md"), "text");
  const results = await verify(paths, { onEvent: (event) => events.push(event) });
  assert.equal(
    results.map(({ path, messages }) => [path, messages[0]?.code]),
    [
      [paths[0], "missing-file"],
      [paths[1], "nothing-to-verify"],
    ],
  );
  assert.equal(
    events.map(({ kind }) => kind),
    ["document-end", "start", "document-start", "document-end"],
  );
});

test("of a folder only what holds a session is verified; that nothing does is a fault", async ({ folder }) => {
  writeFileSync(join(folder, "prose.md"), "text\n");
  const only = await verify([folder]);
  assert.equal([only.length, only[0]?.path, only[0]?.messages[0]?.code], [1, folder, "nothing-to-verify"]);
  writeFileSync(join(folder, "wrong.md"), "    $ echo 'a\n");
  assert.equal(
    (await verify([folder])).map(({ path, messages }) => [path, ...messages.map(({ code }) => code)]),
    [[join(folder, "wrong.md"), "incomplete-command"]],
  );
});

test("verify reads what the path - stands for", async () => {
  const options = { format: "markdown" as const, standardInput: async () => ({ text: "text" }) };
  const [result] = await verify(["-"], options);
  assert.equal([result?.path, result?.messages[0]?.code], ["-", "nothing-to-verify"]);
});

test("nothing is begun after an interruption", async ({ folder }) => {
  const signal = AbortSignal.abort();
  assert.equal(await verified(folder, { "a.md": "    $ true\n" }, { signal }), [
    { name: "a.md", status: "broken", codes: ["interrupted"], steps: [] },
  ]);
});

const HOST = { settings: { machine: "host" } } as const;

test("a run is told of as it happens, and its results are there as well", async ({ folder }) => {
  const path = join(folder, "a.md");
  writeFileSync(path, "    $ echo a\n    a\n    $ false\n");
  const run = verify([path], HOST);
  const told: string[] = [];
  for await (const event of run) {
    if (event.kind === "step-start") told.push(event.step.command);
    else if (event.kind === "step-end") told.push(`${event.outcome.step.command}: ${event.outcome.status}`);
    else if (event.kind !== "progress") told.push(event.kind);
  }
  const steps = ["echo a", "false", "echo a: held", "false: failed"];
  assert.equal(told.toSorted(), ["start", "document-start", ...steps, "document-end"].toSorted());
  assert.equal([told[0], told[1], told.at(-1)], ["start", "document-start", "document-end"]);
  assert.equal(
    (await run).map(({ status }) => status),
    ["failed"],
  );
  for await (const event of run) assert.unreachable(`each event is told once: ${event.kind}`);
});

test("a run waits for no reader, and keeps for it what it has not read", async ({ folder }) => {
  const path = join(folder, "a.md");
  writeFileSync(path, "    $ echo a\n");
  const heard: Event[] = [];
  const run = verify([path], { ...HOST, onEvent: (event) => heard.push(event) });
  await run;
  const read: Event[] = [];
  for await (const event of run) read.push(event);
  const known = ({ kind }: Event): boolean => kind !== "progress";
  assert.equal(read.filter(known), heard.filter(known));
});

/** A document that never ends by itself, whose cleanup tells that it has run. */
function writeEndless(folder: string): string {
  const text = `---
timeout: 1h
---

    $ pwd > ${folder}/where
    $ touch ${folder}/sleeps; sleep 3600
    $ touch ${folder}/cleaned  # howtrue: cleanup
`;
  const path = join(folder, "endless.md");
  writeFileSync(path, text);
  return path;
}

async function untilItSleeps(folder: string): Promise<void> {
  while (!existsSync(join(folder, "sleeps"))) await new Promise((done) => setTimeout(done, 5));
}

/** Cleanup has run and the machine is gone. */
function assertCleaned(folder: string): void {
  assert.ok(existsSync(join(folder, "cleaned")));
  assert.not(existsSync(readFileSync(join(folder, "where"), "utf8").trim()));
}

test("who leaves the loop goes on when the step is interrupted, cleanup has run and the machine is gone", async ({
  folder,
}) => {
  const run = verify([writeEndless(folder)], HOST);
  for await (const event of run) {
    if (event.kind !== "step-start" || !event.step.command.includes("sleep")) continue;
    await untilItSleeps(folder);
    break;
  }
  assertCleaned(folder);
  const [result] = await run;
  assert.equal(
    [result?.messages.map(({ code }) => code), result?.outcomes.map(({ status }) => status)],
    [["interrupted"], ["held", "untested", "untested"]],
  );
  for await (const event of run) assert.unreachable(`nobody reads any more: ${event.kind}`);
});

test("what is thrown in the loop comes out of it after the same end", async ({ folder }) => {
  const wrong = new Error("mine");
  let caught: unknown;
  try {
    for await (const event of verify([writeEndless(folder)], HOST)) {
      if (event.kind !== "step-start" || !event.step.command.includes("sleep")) continue;
      await untilItSleeps(folder);
      throw wrong;
    }
  } catch (cause) {
    caught = cause;
  }
  assert.is(caught, wrong);
  assertCleaned(folder);
});

test("a run can be left while an event is waited for", async ({ folder }) => {
  const events = verify([writeEndless(folder)], HOST)[Symbol.asyncIterator]();
  for (let kind = ""; kind !== "step-start"; kind = (await events.next()).value.kind);
  await untilItSleeps(folder);
  const waiting = (async () => {
    for (;;) if ((await events.next()).done === true) return;
  })();
  assert.equal(await events.return?.(), { done: true, value: undefined });
  await waiting;
  assertCleaned(folder);
});

test("a signal ends a run in the same way; it is told to its end, and the signal forgets it", async ({ folder }) => {
  const stop = new AbortController();
  const run = verify([writeEndless(folder)], { ...HOST, signal: stop.signal });
  const kinds: string[] = [];
  for await (const event of run) {
    kinds.push(event.kind);
    if (event.kind !== "step-start" || !event.step.command.includes("sleep")) continue;
    await untilItSleeps(folder);
    stop.abort();
  }
  assert.is(kinds.at(-1), "document-end");
  assertCleaned(folder);
  assert.equal(
    (await run)[0]?.messages.map(({ code }) => code),
    ["interrupted"],
  );
  assert.is(getEventListeners(stop.signal, "abort").length, 0);
});

test("force ends a run without its cleanup", async ({ folder }) => {
  const [stop, force] = [new AbortController(), new AbortController()];
  const run = verify([writeEndless(folder)], { ...HOST, signal: stop.signal, force: force.signal });
  await untilItSleeps(folder);
  force.abort();
  stop.abort();
  const [result] = await run;
  assert.equal(
    result?.messages.map(({ code }) => code),
    ["interrupted"],
  );
  assert.not(existsSync(join(folder, "cleaned")));
  assert.not(existsSync(readFileSync(join(folder, "where"), "utf8").trim()));
});

test("what onEvent throws ends the run, and is thrown when cleanup has run", async ({ folder }) => {
  const wrong = new Error("mine");
  let calls = 0;
  const onEvent = (event: Event): void => {
    if (event.kind !== "step-end") return;
    calls++;
    throw wrong;
  };
  const run = verify([writeEndless(folder)], { ...HOST, onEvent });
  assert.is(await run.catch((cause: unknown) => cause), wrong);
  assert.is(calls, 1);
  assertCleaned(folder);
});

test("what goes wrong with us is thrown to who awaits and to who iterates, and nowhere else", async () => {
  const wrong = new Error("the input broke");
  const options = {
    format: "markdown",
    standardInput: async () => {
      throw wrong;
    },
  } as const;
  const unhandled: unknown[] = [];
  const listener = (cause: unknown): unknown => unhandled.push(cause);
  process.on("unhandledRejection", listener);
  let caught: unknown;
  try {
    for await (const event of verify(["-"], options)) assert.unreachable(event.kind);
  } catch (cause) {
    caught = cause;
  }
  assert.is(caught, wrong);
  assert.is(await verify(["-"], options).catch((cause: unknown) => cause), wrong);
  verify(["-"], options).then(undefined, () => undefined);
  await new Promise((done) => setImmediate(done));
  process.off("unhandledRejection", listener);
  assert.equal(unhandled, []);
});

test("bail and keepGoing say where a document stops", async ({ folder }) => {
  const documents = { "a.md": "    $ echo a\n    b\n    $ false\n    $ true\n" };
  const steps = async (options: howtrue.VerifyOptions) =>
    (await verified(folder, documents, { ...HOST, ...options }))[0]?.steps;
  assert.equal(await steps({}), ["failed", "failed", "untested"]);
  assert.equal(await steps({ bail: true }), ["failed", "untested", "untested"]);
  assert.equal(await steps({ keepGoing: true }), ["failed", "failed", "held"]);
});

test("update proposes texts and writes none; who leaves runs no more", async ({ folder }) => {
  const paths = ["a.md", "b.md"].map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, `    $ touch ${path}.ran; echo a\n    b\n`);
  for await (const { path, texts } of update(paths, HOST)) {
    assert.equal([path, texts?.new], [paths[0], texts?.old.replace("    b\n", "    a\n")]);
    assert.is(readFileSync(path, "utf8"), texts?.old);
    break;
  }
  assert.equal(
    paths.map((path) => existsSync(`${path}.ran`)),
    [true, false],
  );
});

test("a signal ends an update: it proposes nothing of what was interrupted, and begins no more", async ({ folder }) => {
  const stop = new AbortController();
  const other = join(folder, "z.md");
  writeFileSync(other, `    $ touch ${folder}/z\n`);
  const updates = update([writeEndless(folder), other], { ...HOST, signal: stop.signal });
  const first = updates.next();
  await untilItSleeps(folder);
  stop.abort();
  const { value } = await first;
  assert.equal([value.texts, value.messages[0].code], [undefined, "interrupted"]);
  assert.is((await updates.next()).done, true);
  assertCleaned(folder);
  assert.not(existsSync(join(folder, "z")));
});

test("what onEvent throws is thrown by update", async ({ folder }) => {
  const wrong = new Error("mine");
  const onEvent = (): never => {
    throw wrong;
  };
  writeFileSync(join(folder, "a.md"), "    $ true\n");
  const updates = update([join(folder, "a.md")], { ...HOST, onEvent });
  assert.is(await updates.next().catch((cause: unknown) => cause), wrong);
});

test("publish writes editions, and tells what became of each", async ({ folder }) => {
  const cwd = process.cwd();
  process.chdir(folder);
  try {
    writeFileSync("a.md", "    $ echo $RANDOM\n    ...\n");
    writeFileSync("b.md", "    $ false\n");
    const options = { out: "out", settings: { machine: "host" } } as const;
    const states = async (more: Partial<howtrue.PublishOptions> = {}): Promise<unknown[]> =>
      (await publish(["."], { ...options, ...more })).editions.map(({ edition, state }) => [edition, state]);
    assert.equal(await states({ check: true }), [
      ["out/a.md", "new"],
      ["out/b.md", "none"],
    ]);
    assert.is(existsSync("out"), false);
    await states();
    const first = readFileSync("out/a.md", "utf8").split("\n")[1];
    assert.equal((await states())[0], ["out/a.md", "unchanged"]);
    assert.is(readFileSync("out/a.md", "utf8").split("\n")[1], first);
    assert.equal((await states({ anew: true }))[0], ["out/a.md", "changed"]);
    rmSync("a.md");
    assert.equal(await states({ prune: true }), [
      ["out/a.md", "removed"],
      ["out/b.md", "none"],
    ]);
    const aborted = await publish(["b.md"], { ...options, signal: AbortSignal.abort() });
    assert.equal(
      aborted.editions.map(({ state }) => state),
      ["left"],
    );
    await publish(["b.md"], { ...options, onEvent: () => assert.unreachable("heard") }).then(
      () => assert.unreachable("nothing was thrown"),
      (thrown) => assert.match(String(thrown.message), "heard"),
    );
  } finally {
    process.chdir(cwd);
  }
});

test.run();
