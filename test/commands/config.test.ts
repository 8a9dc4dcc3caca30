import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";

const FILES = {
  ".git/x": "",
  "howtrue.config.yaml":
    'timeout: 1m\nimage:\n  suite: trixie\nenv: {A: "x y"}\nstrict: true\nplaceholders: {}\nprompts: ["#", "a b>"]\n',
  "docs/a.md": "---\nhowtrue:\n  timeout: 90s\n  image: {packages: [nginx]}\n  exit: any\n---\n\n    $ a\n",
  "docs/b.rst": ".. howtrue: timeout=2s skip\n\n::\n\n   $ a\n",
  "docs/wrong.md": "---\nhowtrue:\n  tiemout: 90s\n  strict: maybe\n  stderr: ignore\n---\n\n    $ a\n",
  "docs/broken.md": "---\nhowtrue: {\n---\n\n    $ a\n",
  "docs/evil.md": '---\nhowtrue:\n  env: {A: "\\e[31m\\u202e"}\n---\n\n    $ a\n',
  "docs/odd.txt": "",
  "bare/package.json": '{"howtrue": {}}',
  "twice/howtrue.config.json": "{}",
  "twice/howtrue.config.yml": "",
};
const test = suite<{ path: string; remove: () => void }>("howtrue config");
test.before((context) => void Object.assign(context, folder(FILES)));
test.after(({ remove }) => remove());

/** Lines without the blanks between their columns. */
const rows = (text: string): string[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll(/ {2,}/g, " | "));

test("every setting, its value, and where it comes from", async ({ path: cwd }) => {
  const { status, stdout, stderr } = await howtrue(["config", "docs/a.md", "--machine", "host"], { cwd });
  assert.equal([status, stderr], [0, ""]);
  assert.equal(stdout.split("\n"), [
    "machine         host           --machine",
    "image.suite     trixie         howtrue.config.yaml:3:3",
    "image.packages  [nginx]        docs/a.md:4:11",
    "image.size      4G             default",
    "image.memory    256M           default",
    "timeout         90s            docs/a.md:3:3",
    'env.A           "x y"          howtrue.config.yaml:4:7',
    "terminal.cols   80             default",
    "terminal.rows   24             default",
    "network         false          default",
    "hosts           auto           default",
    "files           []             default",
    'prompts         ["#", "a b>"]  howtrue.config.yaml:7:1',
    "scripts         skip           default",
    "strict          true           howtrue.config.yaml:5:1",
    "placeholders    {}             howtrue.config.yaml:6:1",
    "dialect         howtrue        default",
    "exit            any            docs/a.md:5:3",
    "ignore          false          default",
    "skip            false          default",
    "if              -              default",
    "within          -              default",
    "match           ellipsis       default",
    "forbid          -              default",
    "stderr          compare        default",
    "",
  ]);
});

test("of reStructuredText, of a folder, and above it", async ({ path: cwd }) => {
  const rst = rows((await howtrue(["config", "docs/b.rst"], { cwd })).stdout);
  assert.ok(rst.includes("timeout | 2s | docs/b.rst:1:13"));
  assert.ok(rst.includes("skip | true | docs/b.rst:1:24"));
  const project = rows((await howtrue(["config", "docs"], { cwd })).stdout);
  assert.ok(project.includes("timeout | 1m | howtrue.config.yaml:1:1"));
  const below = rows((await howtrue(["config", "--timeout", "1500ms"], { cwd: `${cwd}/docs` })).stdout);
  assert.ok(below.includes("timeout | 1500ms | --timeout"));
  assert.ok(below.includes(`strict | true | ${cwd}/howtrue.config.yaml:5:1`));
  const bare = rows((await howtrue(["config", "bare"], { cwd })).stdout);
  assert.ok(bare.every((row) => row.endsWith(" | default")));
});

