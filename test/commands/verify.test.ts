import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

const HOLDS = "# Hello\n\n```console\n$ echo hello\nhello\n$ false  # howtrue: exit=1\n```\n";
const FAILS = "# Hello\n\n```console\n$ echo hello\nhallo\n$ echo on\non\n```\n";
const STOPS = "Files\n=====\n\n::\n\n    $ false\n    $ echo on\n    on\n";

const test = suite<{ path: string; remove: () => void }>("howtrue verify");
test.before((context) => {
  Object.assign(
    context,
    folder({
      "docs/holds.md": HOLDS,
      "docs/fails.md": FAILS,
      "docs/more/stops.rst": STOPS,
      "docs/prose.md": "# Nothing to run\n",
      "docs/.hidden/fails.md": FAILS,
      "docs/node_modules/fails.md": FAILS,
      "holds.txt": HOLDS,
    }),
  );
});
test.after(({ remove }) => remove());

test("a document that holds: a line for it, a line at the end, status 0", async ({ path }) => {
  const { status, stdout, stderr } = await howtrue(["verify", "--machine", "host", "docs/holds.md"], { cwd: path });
  assert.equal([status, stderr], [0, ""]);
  assert.is(withoutTimes(stdout), "✓ docs/holds.md: 2 steps held in T (host: H)\n1 document: 1 held in T\n");
});

test("a document that does not: place, command and difference, status 1", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "docs/fails.md"], { cwd: path });
  assert.is(status, 1);
  assert.equal(withoutTimes(stdout).split("\n"), [
    "docs/fails.md:5:2: the output is not what the document shows",
    "  $ echo hello",
    "  5 - hallo",
    "    + hello",
    "",
    "✗ docs/fails.md: 1 step failed, 1 held in T (host: H)",
    "1 document: 1 failed in T",
    "",
  ]);
});

test("a folder: every document with transcripts below it, in order", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "docs"], { cwd: path });
  assert.is(status, 1);
  const documents = withoutTimes(stdout).match(/^[✓✗!] .*$/gm);
  assert.equal(documents, [
    "✗ docs/fails.md: 1 step failed, 1 held in T (host: H)",
    "✓ docs/holds.md: 2 steps held in T (host: H)",
    "✗ docs/more/stops.rst: 1 step failed, 1 untested in T (host: H)",
  ]);
  assert.match(withoutTimes(stdout), /\n3 documents: 1 held, 2 failed in T\n$/);
});

test("without a path it is the folder one is in", async ({ path }) => {
  const { stdout } = await howtrue(["verify", "--machine", "host"], { cwd: join(path, "docs/more") });
  assert.match(stdout, "stops.rst:6:7: exit status 1, expected 0");
});

test("an unannounced status stops the document; --keep-going does not", async ({ path }) => {
  const args = ["verify", "--machine", "host", "--verbose", "docs/more/stops.rst"];
  const stopped = await howtrue(args, { cwd: path });
  assert.match(stopped.stdout, "untested docs/more/stops.rst:7: echo on");
  const went = await howtrue([...args, "--keep-going"], { cwd: path });
  assert.match(went.stdout, "held docs/more/stops.rst:7: echo on");
  assert.is(went.status, 1);
});

test("--bail stops at output, too", async ({ path }) => {
  const { stdout } = await howtrue(["verify", "--machine", "host", "--bail", "docs/fails.md"], { cwd: path });
  assert.match(stdout, "1 step failed, 1 untested");
});

test("the standard input, with --format", async ({ path }) => {
  const args = ["verify", "--machine", "host", "-"];
  const held = await howtrue([...args, "--format", "markdown"], { input: HOLDS });
  assert.equal([held.status, held.stderr], [0, ""]);
  assert.match(held.stdout, "✓ -: 2 steps held");
  const unknown = await howtrue(args, { input: HOLDS });
  assert.is(unknown.status, 2);
  assert.match(unknown.stdout, /^-: error: nothing tells whether .* \[unknown-format\]\n {2}say so: --format/);
  const named = await howtrue([...args.slice(0, 3), "--format", "markdown", "holds.txt"], { cwd: path });
  assert.is(named.status, 0);
});

test("--timeout ends a step, and tells what it had printed", async () => {
  const args = ["verify", "--machine", "host", "--timeout", "300ms", "--format", "markdown", "-"];
  const input = "```console\n$ echo begun; sleep 100; echo done\nbegun\ndone\n```\n";
  const { status, stdout } = await howtrue(args, { input });
  assert.is(status, 1);
  assert.equal(withoutTimes(stdout).split("\n").slice(0, 6), [
    "-:2:3: no end after T: interrupted, and the output is not what the document shows",
    "  $ echo begun; sleep 100; echo done",
    "  3   begun",
    "  4 - done",
    "",
    "✗ -: 1 step failed in T (host: H)",
  ]);
});

test("--reporter json: one object", async ({ path }) => {
  const args = ["verify", "--machine", "host", "--reporter", "json", "docs/fails.md", "docs/missing.md"];
  const { status, stdout, stderr } = await howtrue(args, { cwd: path });
  assert.equal([status, stderr], [1, ""]);
  const report = JSON.parse(stdout);
  assert.equal(Object.keys(report), ["version", "documents", "summary"]);
  assert.is(report.version, 1);
  const [missing, fails] = report.documents;
  assert.equal([missing.path, missing.status, missing.steps.length], ["docs/missing.md", "broken", 0]);
  assert.is(missing.messages[0].code, "missing-file");
  assert.is(fails.machine.kind, "host");
  const [echo] = fails.steps;
  assert.equal(
    { ...echo, ms: 0 },
    {
      line: 4,
      column: 3,
      command: "echo hello",
      section: ["Hello"],
      session: "user",
      status: "failed",
      exit: 0,
      ms: 0,
      expected: ["hallo"],
      observed: ["hello"],
      notes: [],
      failures: [{ kind: "output", line: 5, column: 2, what: "the output is not what the document shows" }],
      text: [
        "docs/fails.md:5:2: the output is not what the document shows",
        "  $ echo hello",
        "  5 - hallo",
        "    + hello",
      ],
    },
  );
});

test("colours are for terminals only, and NO_COLOR is for all", async ({ path }) => {
  const piped = await howtrue(["verify", "--machine", "host", "docs/fails.md"], { cwd: path });
  assert.not.match(piped.stdout + piped.stderr, "\x1b");
});

test.run();
