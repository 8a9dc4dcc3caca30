import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { folder, howtrue } from "./commands/howtrue.ts";

const root = resolve(import.meta.dirname, "..");
const read = (name: string): string => readFileSync(join(root, name), "utf8");

interface Step {
  readonly name?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { description: string; default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
const action = parse(read("action.yml")) as Action;

test("the action: each script has a shell, and what users say reaches it as a variable, never as its text", () => {
  assert.is(action.runs.using, "composite");
  for (const step of action.runs.steps.filter(({ run }) => run !== undefined)) {
    assert.is(step.shell, "bash");
    assert.not.match(step.run!, "${{");
  }
});

test("the action passes on paths and options, one a line, whatever is in them", () => {
  const { path, remove } = folder({});
  writeFileSync(join(path, "howtrue"), '#!/bin/sh\nprintf "<%s>" "$@"\n');
  chmodSync(join(path, "howtrue"), 0o755);
  const { run } = action.runs.steps.find(({ name }) => name === "Verify")!;
  const script = (PATHS: string, OPTIONS: string): string => {
    const env = { PATH: `${path}:${process.env["PATH"]}`, PATHS, OPTIONS };
    return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run!], { env, encoding: "utf8" })
      .stdout;
  };
  const always = "<verify><--reporter><pretty><--reporter><github>";
  assert.is(script(".\n", ""), `${always}<--><.>`);
  assert.is(
    script("a b.md\n\n-x $(id)", "--retries=1\n--grep=a b\n"),
    `${always}<--retries=1><--grep=a b><--><a b.md><-x $(id)>`,
  );
  remove();
});

test("docs/ci.md: its examples are YAML, and howtrue has every option and reporter that they name", async () => {
  const text = read("docs/ci.md");
  const examples = [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, yaml]) => yaml ?? "");
  assert.ok(examples.length >= 4);
  for (const yaml of examples) assert.type(parse(yaml), "object");
  const commands = examples.join("\n").match(/howtrue (verify|merge-reports) .*/g) ?? [];
  assert.ok(commands.length >= 5);
  const { path, remove } = folder({ "docs/a.md": "```console\n$ true\n```\n" });
  for (const command of commands) {
    const plain = command
      .replaceAll(/\$\{\{ matrix\.shard \}\}|\$CI_NODE_INDEX/g, "1")
      .replaceAll("$CI_NODE_TOTAL", "1")
      .replace("1/3", "1/1");
    const [, ...args] = plain.replace("report-1.json report-2.json report-3.json", "report-1.json").split(" ");
    const more = args[0] === "verify" ? ["--machine", "host"] : [];
    const { status, stderr } = await howtrue([...args, ...more], { cwd: path });
    assert.equal([plain, status, stderr], [plain, 0, ""]);
  }
  remove();
});

test("docs/ci.md has every reporter in its table", async () => {
  const { stdout } = await howtrue(["verify", "--help"]);
  const [, list = ""] = /--reporter <[^]*?\(choices:([^)]*)\)/.exec(stdout) ?? [];
  const names = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  assert.is(names.length, 7);
  for (const name of names) assert.match(read("docs/ci.md"), `\n| \`${name}\``);
});

test.run();