test("--config and --no-config", async ({ path: cwd }) => {
  const named = rows((await howtrue(["config", "bare", "--config", "howtrue.config.yaml"], { cwd })).stdout);
  assert.ok(named.includes("timeout | 1m | howtrue.config.yaml:1:1"));
  const none = rows((await howtrue(["config", "docs", "--no-config"], { cwd })).stdout);
  assert.ok(none.includes("timeout | 30s | default"));
});

test("for programs", async ({ path: cwd }) => {
  const { status, stdout } = await howtrue(["config", "--json", "--machine", "guest", "docs/a.md"], { cwd });
  const { version, path, settings, messages } = JSON.parse(stdout);
  assert.equal([status, version, path, messages], [0, 1, "docs/a.md", []]);
  const of = (name: string): object => settings.find(({ key }: { key: string }) => key === name);
  assert.equal(of("machine"), {
    key: "machine",
    value: "guest",
    text: "guest",
    from: "command line",
    flag: "--machine",
  });
  assert.equal(of("timeout"), {
    ...{ key: "timeout", value: 90_000, text: "90s", from: "document" },
    place: { path: "docs/a.md", line: 3, column: 3 },
  });
  assert.equal(of("image.suite"), {
    ...{ key: "image.suite", value: "trixie", text: "trixie", from: "project" },
    place: { path: "howtrue.config.yaml", line: 3, column: 3 },
  });
  assert.equal(of("forbid"), { key: "forbid", value: null, text: "", from: "default" });
});

test("what is wrong is said, and the rest is shown", async ({ path: cwd }) => {
  const { status, stdout, stderr } = await howtrue(["config", "docs/wrong.md"], { cwd });
  assert.is(status, 2);
  assert.equal(stderr.split("\n"), [
    'docs/wrong.md:3:3: error: there is no setting "tiemout" [unknown-setting]',
    "  did you mean timeout?",
    'docs/wrong.md:4:3: error: the setting strict does not understand "maybe" [bad-setting]',
    "  expected no value, true or false",
    "",
  ]);
  assert.ok(rows(stdout).includes("timeout | 1m | howtrue.config.yaml:1:1"));
  assert.ok(rows(stdout).includes("stderr | ignore | docs/wrong.md:5:3"));
  const json = await howtrue(["config", "--json", "docs/wrong.md"], { cwd });
  assert.equal([json.status, json.stderr], [2, ""]);
  assert.equal(JSON.parse(json.stdout).messages[0], {
    ...{ code: "unknown-setting", severity: "error", path: "docs/wrong.md", line: 3, column: 3 },
    ...{ what: 'there is no setting "tiemout"', hint: "did you mean timeout?" },
  });
});

/** Path, and what is said about it. */
const CASES: readonly (readonly [string, string])[] = [
  ["none", "none: error: there is no such file or folder [missing-file]\n  look at its spelling\n"],
  [
    "docs/odd.txt",
    "docs/odd.txt: error: the name does not tell whether this is Markdown or reStructuredText [unknown-format]\n  say so: --format markdown or --format rst\n",
  ],
  [
    "docs/broken.md",
    "docs/broken.md:2:11: error: cannot read the settings: Flow map in block collection must be sufficiently indented and end with a } [bad-front-matter]\n  mend the YAML\n",
  ],
  [
    "twice",
    "twice/howtrue.config.yml: error: this folder says its settings twice, in howtrue.config.json and howtrue.config.yml [several-project-files]\n  keep one\n",
  ],
];

for (const [path, said] of CASES) {
  test(path, async (context) => {
    const { status, stderr } = await howtrue(["config", path], { cwd: context.path });
    assert.equal([status, stderr], [2, said]);
  });
}

test("a value cannot reach the terminal", async ({ path: cwd }) => {
  const plain = await howtrue(["config", "docs/evil.md"], { cwd });
  const json = await howtrue(["config", "--json", "docs/evil.md"], { cwd });
  assert.equal([plain.status, json.status], [0, 0]);
  for (const { stdout } of [plain, json]) assert.not.match(stdout, /[\x1b\u202e]/);
  assert.match(plain.stdout, 'env.A           "\\u001b[31m<U+202E>"');
});

test.run();
