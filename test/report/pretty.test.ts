import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { MachineError } from "../../src/machine/machine.ts";
import type { Event } from "../../src/run/outcome.ts";
import { prettyReporter } from "../../src/report/pretty.ts";
import { judge } from "../../src/run/judge.ts";
import { fence, planOf } from "../plan/read.ts";
import { runText, type Ran } from "../run/running.ts";

const PLAIN = { colours: false, verbose: false };
/** Times are the machine's business. */
const timeless = (text: string): string[] =>
  text
    .replaceAll(/\d+(\.\d)? (ms|s)\b/g, "T")
    .split("\n")
    .slice(0, -1);
const report = ({ events }: Pick<Ran, "events">, options = PLAIN): string[] => {
  const reporter = prettyReporter(options);
  return timeless(events.map((event) => reporter.event(event)).join(""));
};
const summary = (ran: readonly Ran[], options = PLAIN): string[] =>
  timeless(prettyReporter(options).end({ results: ran.map(({ result }) => result), ms: 1_234 }));

const MIXED = fence(
  "console",
  "$ echo a",
  "a",
  "$ echo b",
  "c",
  "$ true # howtrue: skip",
  "$ false",
  "$ true",
  "$ true",
);

test("failures as they come, and a line for the document", async () => {
  assert.equal(report(await runText(MIXED)), [
    "a.md:5:1: the output is not what the document shows",
    "  $ echo b",
    "  5 - c",
    "    + b",
    "",
    "a.md:7:3: exit status 1, expected 0",
    "  $ false",
    "  (it printed nothing)",
    "",
    "✗ a.md: 2 steps failed, 1 held, 1 skipped, 2 untested in T (fake: no machine at all)",
  ]);
  assert.equal(report(await runText(fence("console", "$ echo a", "a"))), [
    "✓ a.md: 1 step held in T (fake: no machine at all)",
  ]);
});

test("with --verbose also what held, and notes", async () => {
  const text = fence("console", "$ echo a", "$ echo 'b", "> c'", "$ false", "$ true", "$ true # howtrue: cleanup");
  assert.equal(report(await runText(text), { ...PLAIN, verbose: true }), [
    "held a.md:2: echo a (T)",
    "     printed a line that the document does not show",
    "held a.md:3: echo 'b … (T)",
    "     printed 2 lines that the document does not show",
    "a.md:5:3: exit status 1, expected 0",
    "  $ false",
    "  (it printed nothing)",
    "",
    "untested a.md:6: true",
    "untested a.md:7: true",
    "     ran for cleanup: exit 0",
    "✗ a.md: 1 step failed, 2 held, 2 untested (1 run for cleanup) in T (fake: no machine at all)",
  ]);
});

test("in colours", async () => {
  const text = fence("console", "$ echo one two three", "one 2 three", "$ true");
  const lines = report(await runText(text), { colours: true, verbose: true });
  assert.equal(lines.slice(0, 6), [
    "\x1b[1ma.md:3:5:\x1b[22m \x1b[31mthe output is not what the document shows\x1b[39m",
    "  $ echo one two three",
    "  \x1b[2m3\x1b[22m \x1b[31m- one \x1b[7m2\x1b[27m three\x1b[39m",
    "    \x1b[32m+ one \x1b[7mtwo\x1b[27m three\x1b[39m",
    "",
    "\x1b[32mheld\x1b[39m a.md:4: true\x1b[2m (T)\x1b[22m",
  ]);
  assert.equal(lines.slice(6), [
    "\x1b[31m✗\x1b[39m \x1b[1ma.md\x1b[22m: 1 step failed, 1 held in T\x1b[2m (fake: no machine at all)\x1b[22m",
  ]);
});

test("a step that could not run says why, also without --verbose", async () => {
  const machine = new FakeMachine();
  machine.open = () => Promise.reject(new MachineError("gone", "the guest ended"));
  assert.equal(report(await runText(fence("console", "$ a", "$ b"), { machine })), [
    "broken a.md:2: a",
    "     no shell could be opened: the guest ended",
    "! a.md: 1 step broken, 1 untested in T (fake: no machine at all)",
  ]);
});

test("a document that cannot be run is its messages", async () => {
  const ran = await runText(fence("console exti=1", "$ a"));
  const told = [`a.md:1:12: error: there is no key "exti" [unknown-key]`, "  did you mean exit?"];
  assert.equal(report(ran), told);
  assert.equal(report(ran, { ...PLAIN, colours: true }), [`\x1b[31m${told[0]}\x1b[39m`, told[1]]);
  const warned = report(await runText(fence("console", "$ true", "$")), { ...PLAIN, colours: true });
  assert.is(warned[0], "\x1b[33ma.md:3:2: warning: this prompt has no command [empty-prompt]\x1b[39m");
});

test("a line at the end", async () => {
  const [held, failed, broken] = [
    await runText(fence("console", "$ true")),
    await runText(fence("console", "$ false")),
    await runText("text"),
  ];
  assert.equal(summary([held]), ["1 document: 1 held in T"]);
  assert.equal(summary([held, held, failed, broken]), ["4 documents: 2 held, 1 failed, 1 could not be run in T"]);
  assert.equal(summary([held, failed], { ...PLAIN, colours: true }), [
    "2 documents: \x1b[32m1 held\x1b[39m, \x1b[31m1 failed\x1b[39m in T",
  ]);
  assert.equal(summary([]), []);
});

test("nothing of a document, its machine or its output reaches the terminal raw", async () => {
  const hostile = fc.constantFrom(
    "\x1b[2J",
    "\x1b]0;t\x07",
    "\x9b31m",
    "\x07",
    "\x08",
    "\x7f",
    "\u202E",
    "\u200B",
    "\uFEFF",
    "a",
    " ",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 6 }), async (pieces) => {
      const text = pieces.join("").replaceAll(/^\s|\s$/g, "x");
      const ran = await runText(fence("console exti=1", "$ true", "$", `$ true # howtrue: ${text}`));
      const [step] = (await planOf(fence("console", `$ ${text}`, text, `${text}!`))).steps;
      const lines = [text, `${text}?`];
      const outcome = judge(step!, { screen: { lines }, exit: 0, ms: 1, end: "ended", uid: 0 }, { notes: [text] });
      const { result } = ran;
      const events: Event[] = [
        ...ran.events,
        { kind: "step-end", outcome: outcome },
        { kind: "step-end", outcome: { ...outcome, failures: [{ kind: "timed-out", after: 5 }] } },
        { kind: "step-end", outcome: { ...outcome, status: "broken", notes: [text] } },
        {
          kind: "document-end",
          result: { ...result, path: text, outcomes: [outcome], machine: { kind: "fake", detail: text } },
        },
      ];
      for (const line of report({ events }, { ...PLAIN, verbose: true })) {
        assert.not.match(line, /[\0-\x08\x0a-\x1f\x7f-\x9f\u202A-\u202E\u200B\uFEFF]/);
      }
    }),
    { numRuns: 40 },
  );
});

test.run();
