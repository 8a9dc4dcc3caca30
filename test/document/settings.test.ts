import { test } from "uvu";
import * as assert from "uvu/assert";
import { readSettings } from "../../src/document/settings.ts";
import { formatMessage } from "../../src/message/message.ts";
import { fence, planOf, read, said } from "../plan/read.ts";

const SESSION = fence("console", "$ a");
const front = (...lines: string[]) => ["---", ...lines, "---", "", SESSION].join("\n");
const settings = async (text: string) =>
  readSettings(await read(text)).settings.map(({ key, value, place, ours }) => [
    key,
    value,
    place.line,
    place.column,
    ours,
  ]);

test("settings stand below howtrue:, or beside what other tools read", async () => {
  assert.equal(await settings(front("title: A", "timeout: 5s", "env: {A: 1}")), [
    ["title", "A", 2, 1, false],
    ["timeout", "5s", 3, 1, false],
    ["env", { A: 1 }, 4, 1, false],
  ]);
  assert.equal(await settings(front("title: A", "timeout: 1s", "howtrue:", "  timeout: 5s", "  x:", "    - y")), [
    ["timeout", "5s", 5, 3, true],
    ["x", ["y"], 6, 3, true],
  ]);
  assert.equal(await settings(front("howtrue: {machine: guest}", "a: &x 1", "b: *x")), [
    ["machine", "guest", 2, 11, true],
  ]);
  assert.equal(await settings(front("1: 2", "null: 3")), [
    ["1", 2, 2, 1, false],
    ["null", 3, 3, 1, false],
  ]);
});

test("a front matter that is no mapping, empty, or elsewhere says nothing", async () => {
  for (const text of [
    front(),
    front("# nothing"),
    front("- a"),
    front("text"),
    `text\n\n---\ntimeout: 1s\n---\n\n${SESSION}`,
  ])
    assert.equal(await said(text), [], text);
});

test("positions hold with other line ends and a byte order mark", async () => {
  const text = front("title: A", "howtrue:", "  timeout: 5s");
  assert.equal(await settings(text.replaceAll("\n", "\r\n")), [["timeout", "5s", 4, 3, true]]);
  assert.equal(await settings(`\uFEFF${text}`), [["timeout", "5s", 4, 3, true]]);
});

test("what cannot be read is said where it is ours", async () => {
  const mend = "[bad-front-matter]\n  mend the YAML";
  const cases: readonly [string, ...string[]][] = [
    [front("howtrue:"), `a.md:2:1: error: cannot read the settings: howtrue: is not a mapping ${mend}`],
    [front("howtrue: yes"), `a.md:2:1: error: cannot read the settings: howtrue: is not a mapping ${mend}`],
    [
      front("howtrue: {machine: guest, machine: guest}"),
      `a.md:2:27: error: cannot read the settings: Map keys must be unique ${mend}`,
    ],
    [
      front("a: 1", "timeout: *none"),
      `a.md:3:1: error: cannot read the settings: Unresolved alias (the anchor must be set before the alias): none ${mend}`,
    ],
    [
      front("machine: {"),
      `a.md:2:11: error: cannot read the settings: Flow map in block collection must be sufficiently indented and end with a } ${mend}`,
    ],
    [
      front("howtrue:", "  env: {A: !x 1}", "  if: !command:docker"),
      `a.md:3:12: error: cannot read the settings: Unresolved tag: !x ${mend}`,
      `a.md:4:7: error: cannot read the settings: Unresolved tag: !command:docker ${mend}`,
    ],
    [front("title: {"), ...[]],
    [front("title: !mine a", "timeout: 5s"), ...[]],
  ];
  for (const [text, ...messages] of cases) assert.equal(await said(text), messages, text);
});

test("what is wrong with a setting is said at its key", async () => {
  const known =
    "the settings are machine, image, timeout, env, terminal, network, hosts, files, prompts, scripts, strict, placeholders, dialect, exit, ignore, skip, if, within, match, forbid, stderr";
  const cases: readonly [string, ...string[]][] = [
    [
      front("howtrue:", "  tiemout: 5s"),
      `a.md:3:3: error: there is no setting "tiemout" [unknown-setting]\n  did you mean timeout?`,
    ],
    [front("howtrue:", "  colour: red"), `a.md:3:3: error: there is no setting "colour" [unknown-setting]\n  ${known}`],
    [
      front("howtrue:", "  cleanup: true"),
      `a.md:3:3: error: cleanup cannot be said of a document [misplaced-key]\n  it is said of a block or a command`,
    ],
    [front("timeot: 5s"), `a.md:2:1: error: there is no setting "timeot" [unknown-setting]\n  did you mean timeout?`],
    [front("colour: red")],
    [
      front("howtrue:", "  timeout: soon"),
      `a.md:3:3: error: the setting timeout does not understand "soon" [bad-setting]\n  expected a time such as 30s, 500ms or 2m`,
    ],
    [
      front("howtrue:", "  machine: moon"),
      `a.md:3:3: error: the setting machine does not understand "moon" [bad-setting]\n  expected guest, sandbox or host`,
    ],
    [
      front("howtrue:", "  image: {sise: 4G}"),
      `a.md:3:11: error: there is no setting "image.sise" [unknown-setting]\n  did you mean size?`,
    ],
    [
      front("howtrue:", "  image: {packages: [-y]}"),
      `a.md:3:22: error: the setting image.packages.0 does not understand "-y" [bad-setting]\n  expected the name of a Debian package`,
    ],
    [
      front("howtrue:", "  image: {size: much}"),
      `a.md:3:11: error: the setting image.size does not understand "much" [bad-setting]\n  expected a size such as 256M or 4G`,
    ],
    [
      front("howtrue:", "  terminal: {cols: 0}"),
      `a.md:3:14: error: the setting terminal.cols does not understand 0 [bad-setting]\n  expected a whole number from 1 to 999`,
    ],
    [
      front("howtrue:", "  terminal: 80x0"),
      `a.md:3:3: error: the setting terminal does not understand "80x0" [bad-setting]\n  expected columns and rows, as 80x24 or {cols: 80, rows: 24}`,
    ],
    [
      front("howtrue:", "  env: {1A: x}"),
      `a.md:3:9: error: the setting env.1A does not understand "1A" [bad-setting]\n  expected a name of letters, digits and _`,
    ],
    [
      front("howtrue:", "  env: {A: [x]}"),
      `a.md:3:9: error: the setting env.A does not understand ["x"] [bad-setting]\n  expected text`,
    ],
  ];
  for (const [text, ...messages] of cases) assert.equal(await said(text), messages, text);
});

