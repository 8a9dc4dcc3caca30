import { test } from "uvu";
import * as assert from "uvu/assert";
import { jsonReporter } from "../../src/report/json.ts";
import type { DocumentResult } from "../../src/run/outcome.ts";
import { fence } from "../plan/read.ts";
import { runText } from "../run/running.ts";

const json = (results: readonly DocumentResult[]): string => jsonReporter().end({ results, ms: 12.6 });

const NOT_SHOWN = "the output is not what the document shows";

test("the contract for programs, whole", async () => {
  const text = fence(
    "console x",
    "$ echo a",
    "a",
    "# b",
    "$ echo c # howtrue: session=s",
    "d",
    "$ false",
    "$",
    "$ true # howtrue: skip",
  );
  const { result, events } = await runText(text);
  const timed = {
    ...result,
    ms: 5.4,
    outcomes: result.outcomes.map((one) =>
      one.observation === undefined ? one : { ...one, observation: { ...one.observation, ms: 1.26 } },
    ),
  };
  const step = { section: [], session: "user", expected: [], observed: [], notes: [], failures: [] };
  assert.equal(JSON.parse(json([timed])), {
    version: 1,
    documents: [
      {
        path: "a.md",
        status: "failed",
        machine: { kind: "fake", detail: "no machine at all" },
        ms: 5,
        steps: [
          {
            ...step,
            line: 2,
            column: 3,
            command: "echo a",
            status: "failed",
            exit: 0,
            ms: 1.3,
            expected: ["a", "# b"],
            observed: ["a"],
            failures: [{ kind: "output", reasons: ["expected 2 lines, got 1"], line: 4, column: 1, what: NOT_SHOWN }],
            text: [`a.md:4:1: ${NOT_SHOWN}`, "  $ echo a", "  3   a", "  4 - # b", "  (expected 2 lines, got 1)"],
          },
          {
            ...step,
            line: 5,
            column: 3,
            command: "echo c",
            session: "s",
            status: "failed",
            exit: 0,
            ms: 1.3,
            expected: ["d"],
            observed: ["c"],
            failures: [{ kind: "output", line: 6, column: 1, what: NOT_SHOWN }],
            text: [`a.md:6:1: ${NOT_SHOWN}`, "  $ echo c", "  6 - d", "    + c"],
          },
          {
            ...step,
            line: 7,
            column: 3,
            command: "false",
            status: "failed",
            exit: 1,
            ms: 1.3,
            failures: [{ kind: "exit", exit: 1, claimed: "0", line: 7, column: 3, what: "exit status 1, expected 0" }],
            text: ["a.md:7:3: exit status 1, expected 0", "  $ false", "  (it printed nothing)"],
          },
          { ...step, line: 9, column: 3, command: "true", status: "untested", exit: null, ms: null },
        ],
        notRun: [],
        messages: [
          {
            code: "empty-prompt",
            severity: "warning",
            path: "a.md",
            line: 8,
            column: 2,
            what: "this prompt has no command",
            hint: "write the command behind it, or leave the line out",
          },
        ],
      },
    ],
    summary: {
      documents: 1,
      held: 0,
      failed: 1,
      broken: 0,
      flaky: 0,
      steps: { total: 4, held: 0, failed: 3, skipped: 0, untested: 1, broken: 0 },
      ms: 13,
    },
  });
  assert.equal(events.map((event) => jsonReporter().event(event)).join(""), "", "all of it at the end");
});

test("each kind of failure of a claim beside the output", async () => {
  const { result } = await runText(fence("console", "$ echo b; sleep 0.02 # howtrue: forbid=/b/ within=10ms"));
  const [{ failures }] = JSON.parse(json([result])).documents[0].steps;
  const place = { line: 2, column: 3 };
  assert.equal(failures[0], { kind: "forbidden", text: "b", ...place, what: "the output holds what is forbidden: b" });
  const { what, ...slow } = failures[1];
  assert.equal({ ...slow, took: 0 }, { kind: "slow", took: 0, within: 10, ...place });
  assert.match(what, /^took \d+ ms, expected at most 10 ms$/);
  assert.ok(failures[1].took > 10);
});

test("where several hosts are, which of them ran it", async () => {
  const { result } = await runText(fence("console", "db1# true", "$ true", "web$ true"));
  const { documents } = JSON.parse(json([result])) as { documents: [{ steps: { host?: string }[] }] };
  assert.equal(
    documents[0].steps.map(({ host }) => host),
    ["db1", undefined, "web"],
  );
});

test("its keys stand in an order that people can read", async () => {
  const { result } = await runText(fence("console", "$ true"));
  const report = JSON.parse(json([result])) as { documents: [{ steps: [object] }]; summary: object };
  assert.equal(Object.keys(report), ["version", "documents", "summary"]);
  assert.equal(Object.keys(report.documents[0]), ["path", "status", "machine", "ms", "steps", "notRun", "messages"]);
  assert.equal(Object.keys(report.documents[0].steps[0]), [
    ...[
      "line",
      "column",
      "command",
      "section",
      "session",
      "status",
      "exit",
      "ms",
      "expected",
      "observed",
      "notes",
      "failures",
    ],
  ]);
});

test("what could not be run has no machine and no steps", async () => {
  const { result } = await runText("text");
  const [document] = (JSON.parse(json([{ ...result, ms: 0 }])) as { documents: unknown[] }).documents;
  assert.equal(document, {
    path: "a.md",
    status: "broken",
    machine: null,
    ms: 0,
    steps: [],
    notRun: [],
    messages: [
      {
        code: "nothing-to-verify",
        severity: "error",
        path: "a.md",
        what: "there is no shell session in this document",
        hint: 'a code block is one when its first line begins with a prompt, such as "$ "',
      },
    ],
  });
  assert.equal((JSON.parse(json([])) as { documents: unknown[] }).documents, []);
});

test("output is told as it is, but a terminal that shows the report is safe", async () => {
  const { result } = await runText(fence("console", "$ true"));
  const hostile = "\x1b[2J\x7f\x9b31m\u061C\u200E\u202E\u2028\u2066é🙂\uD800";
  const [outcome] = result.outcomes;
  const observation = { ...outcome!.observation!, screen: { lines: [hostile] } };
  const text = json([{ ...result, path: hostile, outcomes: [{ ...outcome!, observation }] }]);
  assert.not.match(text, /[\0-\x09\x0b-\x1f\x7f-\x9f\u061C\u200E\u202E\u2028\u2066]/);
  const { documents } = JSON.parse(text) as { documents: [{ path: string; steps: [{ observed: string[] }] }] };
  assert.equal([documents[0].path, documents[0].steps[0].observed], [hostile, [hostile]]);
});

test("a step of an included file has its own path", async () => {
  const { result } = await runText(fence("console", "$ echo a"));
  const included = { ...result, path: "index.md" };
  assert.is(JSON.parse(json([included])).documents[0].steps[0].path, "a.md");
  assert.is(JSON.parse(json([result])).documents[0].steps[0].path, undefined);
});

test.run();
