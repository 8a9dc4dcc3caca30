import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../src/document/parse.ts";
import { makePlan } from "../../src/plan/make.ts";
import { listPlans, plansAsJson } from "../../src/report/list.ts";
import { fence, planOf } from "../plan/read.ts";

const TEXT = `# One

## Two

${fence("console", "$ a", "1", "...", "root@box:/# f() {", "  b", "}", "$ c # howtrue: exit=1 cleanup session=x", "2")}
# Three

${fence("console timeout=1m", "$ d # howtrue: skip", "$ e # howtrue: ignore", "3", "$ printf '\x1b[2J'")}
${fence("sh", "# apt update", "# apt upgrade")}
`;

test("each document's steps, by section, with what is claimed, and what is passed over", async () => {
  const plans = [await planOf(TEXT), await planOf("text")];
  assert.equal(listPlans(plans, false).split("\n"), [
    "a.md",
    "  One › Two",
    "   6  $ a  (2 lines)",
    "   9  # f() { … (2 more lines)",
    "  12  $ c  (1 line, exit=1, cleanup, session=x)",
    "  Three",
    "  19  $ d  (skip, timeout=1m)",
    "  20  $ e  (ignore, timeout=1m)",
    "  22  $ printf '^[[2J'  (timeout=1m)",
    "  not run:",
    '  26  # apt update  (is # a prompt here? then say prompts: ["#"], or console for the language)',
    "",
    "6 steps in 2 documents; 1 block not run",
    "",
  ]);
});

test("where several hosts are, which of them runs it", async () => {
  const plan = await planOf(fence("console", "db1# a", "$ b", "web$ c"));
  const [, ...lines] = listPlans([plan], false).split("\n");
  assert.equal(lines.slice(0, 3), ["  2  db1# a", "  3  $ b", "  4  web$ c"]);
  const { documents } = JSON.parse(plansAsJson([plan], [])) as { documents: [{ steps: { host?: string }[] }] };
  assert.equal(
    documents[0].steps.map(({ host }) => host),
    ["db1", undefined, "web"],
  );
});

test("with colours the same, painted", async () => {
  const plans = [await planOf(TEXT)];
  const painted = listPlans(plans, true);
  assert.ok(painted.includes("\x1b[1ma.md\x1b[22m"));
  assert.is(painted.replaceAll(/\x1b\[\d+m/g, ""), listPlans(plans, false));
});

test("what stands in an included file has its name, also where it is passed over", async () => {
  const include = (path: string) => ({ origin: { path, text: "::\n\n  $ a\n\n::\n\n  # b\n" } });
  const plan = makePlan(await parse("\n.. include:: b.rst\n", { path: "a.rst", format: "rst", include }));
  assert.equal(listPlans([plan], false).split("\n").slice(0, 4), [
    "a.rst",
    "  3  $ a  b.rst",
    "  not run:",
    '  7  # b  (is # a prompt here? then say prompts: ["#"], or console for the language)  b.rst',
  ]);
  const { documents } = JSON.parse(plansAsJson([plan], [])) as { documents: [{ notRun: object[] }] };
  assert.equal(documents[0].notRun, [{ path: "b.rst", line: 7, column: 3, why: "hash" }]);
});

test("what is typed at questions, and whose secrets it asks for", async () => {
  const text = fence("console answer=y", "$ a", "$ b # howtrue: answer=\x1b[2J");
  const plan = await planOf(`${text}\n${fence("console", "$ c # howtrue: secret=TOKEN")}`);
  assert.equal(listPlans([plan], false).split("\n").slice(1, 4), [
    "  2  $ a  (answer=y)",
    "  3  $ b  (answer=^[[2J)",
    "  7  $ c  (secret=TOKEN)",
  ]);
  const { documents } = JSON.parse(plansAsJson([plan], [])) as {
    documents: [{ steps: { claims: Record<string, unknown> }[] }];
  };
  const [{ steps }] = documents;
  assert.equal(
    steps.map(({ claims }) => [claims["answer"], claims["secret"]]),
    [
      ["y", undefined],
      ["\x1b[2J", undefined],
      [undefined, "TOKEN"],
    ],
  );
});

test("where it runs, what is left running, and until when", async () => {
  const plan = await planOf(
    fence(
      "console",
      "$ a # howtrue: if=command:a&&network stderr=ignore",
      "$ b # howtrue: background",
      "$ c # howtrue: background until=/\x1b[A-Z]/",
      "$ d # howtrue: background until=tcp:80",
    ),
  );
  assert.equal(listPlans([plan], false).split("\n").slice(1, 5), [
    "  2  $ a  (stderr=ignore, if=command:a && network)",
    "  3  $ b  (background)",
    "  4  $ c  (background, until=/^[[A-Z]/)",
    "  5  $ d  (background, until=tcp:80)",
  ]);
  const { documents } = JSON.parse(plansAsJson([plan], [])) as {
    documents: [{ steps: { claims: Record<string, unknown> }[] }];
  };
  assert.equal(
    documents[0].steps.map(({ claims }) => ["if", "stderr", "background", "until"].map((key) => claims[key])),
    [
      ["command:a && network", "ignore", undefined, undefined],
      [undefined, undefined, true, undefined],
      [undefined, undefined, true, "/\x1b[A-Z]/"],
      [undefined, undefined, true, "tcp:80"],
    ],
  );
});

test("of other tools' tests only what they say themselves", async () => {
  const lines = listPlans(
    [await planOf("  $ a\n  [3]\n", {}, "cram"), await planOf(fence("scrut", "$ b", "1", "[2]"))],
    false,
  );
  assert.equal(lines.split("\n").slice(0, 5), ["a.md", "  1  $ a  (1 line)", "", "a.md", "  2  $ b  (1 line, exit=2)"]);
});

test("the contract for programs, whole", async () => {
  const json = plansAsJson([await planOf(TEXT)], []);
  const { documents, ...rest } = JSON.parse(json) as { documents: [{ steps: object[]; notRun: object }] };
  assert.equal(rest, { version: 1, messages: [], summary: { documents: 1, steps: 6, notRun: 1 } });
  const [{ steps, ...document }] = documents;
  assert.equal(document, { path: "a.md", notRun: [{ line: 26, column: 1, why: "hash" }], messages: [] });
  const claims = { output: [], exit: 0, ignore: false, strict: false, skip: false, cleanup: false, timeout: 30_000 };
  const place = { line: 6, column: 3, section: ["One", "Two"], session: "user", user: "user" };
  assert.equal(steps[0], { ...place, command: "a", claims: { ...claims, output: ["1", "..."] } });
  assert.equal(steps[2], {
    ...place,
    ...{ line: 12, session: "x", command: "c" },
    claims: { ...claims, output: ["2"], exit: 1, cleanup: true },
  });
});

test("a document that cannot be run says why", async () => {
  const { messages } = await planOf("text");
  const { documents } = JSON.parse(plansAsJson([await planOf("text")], messages)) as { documents: [object] };
  const nothing = {
    code: "nothing-to-verify",
    severity: "error",
    path: "a.md",
    what: "there is no shell session in this document",
    hint: 'a code block is one when its first line begins with a prompt, such as "$ "',
  };
  assert.equal(documents, [{ path: "a.md", steps: [], notRun: [], messages: [nothing] }]);
});

test.run();
