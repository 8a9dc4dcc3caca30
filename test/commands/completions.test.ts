import { readFileSync, writeFileSync } from "node:fs";
import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { spawn } from "@lydell/node-pty";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";

const run = promisify(execFile);
const test = suite<{ path: string; remove: () => void }>("completions");
const isInstalled = (shell: string): boolean => spawnSync(shell, ["-c", ":"]).error === undefined;

test.before(async (context) => {
  const scripts: Record<string, string> = {};
  for (const shell of ["bash", "zsh", "fish"]) {
    const { status, stdout, stderr } = await howtrue(["completions", shell]);
    assert.equal([status, stderr], [0, ""]);
    scripts[`scripts/${shell}`] = stdout;
  }
  const files = { "docs/a b.md": "", "docs/c.rst": "", "settings.yaml": "", "report.xml": "" };
  Object.assign(context, folder({ ...scripts, ...files, ".zshrc": "" }));
});
test.after(({ remove }) => remove());

/** What is offered behind a line, in each shell; `files`: the shell's own completion of files. */
const LINES: readonly (readonly [line: string, offered: readonly string[] | "files"])[] = [
  ["howtrue ver", ["verify"]],
  ["howtrue verify --mach", ["--machine"]],
  ["howtrue verify --machine ", ["guest", "sandbox", "host"]],
  ["howtrue verify docs/c.rst -m s", ["sandbox"]],
  ["howtrue verify --machine=g", ["guest"]],
  ["howtrue verify --on t", ["trixie"]],
  ["howtrue verify -b --reporter ju", ["junit"]],
  ["howtrue verify --timeout ", []],
  ["howtrue verify --last-failed doc", "files"],
  ["howtrue verify doc", "files"],
  ["howtrue verify --config set", "files"],
  ["howtrue init ", "files"],
  ["howtrue image ", ["build", "list", "prune", "remove", "help"]],
  ["howtrue image build --suite boo", ["bookworm"]],
  ["howtrue image list --j", ["--json"]],
  ["howtrue image remove ", []],
  ["howtrue help upd", ["update"]],
  ["howtrue completions ", ["bash", "zsh", "fish"]],
];

test("bash offers commands, options, choices and files", async ({ path }) => {
  // Readline cuts a line into words: also before and behind "=" and ":".
  const words = (line: string): string[] => line.split(/ +|(?==)|(?<==)/);
  for (const [line, offered] of LINES) {
    const program = `source scripts/bash; compopt() { echo "compopt $*"; }
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _howtrue; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p howtrue`;
    const { stdout, stderr } = await run("bash", ["--norc", "-c", program, "bash", ...words(line)], { cwd: path });
    const expected = offered === "files" ? ["compopt -o default", ""] : offered.length === 0 ? [""] : offered;
    assert.equal(stdout.split("\n"), [...expected, "complete -F _howtrue howtrue", ""], line);
    assert.is(stderr, "", line);
  }
});

/** Somebody types into an interactive shell. Gives what the shell then runs. */
async function typed(shell: readonly string[], keys: readonly string[], cwd: string): Promise<string[]> {
  const [program = "", ...args] = shell;
  const env = { PATH: process.env["PATH"], HOME: cwd, TERM: "dumb" };
  const terminal = spawn(program, args, { cols: 200, rows: 50, cwd, env });
  let text = "";
  let look = (): void => undefined;
  terminal.onData((chunk) => {
    text += chunk;
    look();
  });
  const ended = new Promise((done) => terminal.onExit(done));
  const saw = (what: RegExp): Promise<void> =>
    new Promise((done) => {
      look = () => (what.test(text) ? done() : undefined);
      look();
    });
  await saw(/READY/);
  for (const [i, line] of keys.entries()) {
    text = "";
    terminal.write(`${line}\r`);
    await saw(/RAN .*END/);
    keys = keys.with(i, /RAN (.*)END/.exec(text)?.[1] ?? "");
  }
  terminal.write("exit\r");
  await ended;
  return [...keys];
}

/** Typed with the tab key, and what is run then. */
const TYPED = {
  "howtrue ver\tdo\ta\t": "verify docs/a b.md ",
  "howtrue image build --suite boo\t": "image build --suite bookworm ",
  "howtrue verify --machine=gu\t": "verify --machine=guest ",
  "howtrue verify -r junit:rep\t": "verify -r junit:report.xml ",
  "howtrue verify --config set\t": "verify --config settings.yaml ",
};
const SHOW = "howtrue() { printf 'RA%s' 'N '; printf '%s ' \"$@\"; echo END; }";

test("bash completes what is typed, with files that have blanks in their names", async ({ path }) => {
  const rc = join(path, ".bashrc");
  writeFileSync(rc, `source scripts/bash; bind 'set bell-style none'; ${SHOW}; PS1=; echo READY\n`);
  const ran = await typed(["bash", "--noprofile", "--rcfile", rc, "-i"], Object.keys(TYPED), path);
  assert.equal(ran, Object.values(TYPED));
});

(isInstalled("zsh") ? test : test.skip)("zsh completes what is typed", async ({ path }) => {
  const setUp = "autoload -Uz compinit; compinit -u -d $HOME/.dump; source scripts/zsh";
  writeFileSync(join(path, ".zshrc"), `PS1=; ${setUp}; unsetopt beep; ${SHOW}; echo READY\n`);
  assert.equal(await typed(["zsh", "-d", "-i"], Object.keys(TYPED), path), Object.values(TYPED));
});

(isInstalled("fish") ? test : test.skip)("fish offers commands, options, choices and files", async ({ path }) => {
  for (const [line, offered] of LINES) {
    const program = "source scripts/fish; complete -C $argv[1]";
    const { stdout, stderr } = await run("fish", ["--no-config", "-c", program, line], {
      cwd: path,
      env: { ...process.env, HOME: path },
    });
    const words = stdout.split("\n").flatMap((one) => one.split("\t")[0] || []);
    const files = { doc: ["docs/"], set: ["settings.yaml"], "": ["docs/", "report.xml", "scripts/", "settings.yaml"] };
    const word = /\S*$/.exec(line)?.[0] ?? "";
    const expected = offered === "files" ? files[word as keyof typeof files] : offered;
    const whole = expected.map((one) => (word.includes("=") ? `--machine=${one}` : one));
    assert.equal(words.toSorted(), whole.toSorted(), line);
    assert.is(stderr, "", line);
  }
});

test("every script has each option and command that the help shows", async ({ path }) => {
  for (const command of [[], ["init"], ["verify"], ["update"], ["config"], ["image"], ["image", "prune"], ["doctor"]]) {
    const { stdout } = await howtrue([...command, "--help"]);
    const long = [...stdout.matchAll(/^ +(?:-\w, )?--([\w-]+)/gm)].map(([, name]) => name);
    const below = [...(stdout.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}([\w-]+)/gm)].map(([, name]) => name);
    assert.ok(long.includes("help"));
    for (const shell of ["bash", "zsh", "fish"]) {
      const script = readFileSync(join(path, "scripts", shell), "utf8");
      for (const name of [...long, ...below]) assert.match(script, new RegExp(`\\b${name}\\b`), `${shell}: ${name}`);
    }
  }
});

test("a shell that it does not know is told", async () => {
  const { status, stderr } = await howtrue(["completions", "tcsh"]);
  assert.is(status, 2);
  assert.match(
    stderr,
    "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
  );
});

test.run();
