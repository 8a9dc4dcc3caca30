import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Format } from "../../src/document/document.ts";
import { parse } from "../../src/document/parse.ts";
import { formatMessage, hasError } from "../../src/message/message.ts";
import { makePlan } from "../../src/plan/make.ts";
import { propose, type Proposal, type Read } from "../../src/rewrite/propose.ts";
import { Past } from "../../src/run/past.ts";
import { judge } from "../../src/run/judge.ts";
import type { Observation, Outcome } from "../../src/run/outcome.ts";
import type { Options } from "../../src/settings/settings.ts";
import { fence } from "../plan/read.ts";

interface Seen {
  readonly lines?: readonly string[];
  readonly exit?: number;
  readonly end?: Observation["end"];
}

function reader(format: Format, settings: Options): (text: string) => Promise<Read> {
  const reread = async (text: string): Promise<Read> => {
    const document = await parse(text, { path: "a.md", format });
    return { document, plan: makePlan(document, settings), reread };
  };
  return reread;
}

interface How {
  readonly format?: Format;
  readonly fill?: boolean;
  readonly settings?: Options;
}

/** What becomes of a text whose steps did this, once for each run. */
async function proposed(text: string, runs: readonly (readonly Seen[])[], how: How = {}): Promise<Proposal> {
  const read = await reader(how.format ?? "markdown", how.settings ?? {})(text);
  const outcomes = runs.map((run) => read.plan.steps.map((step, i): Outcome => judge(step, observation(run[i]))));
  return propose(read, outcomes, { fill: how.fill ?? false });
}

const observation = ({ lines = [], exit = 0, end = "ended" }: Seen = {}): Observation => ({
  ...{ screen: { lines }, exit, ms: 1, end, uid: 0 },
});

const now = async (...of: Parameters<typeof proposed>): Promise<string> => (await proposed(...of)).text;

test("lines that hold stay, others become what was observed", async () => {
  const text = fence("console", "$ a", "one ... three", "...", "end", "", "$ b", "same");
  const runs = [[{ lines: ["one 2 three", "x", "y", "the end"] }, { lines: ["same"] }]];
  assert.is(await now(text, runs), fence("console", "$ a", "one ... three", "...", "the end", "", "$ b", "same"));
});

test("what differs between runs is left open, where it does", async () => {
  const text = fence("console", "$ a", "took 1 s", "x");
  const seen = (...lines: string[]): Seen[] => [{ lines }];
  assert.is(
    await now(text, [seen("took 2 s", "x"), seen("took 3 s", "x")]),
    fence("console", "$ a", "took ... s", "x"),
  );
  assert.is(
    await now(text, [seen("took 1 s", "x"), seen("took 3 s", "x")]),
    fence("console", "$ a", "took ... s", "x"),
  );
  assert.is(await now(text, [seen("a"), seen("a", "b")]), fence("console", "$ a", "a", "..."));
});

test("a status is announced at its command, changed there, and taken away again", async () => {
  const exit = async (line: string, status: number, info = "console"): Promise<string> => {
    const lines = (await now(fence(info, ...line.split("\n")), [[{ exit: status }]])).split("\n");
    return lines.slice(1, -2).join("\n");
  };
  assert.is(await exit("$ a", 3), "$ a  # howtrue: exit=3");
  assert.is(await exit("$ a # howtrue: exit=1", 3), "$ a  # howtrue: exit=3");
  assert.is(await exit("$ a # howtrue: exit=1 timeout=5s", 3), "$ a  # howtrue: exit=3 timeout=5s");
  assert.is(await exit("$ a  # howtrue: exit=1", 0), "$ a");
  assert.is(await exit("$ a", 0, "console exit=1"), "$ a  # howtrue: exit=0");
  assert.is(await exit("$ a # howtrue: session=x", 3), "$ a  # howtrue: exit=3 session=x");
  assert.is(await exit("$ echo 'a\n> b'", 3), "$ echo 'a\n> b'  # howtrue: exit=3");
  assert.is(await exit("$ echo '# howtrue: x'", 3), "$ echo '# howtrue: x'  # howtrue: exit=3");
  assert.is(await exit("$ echo '# howtrue: x' # howtrue: exit=1", 3), "$ echo '# howtrue: x'  # howtrue: exit=3");
  assert.is(await exit("$ a \\\n  b # howtrue: exit=1", 0), "$ a \\\n  b");
  assert.is(await exit("$ a  # why", 3), "$ a  # why  # howtrue: exit=3");
  assert.is(await exit("$ cat <<E\n> b\n> E", 3), "$ cat <<E  # howtrue: exit=3\n> b\n> E");
});

