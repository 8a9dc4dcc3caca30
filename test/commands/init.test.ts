import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { check } from "../../src/settings/check.ts";
import { keysFor } from "../../src/settings/keys.ts";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

for (const name of ["howto.md", "first.rst"]) {
  test(`${name}: it holds in the sandbox as it is written, and an update changes nothing`, async () => {
    const { path: cwd, remove } = folder({});
    const args = name === "howto.md" ? ["init"] : ["init", name];
    assert.equal(await howtrue(args, { cwd }), {
      status: 0,
      stderr: "",
      stdout: [
        `${name} is written. Next:`,
        "",
        `  howtrue verify ${name}          run it and compare`,
        `  howtrue verify --watch ${name}  the same again, whenever you save it`,
        `  howtrue update ${name}          write what is observed into it`,
        "",
      ].join("\n"),
    });
    const verified = await howtrue(["verify", name], { cwd });
    assert.match(withoutTimes(verified.stdout), `✓ ${name}: 6 steps held in T (sandbox: `);
    assert.is(verified.status, 0, verified.stdout);
    const text = readFileSync(join(cwd, name), "utf8");
    const updated = await howtrue(["update", "--dry-run", name], { cwd });
    assert.is(updated.status, 0, updated.stdout);
    assert.not.match(updated.stdout, /^[+-]/m);
    assert.is(readFileSync(join(cwd, name), "utf8"), text);
    remove();
  });
}

test("both formats show the same: output, dots, a file, a status, cleanup", async () => {
  const { path: cwd, remove } = folder({});
  await howtrue(["init", "a.md"], { cwd });
  await howtrue(["init", "a.rst"], { cwd });
  const steps = [];
  for (const name of ["a.md", "a.rst"]) {
    const { stdout } = await howtrue(["list", "--json", name], { cwd });
    const [document] = JSON.parse(stdout).documents;
    steps.push(document.steps.map(({ command, exit, cleanup }: Record<string, unknown>) => [command, exit, cleanup]));
  }
  assert.equal(steps[0], steps[1]);
  assert.equal(
    steps[0].map(([command]: [string]) => command),
    [
      "echo Hello, reader",
      "date",
      "echo water the plants > notes.txt",
      "cat notes.txt",
      "grep coffee notes.txt",
      "rm notes.txt",
    ],
  );
  assert.match(readFileSync(join(cwd, "a.rst"), "utf8"), "A first howto\n=============\n");
  remove();
});

test("with --config: it holds with the settings, whose keys are all there and right once they are said", async () => {
  const { path: cwd, remove } = folder({ "docs/keep": "" });
  const { status, stdout } = await howtrue(["init", "docs/it's.md", "--config"], { cwd });
  assert.is(status, 0);
  assert.match(stdout, "docs/it's.md and docs/howtrue.config.yaml are written.");
  assert.match(stdout, "  howtrue verify 'docs/it'\\''s.md' ");
  assert.is((await howtrue(["verify", "docs"], { cwd })).status, 0);
  const text = readFileSync(join(cwd, "docs/howtrue.config.yaml"), "utf8");
  assert.not.match(text, /^[^#\n]/m);
  const pairs = Object.entries(parse(text.replaceAll(/^# (\w+: )/gm, "$1")));
  assert.equal(
    pairs.map(([key]) => key),
    keysFor("project"),
  );
  const raw = pairs.map(([key, value]) => ({ key, value, place: { path: "howtrue.config.yaml" }, ours: true }));
  assert.equal(check(raw, "project").messages, []);
  remove();
});

const EXISTS = (path: string): string =>
  `${path}: error: this is there already: it is left as it is, and nothing is written [file-exists]\n` +
  "  name another file, as in: howtrue init first.md\n";

test("what is there stays, also a link to nothing, and then nothing else is written", async () => {
  const { path: cwd, remove } = folder({ "howto.md": "mine\n", "b/howtrue.config.yaml": "strict: true\n" });
  symlinkSync("nowhere.md", join(cwd, "link.md"));
  assert.equal(await howtrue(["init"], { cwd }), { status: 2, stdout: "", stderr: EXISTS("howto.md") });
  assert.equal(await howtrue(["init", "link.md"], { cwd }), { status: 2, stdout: "", stderr: EXISTS("link.md") });
  assert.is(readFileSync(join(cwd, "howto.md"), "utf8"), "mine\n");
  assert.not(existsSync(join(cwd, "nowhere.md")));
  const { stderr, status } = await howtrue(["init", "--config", "b/howto.md"], { cwd });
  assert.equal([status, stderr], [2, EXISTS("b/howtrue.config.yaml")]);
  assert.not(existsSync(join(cwd, "b/howto.md")));
  remove();
});

test("a name that tells no format, and a folder that is not there, are told", async () => {
  const { path: cwd, remove } = folder({});
  for (const name of ["howto.txt", "a.t", "docs/"]) {
    const { status, stderr } = await howtrue(["init", name], { cwd });
    assert.is(status, 2);
    assert.is(
      stderr,
      `${name}: error: this name does not tell whether the howto is Markdown or reStructuredText [unknown-format]\n` +
        "  name a file that ends in .md or .rst\n",
    );
  }
  const { status, stderr } = await howtrue(["init", "no/\u001b[2Jhowto.md"], { cwd });
  assert.is(status, 2);
  assert.is(
    stderr,
    "no/^[[2Jhowto.md: error: the folder of this file is not there [missing-folder]\n  make it: mkdir -p\n",
  );
  const long = await howtrue(["init", `${"x".repeat(300)}.md`], { cwd });
  assert.is(long.status, 2);
  assert.match(long.stderr, /: error: it cannot be written: ENAMETOOLONG.* \[unwritable-file\]\n {2}look at the perm/);
  remove();
});

test.run();
