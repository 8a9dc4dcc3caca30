import { test } from "uvu";
import * as assert from "uvu/assert";
import { adornmentsOf } from "../../src/authoring/adornments.ts";
import { compose, composeItems } from "../../src/authoring/compose.ts";
import { anywhere } from "../../src/authoring/reading.ts";
import { parse } from "../../src/document/parse.ts";
import { makePlan } from "../../src/plan/make.ts";
import type { Item, RecordedStep } from "../../src/authoring/items.ts";

const step = (command: string, lines: string[] = [], more: Partial<RecordedStep> = {}): RecordedStep => ({
  ...{ kind: "step", command, user: "user", exit: 0, lines, ms: 5 },
  ...more,
});
const prose = (text: string): Item => ({ kind: "prose", text });
const ITEMS: readonly Item[] = [
  prose("Some *prose*"),
  prose("in two lines."),
  prose(""),
  prose("A second paragraph"),
  step("cat <<E\na\n\nb\nE", ["a", "", "# b", "$ c", "```"]),
  step("false", [], { exit: 1 }),
  { kind: "heading", level: 2, text: "Root" },
  step("id -u", ["0"], { user: "root" }),
  step("sleep 40", [], { ms: 40_000 }),
  prose("<!-- howtrue: skip -->"),
  step("vi x", [], { needs: { kind: "keys", why: "" } }),
  step("read x", ["a b"], { needs: { kind: "answer", text: "a b" } }),
  step("passwd", [], { needs: { kind: "secret", name: "PW" }, exit: 3 }),
  step("seq 9", ["1", "9"], { gap: 1 }),
  step("make # howtrue: ignore", ["x"], { exit: 2 }),
];

test("a howto in Markdown", async () => {
  const settings = { machine: "guest", image: { packages: ["rsync"] } };
  const { text, leftOut } = await compose({ title: "A `b`", settings, items: ITEMS }, "markdown");
  assert.equal(leftOut, []);
  assert.fixture(
    text,
    `---
howtrue:
  machine: guest
  image:
    packages:
      - rsync
---

# A \`b\`

Some *prose*
in two lines.

A second paragraph

\`\`\`\`console
$ cat <<E
> a
>
> b
> E
a

...# b
...$ c
\`\`\`
$ false  # howtrue: exit=1
\`\`\`\`

## Root

\`\`\`console
# id -u
0
\`\`\`

\`\`\`console
$ sleep 40  # howtrue: timeout=3m
\`\`\`

\\<\\!\\-\\- howtrue\\: skip \\-\\-\\>

\`\`\`console
$ vi x  # howtrue: skip
$ read x  # howtrue: answer="a b"
a b
$ passwd  # howtrue: exit=3 secret=PW
$ seq 9
1
...
9
$ make # howtrue: ignore exit=2
x
\`\`\`
`,
  );
});

test("of a long line the beginning and the end are shown, and a transcript may have very many", async () => {
  const long = `${"x".repeat(5_000)}😀${"y".repeat(249)}`;
  const one = await compose({ title: "Long", settings: {}, items: [step("cat long", [long])] }, "markdown");
  assert.match(one.text, `\n${"x".repeat(250)}...${"y".repeat(249)}\n`);
  const items = Array.from({ length: 700 }, () => step("seq 200", Array<string>(200).fill("1")));
  const { text, steps } = await compose({ title: "Long", settings: {}, items }, "markdown");
  assert.is(steps.length, 700);
  assert.is(text.split("\n").length, 700 * 201 + 5);
});

test("a howto in reStructuredText", async () => {
  const settings = { machine: "guest", image: { packages: ["rsync"] }, terminal: "100x30" };
  const items: Item[] = [
    prose("a *.txt"),
    prose(""),
    prose("*b* ``c``"),
    ...ITEMS.slice(4, 9),
    { kind: "heading", level: 3, text: "日本" },
  ];
  const { text } = await compose({ title: "A ` b", settings, items }, "rst");
  assert.fixture(
    text,
    `A \\\` b
======

:machine: guest
:image: { packages: [ rsync ] }
:terminal: 100x30

a \\*\\.txt

*b* \`\`c\`\`

.. code-block:: console

   $ cat <<E
   > a
   >
   > b
   > E
   a

   ...# b
   ...$ c
   \`\`\`
   $ false  # howtrue: exit=1

Root
----

.. code-block:: console

   # id -u
   0

.. code-block:: console

   $ sleep 40  # howtrue: timeout=3m

日本
~~~~
`,
  );
});

test("settings are read as they are written", async () => {
  const settings = { machine: "guest", files: ["a b/", "#c"], network: true, terminal: "100x30" };
  for (const format of ["markdown", "rst"] as const) {
    const { text } = await compose({ title: "T", settings, items: [step("true")] }, format);
    const plan = makePlan(await parse(text, { path: "a", format }));
    const { machine, files, network, terminal } = plan.settings;
    assert.equal(
      [plan.messages, machine, files, network, terminal],
      [[], "guest", ["a b/", "#c"], true, { cols: 100, rows: 30 }],
      text,
    );
  }
});

test("titles look as those of the document that they are added to", async () => {
  const before = "====\nDoc\n====\n\nA\n~~~\n\ntext\n- a\n\n::\n\n  x\n  --\n\nB\n***\n";
  assert.equal(adornmentsOf(before), [
    { char: "=", over: true },
    { char: "~", over: false },
    { char: "*", over: false },
  ]);
  const titles = [2, 3, 4, 5].map((level): Item => ({ kind: "heading", level, text: "T" }));
  assert.equal((await composeItems(titles, await anywhere("rst"), before)).parts, ["T\n~", "T\n*", "T\n-", "T\n^"]);
});

test("blanks that a format cannot hold are given up, and a step that it cannot hold is left out", async () => {
  const title = "x";
  const items = [step("cat <<E\na  \nE"), step("echo '\u2028'"), step("echo \x1b[1m", ["\tx\u0085"])];
  const rst = await compose({ title, settings: {}, items }, "rst");
  assert.match(rst.text, "   $ cat <<E\n   > a\n   > E\n");
  assert.equal(
    rst.leftOut.map(({ why }) => why),
    ["the document cannot hold it: it would be read as something else"],
  );
  const markdown = await compose({ title, settings: {}, items }, "markdown");
  assert.match(markdown.text, "$ cat <<E\n> a  \n> E\n");
  assert.equal(markdown.leftOut, []);
});

test.run();