test("indentation, quoting, tabs, line ends and the fence stay", async () => {
  const session = "$ a\n1\n\n$ b";
  const runs = [[{ lines: ["```", "2"] }, {}]];
  const cases: readonly [Format, string, string][] = [
    [
      "markdown",
      `> - \`\`\`sh\n>   ${session.replaceAll("\n", "\n>   ")}\n>   \`\`\`\n`,
      "> - ````sh\n>   $ a\n>   ```\n>   2\n>   \n>   $ b\n>   ````\n",
    ],
    [
      "markdown",
      `\`\`\`\r\n${session.replaceAll("\n", "\r\n")}\r\n\`\`\`\r\n`,
      "````\r\n$ a\r\n```\r\n2\r\n\r\n$ b\r\n````\r\n",
    ],
    ["markdown", `text\n\n\t${session.replaceAll("\n", "\n\t")}`, "text\n\n\t$ a\n\t```\n\t2\n\t\n\t$ b"],
    ["markdown", "```\n$ a\r\n1\n\r\n$ b\r\n```\n", "````\n$ a\r\n```\r\n2\r\n\r\n$ b\r\n````\n"],
    ["rst", `text::\n\n\t${session.replaceAll("\n", "\n\t")}\n`, "text::\n\n\t$ a\n\t```\n\t2\n\t\n\t$ b\n"],
  ];
  for (const [format, text, expected] of cases) assert.is(await now(text, runs, { format }), expected);
});

test("output that is not shown is left out, unless it is asked for", async () => {
  const text = fence("console", "$ a", "$ b", "1");
  const runs = [[{ lines: ["x"] }, { lines: ["1"] }]];
  assert.is(await now(text, runs), text);
  assert.is(await now(text, runs, { fill: true }), fence("console", "$ a", "x", "$ b", "1"));
});

test("placeholders that stand for something else than before are no update: what was observed is written", async () => {
  const text = [
    "---",
    "howtrue: {placeholders: {id: int}}",
    "---",
    fence("console", "$ a", "the id is <id>", "$ b", "<id>"),
  ].join("\n");
  const seen = (first: string, second: string): Seen[][] => [[{ lines: [first] }, { lines: [second] }]];
  assert.is(await now(text, seen("the id is 5", "5")), text);
  assert.is(await now(text, seen("the id is 5", "6")), text.replace("$ b\n<id>", "$ b\n6"));
  assert.is(
    await now(text, seen("the new id is 5", "6")),
    text.replace("the id is <id>", "the new id is <id>").replace("$ b\n<id>", "$ b\n6"),
  );
});

test("what else an annotation says stays as it is written", async () => {
  const step = '$ a  # howtrue: exit=2 answer="no exit  now" forbid=/x  exit y/ ';
  const text = fence("console", step);
  const expected = '$ a  # howtrue: exit=1 answer="no exit  now" forbid=/x  exit y/';
  assert.is(await now(text, [[{ exit: 1 }]]), fence("console", expected));
});

test("under other rules of comparison lines are written, and left open, by these", async () => {
  const seen = (...lines: string[]): Seen[] => [{ lines }];
  const as = (match: string, shown: string[], ...runs: Seen[][]): Promise<string> =>
    now(fence(`console match=${match}`, "$ a", ...shown), runs);
  const lines = async (...of: Parameters<typeof as>): Promise<string[]> => (await as(...of)).split("\n").slice(2, -2);
  assert.equal(await lines("regex", ["a\\d", "b"], seen("a1", "++ c")), ["a\\d", "\\+\\+ c"]);
  assert.equal(await lines("regex", ["a\\d", "b"], seen("a1", "x+1 (s)"), seen("a2", "x+2 (s)")), [
    "a\\d",
    "x\\+.* \\(s\\)",
  ]);
  assert.equal(await lines("glob", ["a?", "b"], seen("a1", "x* 1"), seen("a2", "x* 2")), ["a?", "x\\* *"]);
  assert.equal(await lines("exact", ["b"], seen("...")), ["..."]);
});

test("a ... takes no line that came in place of one beside it", async () => {
  const changed = async (shown: string[], lines: string[]): Promise<string[]> =>
    (await now(fence("console", "$ a", ...shown), [[{ lines }]])).split("\n").slice(2, -2);
  assert.equal(await changed(["hallo", "..."], ["hello", "b"]), ["hello", "..."]);
  assert.equal(await changed(["1", "...", "9"], ["1", "2", "7", "8"]), ["1", "...", "8"]);
  assert.equal(await changed(["...", "gone"], ["a", "b c"]), ["..."]);
});

