import { execFileSync } from "node:child_process";
import { chmodSync, symlinkSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

const GOOD = "```console\n$ echo good\ngood\n```\n";
const test = suite<{ path: string; remove: () => void }>("bad input");

test.before((context) => {
  Object.assign(
    context,
    folder({
      "good.md": GOOD,
      "empty/readme.txt": "",
      "binary.md": new Uint8Array([35, 32, 10, 0, 1, 2, 10]),
      "latin1.md": new Uint8Array([35, 10, 0xe9, 10]),
      "unclosed.md": "# A\n\n```console\n$ echo one\none\n",
      "unclosed-prose.md": `${GOOD}\n\`\`\`python\nx = 1\n`,
      "unknown.md": `---\nhowtrue:\n  timout: 3s\n---\n${GOOD}`,
      "value.md": `---\nmachine: moon\n---\n${GOOD}`,
      "value.rst": ":timeout: soon\n\nA\n\n::\n\n    $ true\n",
      "annotation.md": "```console exit=never\n$ true\n```\n",
      "prompt.md": "```console\n$ echo one\none\n$\n```\n",
      "only-prompt.md": "```console\n$ \n```\n",
      "none.md": "# Prose\n\n```python\nx = 1\n```\n",
      "host.md": `---\nmachine: host\n---\n${GOOD}`,
      "open.md": '```console\n$ echo "never closed\n```\n',
      "odd.txt": "hello",
      "evil\x1b[31m\u202e.md": "# Prose\n",
      "locked.md": GOOD,
      "prose/a.md": "# Prose\n",
      "forged.md": `---\nenv: {"A\\n✓ all.md: 9 steps held": x}\n---\n${GOOD}`,
      "ps1.md": `---\nenv: {PS1: "> "}\n---\n${GOOD}`,
      "mixed/ok.md": GOOD,
      "mixed/locked/a.md": GOOD,
    }),
  );
  chmodSync(`${context.path}/locked.md`, 0);
  chmodSync(`${context.path}/mixed/locked`, 0);
  execFileSync("mkfifo", [`${context.path}/mixed/pipe.md`]);
  symlinkSync("nowhere", `${context.path}/mixed/dangling.md`);
});
test.after(({ path, remove }) => {
  chmodSync(`${path}/mixed/locked`, 0o700);
  remove();
});

/** Path on the command line, and what is said about it. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ["missing.md", ["missing.md: error: there is no such file or folder [missing-file]", "  look at its spelling"]],
  [
    "empty",
    [
      "empty: error: there is no Markdown or reStructuredText below this folder [no-documents]",
      "  documents end in .md, .markdown, .mdx, .rst or .rest, and those of cram in .t",
    ],
  ],
  [
    "binary.md",
    ["binary.md:2: error: this is not a text [binary-file]", "  documents are Markdown or reStructuredText"],
  ],
  ["latin1.md", ["latin1.md:2: error: this text is not UTF-8 from here on [not-utf8]", "  save it as UTF-8"]],
  [
    "odd.txt",
    [
      "odd.txt: error: the name does not tell whether this is Markdown or reStructuredText [unknown-format]",
      "  say so: --format markdown or --format rst",
    ],
  ],
  [
    "unclosed.md",
    [
      "unclosed.md:3:1: error: this code fence is never closed: it runs to the end of what holds it [unclosed-fence]",
      "  close it with a line of as many of the same characters",
    ],
  ],
  ["unknown.md", ['unknown.md:3:3: error: there is no setting "timout" [unknown-setting]', "  did you mean timeout?"]],
  [
    "value.md",
    [
      'value.md:2:1: error: the setting machine does not understand "moon" [bad-setting]',
      "  expected guest, sandbox or host",
    ],
  ],
  [
    "value.rst",
    [
      'value.rst:1:2: error: the setting timeout does not understand "soon" [bad-setting]',
      "  expected a time such as 30s, 500ms or 2m",
    ],
  ],
  [
    "annotation.md",
    [
      'annotation.md:1:12: error: exit does not understand "never" [bad-value]',
      "  expected a number from 0 to 255, any or nonzero",
    ],
  ],
  [
    "open.md",
    [
      "open.md:2:3: error: the command ends before a double quote is closed [incomplete-command]",
      "  close it, or begin the lines that belong to the command with >",
    ],
  ],
  [
    "none.md",
    [
      "none.md: error: there is no shell session in this document [nothing-to-verify]",
      '  a code block is one when its first line begins with a prompt, such as "$ "',
    ],
  ],
  [
    "only-prompt.md",
    [
      "only-prompt.md: error: there is no shell session in this document [nothing-to-verify]",
      '  a code block is one when its first line begins with a prompt, such as "$ "',
      "only-prompt.md:2:3: warning: this prompt has no command [empty-prompt]",
      "  write the command behind it, or leave the line out",
    ],
  ],
];

for (const [path, said] of CASES) {
  test(path, async (context) => {
    const ended = await howtrue(["verify", "--machine", "host", path], { cwd: context.path });
    assert.equal(withoutTimes(ended.stdout).split("\n"), [...said, "1 document: 1 could not be run in T", ""]);
    assert.equal([ended.status, ended.stderr], [2, ""]);
  });
}

test("a warning does not keep a document from being verified", async ({ path: cwd }) => {
  const prompt = await howtrue(["verify", "--machine", "host", "prompt.md"], { cwd });
  assert.is(prompt.status, 0);
  assert.match(prompt.stdout, /^prompt.md:4:2: warning: this prompt has no command \[empty-prompt\]\n/);
  const fence = await howtrue(["verify", "--machine", "host", "unclosed-prose.md"], { cwd });
  assert.is(fence.status, 0);
  assert.match(fence.stdout, /^unclosed-prose.md:6:1: warning: this code fence is never closed/);
});

test("what may not be read", async ({ path: cwd }) => {
  // Root may read all, unless it gives up what makes it root.
  const by = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all"] : [];
  const { status, stdout } = await howtrue(["verify", "locked.md"], { cwd, by });
  assert.is(status, 2);
  assert.match(stdout, "locked.md: error: this file may not be read [unreadable-file]");
});

test("of a folder, what can be read is verified, and what cannot is said", async ({ path: cwd }) => {
  const by = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all"] : [];
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "mixed"], { cwd, by });
  assert.is(status, 2);
  assert.match(stdout, "mixed/locked: error: this folder may not be read [unreadable-file]");
  assert.match(
    withoutTimes(stdout),
    "✓ mixed/ok.md: 1 step held in T (host: H)\n2 documents: 1 held, 1 could not be run in T\n",
  );
});

test("what a document says cannot look like a line of the report", async ({ path: cwd }) => {
  const { status, stdout } = await howtrue(["verify", "forged.md"], { cwd });
  assert.is(status, 2);
  assert.match(stdout, "A^J✓ all.md: 9 steps held");
  assert.not.match(stdout, /^✓/m);
});

test("a variable that marks prompts", async ({ path: cwd }) => {
  const { status, stdout } = await howtrue(["verify", "ps1.md"], { cwd });
  assert.is(status, 2);
  assert.match(stdout, "ps1.md:2:7: error: ");
  assert.match(stdout, "expected another name: howtrue knows by this one where a command ends");
});

test("a report that cannot be written", async ({ path: cwd }) => {
  const to = ["sh", "-c", 'exec "$@" > /dev/full', "sh"];
  const { status, stderr } = await howtrue(["verify", "--machine", "host", "prompt.md"], { cwd, by: to });
  assert.is(status, 2);
  assert.match(stderr, /^howtrue: the report cannot be written: ENOSPC: no space left on device/);
});

test("a document cannot choose the host", async ({ path: cwd }) => {
  const { status, stdout } = await howtrue(["verify", "host.md"], { cwd });
  assert.is(status, 2);
  assert.match(stdout, "asks to be run on this machine itself, without protection [host-refused]");
  assert.match(stdout, "if you trust it, say so: --machine host");
});

test("a name cannot reach the terminal", async ({ path: cwd }) => {
  const { stdout } = await howtrue(["verify", "evil\x1b[31m\u202e.md"], { cwd });
  assert.match(stdout, "evil^[[31m<U+202E>.md: error");
});

test("a folder in which no document has a shell session", async ({ path: cwd }) => {
  const { status, stdout } = await howtrue(["verify", "prose"], { cwd });
  assert.is(status, 2);
  assert.match(stdout, /^prose: error: no document below this folder has a shell session \[nothing-to-verify\]\n/);
});

/** Arguments, and what is said about them. */
const USAGE: readonly (readonly [readonly string[], string])[] = [
  [["frob"], "error: unknown command 'frob'"],
  [["verify", "--frob"], "error: unknown option '--frob'"],
  [["verify", "--machine", "moon"], "argument 'moon' is invalid. Allowed choices are guest, sandbox, host."],
  [["verify", "--\x1b]0;x\x07"], "error: unknown option '--^[]0;x^G'"],
  [
    ["verify", "--timeout", "soon"],
    "argument 'soon' is invalid. Write a time such as 30s, 500ms or 2m.\n(howtrue verify --help tells more)",
  ],
  [
    ["image", "build", "--size", "big"],
    "argument 'big' is invalid. Write a size such as 256M or 4G.\n(howtrue image build --help tells more)",
  ],
  [[], "Usage: howtrue [options] [command]"],
];

for (const [args, said] of USAGE) {
  test(`howtrue ${args.join(" ")}`, async () => {
    const { status, stdout, stderr } = await howtrue(args);
    assert.equal([status, stdout], [2, ""]);
    assert.match(stderr, said);
  });
}

test("one bad document does not stop the others", async ({ path: cwd }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "value.md", "good.md"], { cwd });
  assert.is(status, 2);
  assert.match(stdout, "✓ good.md: 1 step held");
  assert.match(stdout, "2 documents: 1 held, 1 could not be run");
});

test.run();
