import { chownSync, mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { readProject } from "../../src/source/project-text.ts";
import { type Config, Projects } from "../../src/source/project.ts";
import { folder } from "../commands/howtrue.ts";

const yaml = "howtrue.config.yaml";

/** What is said of a document in a folder with these files, paths told without the folder. */
async function saidOf(document: string, files: Readonly<Record<string, string | Uint8Array>>, config?: Config) {
  const { path, remove } = folder(files);
  const named = typeof config === "string" ? join(path, config) : config;
  const { options, messages } = await new Projects(named).of(join(path, document));
  remove();
  return { options, said: messages.map((message) => formatMessage(message).replaceAll(`${path}/`, "")) };
}

const text = (kind: "json" | "yaml" | "package", content: string): string[] =>
  readProject({ path: "x", kind, text: content }).messages.map(formatMessage);

test("each of the four files is read", async () => {
  const cases: readonly [string, string][] = [
    [yaml, "# why\ntimeout: 5s\n"],
    ["howtrue.config.yml", "timeout: 5s"],
    ["howtrue.config.json", '\uFEFF{"$schema": "x", "timeout": "5s"}'],
    ["package.json", '{"name": "x", "howtrue": {"timeout": "5s"}}'],
  ];
  for (const [name, content] of cases) {
    assert.equal(await saidOf("docs/a.md", { [name]: content, ".git/x": "" }), {
      options: { timeout: 5_000 },
      said: [],
    });
  }
});

test("the nearest upwards is read, to the root of the repository and no further", async () => {
  const both = { [yaml]: "timeout: 1s", [`a/${yaml}`]: "terminal: 90x30", "a/b/c.md": "", ".git/x": "" };
  assert.equal((await saidOf("a/b/c.md", both)).options, { terminal: { cols: 90, rows: 30 } });
  assert.equal((await saidOf("b.md", both)).options, { timeout: 1_000 });
  assert.equal((await saidOf("a/b.md", { [yaml]: "timeout: 1s", "a/.git/x": "" })).options, {});
  const worktree = { [yaml]: "timeout: 1s", "a/.git": "gitdir: elsewhere" };
  assert.equal((await saidOf("a/b.md", worktree)).options, {});
  const root = { [yaml]: "timeout: 1s", ".git/x": "", "a/package.json": '{"devDependencies": {"howtrue": "1"}}' };
  assert.equal((await saidOf("a/b.md", root)).options, { timeout: 1_000 }, "a package.json that does not mean us");
  assert.equal((await saidOf("a.md", { "package.json": "no JSON at all", ".git/x": "" })).said, []);
});

test("an empty file says nothing, and keeps those above from speaking", async () => {
  const files = { [yaml]: "timeout: 1s", [`a/${yaml}`]: "# nothing\n", ".git/x": "" };
  assert.equal(await saidOf("a/b.md", files), { options: {}, said: [] });
});

test("two in one folder are an error", async () => {
  const files = { [yaml]: "", "howtrue.config.json": "{}", "a.md": "" };
  assert.equal((await saidOf("a.md", files)).said, [
    "howtrue.config.yaml: error: this folder says its settings twice, in howtrue.config.json and howtrue.config.yaml [several-project-files]\n  keep one",
  ]);
  const other = { "package.json": '{"howtrue": {}}', "howtrue.config.yml": "" };
  assert.match((await saidOf("a.md", other)).said[0] ?? "", "in howtrue.config.yml and package.json");
});

test("a file can be named, or none be wanted", async () => {
  const files = { [yaml]: "timeout: 1s", "ci.yaml": "timeout: 2s", "package.json": '{"howtrue": {"timeout": 3}}' };
  assert.equal((await saidOf("a.md", files, "ci.yaml")).options, { timeout: 2_000 });
  assert.equal((await saidOf("a.md", files, "package.json")).options, { timeout: 3_000 });
  assert.equal(await saidOf("a.md", files, false), { options: {}, said: [] });
  assert.equal((await saidOf("a.md", files, "none.yaml")).said, [
    "none.yaml: error: there is no such file or folder [missing-file]\n  look at its spelling",
  ]);
});

test("what is wrong is said with file, line and column", () => {
  const yamlHint = "[bad-project-file]\n  mend the YAML";
  const jsonHint = "[bad-project-file]\n  mend the JSON";
  const notJson = "cannot read the settings: this is no JSON from here on";
  const cases: readonly ["json" | "yaml" | "package", string, ...string[]][] = [
    [
      "yaml",
      "a: {",
      `x:1:5: error: cannot read the settings: Flow map in block collection must be sufficiently indented and end with a } ${yamlHint}`,
    ],
    ["yaml", "- a", `x:1:1: error: cannot read the settings: they are not a mapping ${yamlHint}`],
    ["yaml", "text", `x:1:1: error: cannot read the settings: they are not a mapping ${yamlHint}`],
    ["yaml", "env:\n  A: 1\n  A: 2", `x:3:3: error: cannot read the settings: Map keys must be unique ${yamlHint}`],
    [
      "yaml",
      "timeout: 1s\nenv: *none",
      `x:2:1: error: cannot read the settings: Unresolved alias (the anchor must be set before the alias): none ${yamlHint}`,
    ],
    ["yaml", "\ntiemout: 5s", 'x:2:1: error: there is no setting "tiemout" [unknown-setting]\n  did you mean timeout?'],
    [
      "yaml",
      "image:\n  size: much",
      'x:2:3: error: the setting image.size does not understand "much" [bad-setting]\n  expected a size such as 256M or 4G',
    ],
    [
      "yaml",
      "image:\n  packages:\n    - ok\n    - -y",
      'x:4:7: error: the setting image.packages.1 does not understand "-y" [bad-setting]\n  expected the name of a Debian package',
    ],
    [
      "yaml",
      "timeout: 1s\ncleanup: true",
      "x:2:1: error: cleanup cannot be said of a project [misplaced-key]\n  it is said of a block or a command",
    ],
    [
      "yaml",
      "strict: true\nif: !command:docker",
      `x:2:5: error: cannot read the settings: Unresolved tag: !command:docker ${yamlHint}`,
    ],
    ["json", "", `x:1:1: error: ${notJson} ${jsonHint}`],
    ["json", "{\n  // why\n}", `x:2:3: error: ${notJson} ${jsonHint}`],
    ["json", '{"timeout": "5s",}', `x:1:18: error: ${notJson} ${jsonHint}`],
    ["json", "timeout: 5s", `x:1:1: error: ${notJson} ${jsonHint}`],
    ["json", "[]", `x:1:1: error: cannot read the settings: they are not a mapping ${jsonHint}`],
    [
      "json",
      '{\n  "timeout": "soon"\n}',
      'x:2:3: error: the setting timeout does not understand "soon" [bad-setting]\n  expected a time such as 30s, 500ms or 2m',
    ],
    ["package", '{"howtrue": true}', `x:1:2: error: cannot read the settings: howtrue: is not a mapping ${jsonHint}`],
    [
      "package",
      '{"name": "x",\n "howtrue": {"machin": "guest"}}',
      'x:2:14: error: there is no setting "machin" [unknown-setting]\n  did you mean machine?',
    ],
    ["package", '{"howtrue": {},}', `x:1:16: error: ${notJson} ${jsonHint}`],
    ["yaml", ""],
    ["json", "{}"],
  ];
  for (const [kind, content, ...said] of cases) assert.equal(text(kind, content), said, content);
});

test("what cannot be read is a message", async () => {
  const cases: readonly [Readonly<Record<string, string | Uint8Array>>, string][] = [
    [
      { [yaml]: new Uint8Array([0xff, 10]) },
      `${yaml}:1: error: this text is not UTF-8 from here on [not-utf8]\n  save it as UTF-8`,
    ],
    [
      { [`${yaml}/x`]: "" },
      `${yaml}: error: this is no file of settings [unreadable-file]\n  they are a text, of less than 1 MiB`,
    ],
    [
      { [yaml]: "#".repeat(2 ** 20 + 1) },
      `${yaml}: error: this is no file of settings [unreadable-file]\n  they are a text, of less than 1 MiB`,
    ],
    [
      { "package.json": '{"howtrue": {' },
      "package.json:1:14: error: cannot read the settings: this is no JSON from here on [bad-project-file]\n  mend the JSON",
    ],
  ];
  for (const [files, message] of cases)
    assert.equal((await saidOf("a.md", { ...files, ".git/x": "" })).said, [message]);
  const { path, remove } = folder({});
  symlinkSync("/dev/zero", join(path, yaml));
  assert.match((await new Projects(undefined).of(join(path, "a.md"))).messages[0]?.what ?? "", "no file of settings");
  remove();
});

test("hostile texts take bounded time, and no stack", () => {
  const began = performance.now();
  const deep = "cannot read the settings: they are nested too deep [bad-project-file]\n  mend the";
  assert.equal(text("yaml", "[".repeat(500_000)), [`x:1:1: error: ${deep} YAML`]);
  assert.equal(text("yaml", `env:\n ${"- ".repeat(200_000)}`), [`x:1:1: error: ${deep} YAML`]);
  assert.equal(text("yaml", `${"? ".repeat(200_000)}a`), [`x:1:1: error: ${deep} YAML`]);
  const steps = Array.from({ length: 1_000 }, (_, i) => `${" ".repeat(i)}a:`);
  assert.equal(text("yaml", steps.join("\n")), [`x:1:1: error: ${deep} YAML`]);
  assert.equal(text("json", `{"env": ${"[".repeat(200_000)}${"]".repeat(200_000)}}`), [`x:1:1: error: ${deep} JSON`]);
  const many = Array.from({ length: 50_000 }, (_, i) => `"A${i}": 1`).join(",\n");
  assert.equal(text("json", `{"env": {${many}}}`), []);
  assert.is(text("json", `{${many}}`).length, 50_000);
  const bomb = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`);
  assert.match(text("yaml", `a0: &a0 [x]\n${bomb.join("\n")}`).join("\n"), "Excessive alias count");
  assert.ok(performance.now() - began < 60_000);
});

test("settings of somebody else above one's documents are not believed", async () => {
  if (process.getuid?.() !== 0) return; // only root can give files away
  const { path, remove } = folder({ [yaml]: "timeout: 1s", "mine/a.md": "", "theirs/a.md": "" });
  chownSync(join(path, yaml), 4_711, 4_711);
  const said = async (document: string, config?: Config) => {
    const { options, messages } = await new Projects(config).of(join(path, document));
    return [options, ...messages.map(formatMessage)];
  };
  assert.equal(await said("mine/a.md"), [
    {},
    `${path}/${yaml}: error: these settings belong to another user (4711) than the documents below them [foreign-project-file]\n  if you trust them, name the file: --config FILE; to do without them: --no-config`,
  ]);
  assert.equal(await said("mine/a.md", join(path, yaml)), [{ timeout: 1_000 }]);
  assert.equal(await said("mine/a.md", false), [{}]);
  chownSync(join(path, "theirs/a.md"), 4_711, 4_711);
  assert.equal(await said("theirs/a.md"), [{ timeout: 1_000 }]);
  remove();
});

test("one reader serves documents of several owners and folders", async () => {
  const { path, remove } = folder({ [yaml]: "tiemout: 1s", "a.md": "", "b/b.md": "", ".git/x": "" });
  const projects = new Projects(undefined);
  const [one, other] = [await projects.of(join(path, "a.md")), await projects.of(join(path, "b/b.md"))];
  assert.is(one, other);
  assert.ok(projects.haveSaid(one.messages[0]!));
  assert.not(projects.haveSaid({ ...one.messages[0]! }));
  remove();
});

test("a path below the working directory is told as its user would", async () => {
  const { path, remove } = folder({ [yaml]: "tiemout: 1s" });
  mkdirSync(join(path, "in"));
  const before = process.cwd();
  process.chdir(path);
  const place = async (document: string) => (await new Projects(undefined).of(document)).messages[0]?.place.path;
  assert.is(await place("in/a.md"), yaml);
  assert.is(await place("-"), yaml);
  process.chdir("in");
  assert.is(relative(path, (await place("a.md")) ?? ""), yaml);
  process.chdir(before);
  remove();
});

test.run();