test("a line that cannot be shown does not cost the author those that hold", async () => {
  const text = fence("console", "$ a", "took ... s", "old", "end");
  const runs = [[{ lines: ["took 2 s", "$ looks like a command", "end"] }]];
  assert.is(await now(text, runs), fence("console", "$ a", "took ... s", "...", "end"));
});

test("long lines, and runs with little in common, are no work without end", async () => {
  const words = (seed: number, size: number): string[] =>
    Array.from({ length: size }, (_, i) => `w${(i * seed) % 99_991}`);
  const [one, other] = [words(7_919, 60_000), words(104_729, 60_000)];
  assert.is(
    await now(fence("console", "$ a", one.join(" ")), [[{ lines: [other.join(" ")] }]]),
    fence("console", "$ a", other.join(" ")),
  );
  assert.is(
    await now(fence("console", "$ a", "x"), [[{ lines: one }], [{ lines: other }]]),
    fence("console", "$ a", "..."),
  );
});

test("what a document cannot show is left open", async () => {
  const text = fence("console", "$ a", "1");
  assert.is(await now(text, [[{ lines: ["$ looks like a command", "2"] }]]), fence("console", "$ a", "..."));
});

test("what no text can make hold is left as it is, and said", async () => {
  const text = fence("console", "$ a", "1");
  const said = async (...runs: Seen[]): Promise<[boolean, string | undefined]> => {
    const { text: after, messages } = await proposed(
      text,
      runs.map((run) => [run]),
    );
    return [after === text, messages.map(formatMessage)[0]];
  };
  const left = (why: string): [boolean, string] => [
    true,
    `a.md:2:3: warning: this step is left as it is: ${why} [not-updated]\n  change it by hand`,
  ];
  assert.equal(await said({ end: "timed-out" }), left("it does not end"));
  assert.equal(await said({ end: "asked" }), left("it asks what the document does not answer"));
  assert.equal(await said({ end: "shell-ended", exit: 1 }), left("its shell ended"));
  assert.equal(
    await said({ exit: 1, lines: ["1"] }, { exit: 2, lines: ["1"] }),
    left("its exit status differs from run to run"),
  );
});

test("suites of other tools are updated by their own rules", async () => {
  const cram = { format: "cram", settings: { dialect: "cram" } } as const;
  const suite = "prose\n\n  $ a\n  one* (glob)\n  two\n  $ b\n";
  const runs = [[{ lines: ["one 1", "2"] }, { lines: ["[3]"], exit: 3 }]];
  assert.is(await now(suite, runs, cram), "prose\n\n  $ a\n  one* (glob)\n  2\n  $ b\n  [3]\n");
  assert.is(
    await now(suite, [[{ lines: ["one", "2 *"] }], [{ lines: ["one", "3 *"] }]], cram),
    "prose\n\n  $ a\n  one* (glob)\n  * \\* (glob)\n  $ b\n",
  );
  const scrut = fence("scrut", "$ a", "old", "[1]");
  assert.is(await now(scrut, [[{ lines: ["new"], exit: 2 }]]), fence("scrut", "$ a", "new", "[2]"));
  assert.is(await now(scrut, [[{ lines: ["new"], exit: 0 }]]), fence("scrut", "$ a", "new"));
  const several = [fence("scrut", "$ a", "old"), fence("scrut", "$ b", "x (glob?)", "y")];
  const seen = (...lines: string[]): Seen => ({ lines });
  const [one, other] = [
    [seen("1", "2 *"), seen("z 1")],
    [seen("3", "2 *"), seen("z 2")],
  ];
  assert.is(
    await now(several.join("\n"), [one, other]),
    [fence("scrut", "$ a", "* (glob)", "2 *"), fence("scrut", "$ b", "x (glob?)", "z * (glob)")].join("\n"),
  );
  const kept = fence("scrut", "$ a", "one* (glob)", "old");
  assert.is(
    await now(kept, [[seen("one 1", "[3]", "y (re)")]]),
    fence("scrut", "$ a", "one* (glob)", "[3] (equal)", "y (re) (equal)"),
  );
  assert.is(await now(kept, [[seen("one 1", "$ x")]]), fence("scrut", "$ a", "one* (glob)", "* (glob*)"));
  const wordish = { format: "rst", settings: { dialect: "wordish" } } as const;
  assert.is(
    await now("::\n\n  $ a\n  1 ... 3\n", [[{ lines: ["1 2 4"], exit: 2 }]], wordish),
    "::\n\n  $ a # returncode: 2\n  1 2 4\n",
  );
});