test("the field howtrue is ours alone: a mapping, or the words of an annotation", async () => {
  const field = (text: string): string => `Title\n=====\n\n:author: x\n:howtrue: ${text}\n\n::\n\n   $ a\n`;
  const mapping = await planOf(field("{files: [a/],\n   timeout: 5s}"), {}, "rst");
  assert.equal([mapping.messages, mapping.settings.files, mapping.settings.timeout], [[], ["a/"], 5_000]);
  assert.is((await planOf(field("timeout=5s"), {}, "rst")).settings.timeout, 5_000);
  assert.equal((await planOf(field("timeout=5s").replace("howtrue", "files"), {}, "rst")).settings.files, []);
  assert.equal(await said(field("{tiemout: 5s}"), {}, "rst"), [
    'a.md:5:12: error: there is no setting "tiemout" [unknown-setting]\n  did you mean timeout?',
  ]);
  assert.equal(await said(field("{timeout: "), {}, "rst"), [
    "a.md:5:20: error: cannot read the settings: Flow map must end with a } [bad-field]\n  mend the YAML",
  ]);
});

test("hostile settings take bounded time, and no stack", async () => {
  const deep =
    "a.md:2:1: error: cannot read the settings: they are nested too deep [bad-front-matter]\n  mend the YAML";
  assert.equal(await said(front(`env: ${"[".repeat(200_000)}`)), [deep]);
  assert.equal(await said(front("env:", ` ${"- ".repeat(200_000)}`)), [deep]);
  const long =
    "a.md:2:1: error: cannot read the settings: they are longer than 1 MiB [bad-front-matter]\n  mend the YAML";
  assert.equal(await said(front("timeout: 1s", `x: ${"y".repeat(2 ** 20)}`)), [long]);
  assert.equal(await said(front(`x: ${"[".repeat(200_000)}`)), [], "what is somebody else's");
  const field = await said(`:env: ${"[".repeat(200_000)}\n\n::\n\n   $ a\n`, {}, "rst");
  assert.match(field.join("\n"), /^a\.md:1:2: error: the setting env does not understand "\[{79}… \[bad-setting\]/);
});

test("the command line stands above the document, the document above the defaults", async () => {
  const text = front("howtrue:", "  timeout: 5s", "  env: {A: 1, B: 2}", "  terminal: 100x30");
  const { settings: own } = await planOf(text);
  assert.equal(
    [own.machine, own.timeout, own.env, own.terminal],
    ["sandbox", 5_000, { A: "1", B: "2" }, { cols: 100, rows: 30 }],
  );
  const { settings: above } = await planOf(text, {
    machine: "host",
    timeout: 7,
    env: { B: "3" },
    terminal: { rows: 9 },
  });
  assert.equal(
    [above.machine, above.timeout, above.env, above.terminal],
    ["host", 7, { A: "1", B: "3" }, { cols: 100, rows: 9 }],
  );
});

test("reStructuredText says the same in a field list or a leading comment", async () => {
  const own = async (...lines: string[]) => {
    const document = await read([...lines, "", "::", "", "   $ a", ""].join("\n"), "rst");
    const { settings: found, messages } = readSettings(document);
    return [...found.map(({ key, value, place }) => [key, value, place.line]), ...messages.map(formatMessage)];
  };
  assert.equal(await own(":timeout: 5s", ":image: {suite: trixie}"), [
    ["timeout", "5s", 1],
    ["image", { suite: "trixie" }, 2],
  ]);
  assert.equal(await own(".. howtrue: timeout=5s"), [["timeout", "5s", 1]]);
  assert.equal(await own(":howtrue: timeout=5s machine=guest"), [
    ["timeout", "5s", 1],
    ["machine", "guest", 1],
  ]);
});

test("that a leading annotation is not only the block's behind it is said, where that takes claims away", async () => {
  const codes = async (...lines: string[]) => {
    const { messages } = readSettings(await read(lines.join("\n"), "rst"));
    return messages.map(({ code, severity, place }) => `${severity} ${code} ${place.line}:${place.column}`);
  };
  const [title, skip] = [
    ["T", "=", ""],
    [".. howtrue: timeout=5s skip", ""],
  ];
  const warned = ["warning leading-annotation 4:24"];
  assert.equal(await codes(...title, ...skip, "::", "", "  $ a"), warned);
  assert.equal(await codes(...title, ...skip, ".. code:: sh", "   :class: x", "", "   $ a"), warned);
  assert.equal(await codes(...title, ".. howtrue: timeout=5s", "", "::", "", "  $ a"), []);
  assert.equal(await codes(...title, ...skip, "First, do this::", "", "  $ a"), []);
  assert.equal(await codes(...title, "First:", "", ...skip, "::", "", "  $ a"), []);
  assert.equal(await codes(...title, ...skip), []);
});

test.run();
