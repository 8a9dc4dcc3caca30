import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as howtrue from "../src/index.ts";
import { type Event, parse, plan, verify } from "../src/index.ts";

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
  assert.equal(Object.keys(howtrue).toSorted(), ["parse", "plan", "update", "verify"]);
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
  assert.equal(await verified(folder, { "a.md": "    $ true\n" }, { policy: { signal } }), [
    { name: "a.md", status: "broken", codes: ["interrupted"], steps: [] },
  ]);
});

test.run();