/** Lines that programs print, among them what means something in a document. */
const LINE = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "b 1",
    "$ c",
    "# d",
    "...",
    "x ... y",
    "```",
    "~~~",
    "> e",
    "    f",
    "\tg",
    ":h:",
    "- i",
    "日本",
    "[1]",
  ),
  fc
    .string({ maxLength: 6 })
    .map((text) => text.replaceAll(/[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u{d800}-\u{dfff}]/gu, "").trimEnd()),
);
const OUTPUT = fc.array(LINE, { maxLength: 4 }).map(trimBlank);
function trimBlank(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line.trim() !== "");
  return from === -1 ? [] : lines.slice(from, lines.findLastIndex((line) => line.trim() !== "") + 1);
}
const SHOWN = fc.array(fc.constantFrom("a", "b 1", "b ...", "...", "z", "日本"), { maxLength: 3 });
const STEP = fc.record({
  shown: SHOWN,
  seen: fc.array(OUTPUT, { minLength: 1, maxLength: 2 }),
  exit: fc.constantFrom(0, 0, 3),
});
const WRAPS: readonly [Format, (body: string) => string][] = [
  ["markdown", (body) => `text\n\n\`\`\`console\n${body}\n\`\`\`\nend\n`],
  ["markdown", (body) => `> - x\n>\n>   ~~~ sh\n>   ${body.replaceAll("\n", "\n>   ")}\n>   ~~~\n`],
  ["markdown", (body) => `text\n\n    ${body.replaceAll("\n", "\n    ")}\n\nend\n`],
  ["rst", (body) => `text::\n\n   ${body.replaceAll("\n", "\n   ")}\n\nend\n`],
  ["rst", (body) => `- .. code-block:: console\n\n     ${body.replaceAll("\n", "\n     ")}\n`],
];

const NAMED = "---\nhowtrue: {placeholders: {id: int}}\n---\n";

test("the same where lines are compared by other rules, and where placeholders agree across steps", async () => {
  const shown = fc.array(fc.constantFrom("a", "b.*", "<id>", "id <id> ...", "...", "?"), { maxLength: 3 });
  const seen = fc.array(fc.oneof(LINE, fc.constantFrom("1", "2", "id 1", "id 2 x")), { maxLength: 3 });
  const step = fc.record({ shown, seen: fc.array(seen, { minLength: 1, maxLength: 2 }) });
  const match = fc.constantFrom("ellipsis", "ellipsis", "regex", "glob", "unordered", "exact");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), match, async (steps, kind) => {
      const text = NAMED + fence(`console match=${kind}`, ...steps.flatMap((one, i) => [`$ cmd ${i}`, ...one.shown]));
      const { plan } = await reader("markdown", {})(text);
      if (hasError(plan.messages)) return; // a regular expression that is none
      const runs = [0, 1].map((run) => steps.map((one) => ({ lines: trimBlank(one.seen[run] ?? one.seen[0] ?? []) })));
      const first = await proposed(text, runs);
      if (first.messages.length > 0) return;
      const read = await reader("markdown", {})(first.text);
      for (const run of runs) {
        const past = new Past();
        for (const [i, one] of read.plan.steps.entries()) {
          const outcome = judge(one, observation(run[i]), { past });
          assert.is(outcome.status, "held", first.text);
          past.remember(outcome);
        }
      }
      assert.is((await proposed(first.text, runs)).text, first.text);
    }),
    { numRuns: 1_000 },
  );
});

test("after an update the document holds, a second one changes nothing, and nothing but output and statuses changes", async () => {
  const numRuns = process.env["HOWTRUE_NIGHTLY"] === undefined ? 2_000 : 100_000;
  await fc.assert(
    fc.asyncProperty(
      fc.array(STEP, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...WRAPS),
      async (steps, [format, wrap]) => {
        const text = wrap(steps.flatMap(({ shown }, i) => [`$ cmd ${i}`, ...shown]).join("\n"));
        const runs = [0, 1].map((run) => steps.map(({ seen, exit }) => ({ lines: seen[run] ?? seen[0] ?? [], exit })));
        const first = await proposed(text, runs, { format });
        if (first.messages.length > 0) return; // said to be left as it is
        const read = await reader(format, {})(first.text);
        assert.is(read.plan.steps.length, steps.length);
        for (const run of runs)
          for (const [i, step] of read.plan.steps.entries()) assert.is(judge(step, observation(run[i])).status, "held");
        assert.is((await proposed(first.text, runs, { format })).text, first.text);
        const commands = (all: string): string[] =>
          all
            .split("\n")
            .filter((line) => /\$ cmd \d/.test(line))
            .map((line) => line.replace(/\s+# howtrue.*/, ""));
        assert.equal(commands(first.text), commands(text));
      },
    ),
    { numRuns },
  );
});

test.run();
