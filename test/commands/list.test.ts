import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";

const SESSION = "# Hello\n\n```console\n$ echo hello\nhello\n```\n";
const DOUBTFUL = "Text\n====\n\n::\n\n   # apt update\n";

const test = suite<{ path: string; remove: () => void }>("howtrue list and script");
test.before((context) => {
  const files = { "docs/a.md": SESSION, "docs/b.rst": DOUBTFUL, "docs/c.md": "text\n", "bad.md": "```console\n$ a\n" };
  Object.assign(context, folder({ ...files, ...WITNESS }));
});
test.after(({ remove }) => remove());

test("list shows what would be run, below folders also what may have been meant", async ({ path }) => {
  const { status, stdout, stderr } = await howtrue(["list", "docs"], { cwd: path });
  assert.equal([status, stderr], [0, ""]);
  assert.equal(stdout.split("\n"), [
    ...["docs/a.md", "  Hello", "  4  $ echo hello  (1 line)", ""],
    ...["docs/b.rst", "  not run:"],
    '  6  # apt update  (is # a prompt here? then say prompts: ["#"], or console for the language)',
    ...["", "1 step in 2 documents; 1 block not run", ""],
  ]);
});

test("list says what is wrong with documents, and its status is then 2", async ({ path }) => {
  const { status, stdout, stderr } = await howtrue(["list", "bad.md", "none.md", "docs/c.md"], { cwd: path });
  assert.is(status, 2);
  assert.equal(stderr.match(/^[^ ].*$/gm), [
    "none.md: error: there is no such file or folder [missing-file]",
    "bad.md:1:1: error: this code fence is never closed: it runs to the end of what holds it [unclosed-fence]",
    "docs/c.md: error: there is no shell session in this document [nothing-to-verify]",
  ]);
  assert.equal(stdout, "bad.md\n  2  $ a\n\n1 step in 2 documents\n");
});

test("what the project says holds for list and script, unless another file is named, or none", async () => {
  const files = { "howtrue.config.yaml": 'prompts: ["#"]\nstrict: true\n', "b.rst": DOUBTFUL, "mild.yaml": "" };
  const { path: cwd, remove } = folder(files);
  const first = async (...args: string[]) => (await howtrue(args, { cwd })).stdout.split("\n")[2];
  assert.is(await first("list", "b.rst"), "  6  # apt update  (strict)");
  for (const other of [["--no-config"], ["--config", "mild.yaml"]]) {
    assert.is((await first("list", "b.rst", ...other))?.includes("is # a prompt here?"), true);
    assert.is((await howtrue(["script", "b.rst", ...other], { cwd })).status, 2);
  }
  assert.match((await howtrue(["script", "b.rst"], { cwd })).stdout, /^apt update$/m);
  remove();
});

test("list --json prints one object", async ({ path }) => {
  const { status, stdout } = await howtrue(["list", "--json", "-", "--format", "markdown"], {
    cwd: path,
    input: SESSION,
  });
  const { documents, summary } = JSON.parse(stdout) as {
    documents: { path: string; steps: object[] }[];
    summary: object;
  };
  assert.equal([status, documents[0]?.path, documents[0]?.steps.length], [0, "-", 1]);
  assert.equal(summary, { documents: 1, steps: 1, notRun: 0 });
});

test("verify counts the blocks that it does not run, and says where they are shown", async ({ path }) => {
  const both = `${SESSION}\n\`\`\`sh\n# apt update\n\`\`\`\n`;
  const args = ["verify", "--machine", "host", "--format", "markdown", "-"];
  const { stdout } = await howtrue(args, { cwd: path, input: both });
  assert.match(stdout, /^✓ -: 1 step held in .*\); 1 block not run, see howtrue list$/m);
  const none = await howtrue(["verify", "docs/b.rst"], { cwd: path });
  assert.equal(none.stdout.split("\n").slice(0, 2), [
    "docs/b.rst: error: there is no shell session in this document [nothing-to-verify]",
    "  it has code that may be meant to be one: howtrue list shows it",
  ]);
});

test("script prints a document as a script", async ({ path }) => {
  const { status, stdout, stderr } = await howtrue(["script", "docs/a.md"], { cwd: path });
  assert.equal([status, stderr], [0, ""]);
  const head = ["#!/usr/bin/env bash", "# From docs/a.md, by howtrue.", "set -e", ""];
  assert.equal(stdout.split("\n"), [...head, "# # Hello", "", "echo hello", "#   hello", ""]);
});

test("of what cannot be read, or holds no session, no script is made", async ({ path }) => {
  for (const [file, code] of Object.entries({
    "bad.md": "unclosed-fence",
    "x.md": "missing-file",
    docs: "no-script",
  })) {
    const { status, stdout, stderr } = await howtrue(["script", file], { cwd: path });
    assert.equal([status, stdout], [2, ""], file);
    assert.ok(stderr.includes(`[${code}]`), stderr);
  }
});

/** Writes down which modules are loaded, where LOADED says. */
const WITNESS = {
  "witness.mjs": 'import { register } from "node:module"; register("./hooks.mjs", import.meta.url);',
  "hooks.mjs": `import { appendFileSync } from "node:fs";
    export function load(url, context, next) {
      appendFileSync(process.env.LOADED, url + "\\n");
      return next(url, context);
    }`,
};

/** A file of ours has several, and says before each which one it is. */
function modulesIn(url: string): string[] {
  if (!url.includes("/dist/")) return [url];
  const text = readFileSync(fileURLToPath(url), "utf8");
  return Array.from(text.matchAll(/^\/\/ ((?:src|node_modules)\/\S+)$/gm), ([, name = ""]) => name);
}

test("reading loads nothing of what runs", async ({ path }) => {
  const loaded = async (...args: string[]) => {
    const file = join(path, `loaded-${args[0]}`);
    await howtrue(args, {
      cwd: path,
      env: { NODE_OPTIONS: `--import=${path}/witness.mjs`, LOADED: file },
    });
    return readFileSync(file, "utf8").split("\n").flatMap(modulesIn).join("\n");
  };
  const running = /node-pty|xterm|\/machine\/|\/terminal\/|\/run\//;
  for (const command of ["list", "script"]) {
    const modules = await loaded(command, "docs/a.md");
    assert.match(modules, /document\/transcript/);
    assert.not.match(modules, running, command);
  }
  assert.match(await loaded("verify", "--machine", "host", "docs/a.md"), running);
});

test.run();
