import { test } from "uvu";
import * as assert from "uvu/assert";
import { fence } from "../plan/read.ts";
import { messages, plan, shown } from "./reading.ts";

test("one test a block: comments, a command, patterns with quantifiers, one status", async () => {
  const text = fence(
    "scrut",
    "# a comment",
    "$ a |\\",
    ">   b",
    "1",
    "",
    "x* (glob+)",
    "y (?)",
    "z (re*)",
    "[3]",
    "> 2",
  );
  assert.equal(await shown(text, "markdown"), [
    ["a |\\\n  b", "equal 1", "equal ", "glob+ x*", "equal? y", "regex* ^(?:z)$", "equal > 2", 3],
  ]);
});

test("beside a document's own transcripts; alone where the dialect is scrut", async () => {
  const text = fence("console", "$ a") + fence("scrut", "$ b") + fence("testcase", "$ c") + fence("sh", "$ d");
  assert.equal(await shown(text, "markdown"), [
    ["a", 0],
    ["b", 0],
    ["c", 0],
    ["d", 0],
  ]);
  assert.equal(await shown(text, "markdown", { dialect: "scrut" }), [
    ["b", 0],
    ["c", 0],
  ]);
});

test("cram's form by scrut's rules", async () => {
  const text = "Title\n  $ a\n  b (glob+)\n  [2]\n";
  assert.equal(await shown(text, "cram", { dialect: "scrut" }), [["a", "glob+ b", 2]]);
  const [step] = (await plan(text, "cram", { dialect: "scrut" })).steps;
  assert.equal(step?.expectation.channel, {
    kind: "pipe",
    rules: "scrut",
    stream: "combined",
    foldsCrlf: false,
    stripsEscapes: false,
  });
});

test("its settings, of the block over those of the document", async () => {
  const front = "---\ndefaults:\n  timeout: 5s\n  fail_fast: true\n  environment: {A: '1'}\n---\n\n";
  const own =
    "{timeout: 1m 30s, output_stream: combined, keep_crlf: true, strip_ansi_escaping: true, skip_document_code: 7}";
  const { steps } = await plan(front + fence("scrut", "$ a") + fence(`scrut ${own}`, "$ b"), "markdown");
  const [first, second] = steps;
  assert.equal([first?.timeout, first?.stops, first?.skipStatus], [5_000, "failure", 80]);
  assert.equal(first?.env, { SCRUT_TEST: "a.md:9", A: "1" });
  assert.equal([second?.timeout, second?.stops, second?.skipStatus], [90_000, "failure", 7]);
  assert.equal(first?.expectation.channel, {
    kind: "pipe",
    rules: "scrut",
    stream: "stdout",
    foldsCrlf: true,
    stripsEscapes: false,
  });
  assert.equal(second?.expectation.channel, {
    kind: "pipe",
    rules: "scrut",
    stream: "combined",
    foldsCrlf: false,
    stripsEscapes: true,
  });
});

test("what cannot be honoured or read is said", async () => {
  const keys = "timeout, fail_fast, environment, keep_crlf, output_stream, skip_document_code, strip_ansi_escaping";
  const cases: readonly [string, string][] = [
    [
      "{detached: true}",
      `scrut's detached cannot be honoured yet [unsupported-key]\n  of scrut's settings there are ${keys}`,
    ],
    ["{wait: 1s}", `scrut's wait cannot be honoured yet [unsupported-key]\n  of scrut's settings there are ${keys}`],
    ["{colour: 1}", `scrut has no setting "colour" [unknown-key]\n  the keys are ${keys}`],
    ["{timeuot: 1s}", 'scrut has no setting "timeuot" [unknown-key]\n  did you mean timeout?'],
    ["{timeout: soon}", 'timeout does not understand "soon" [bad-value]\n  expected a time such as 30s or 3m 20s'],
    ["{fail_fast: 1}", "fail_fast does not understand 1 [bad-value]\n  expected true or false"],
    [
      "{output_stream: both}",
      'output_stream does not understand "both" [bad-value]\n  expected stdout, stderr or combined',
    ],
    [
      "{skip_document_code: 0}",
      "skip_document_code does not understand 0 [bad-value]\n  expected a number from 1 to 255",
    ],
    [
      "{environment: [a]}",
      'environment does not understand ["a"] [bad-value]\n  expected a mapping of names to values',
    ],
    ["skip", "behind scrut only its own settings may stand [bad-scrut-config]\n  write them as {timeout: 10s}"],
  ];
  for (const [meta, message] of cases) {
    assert.equal(await messages(fence(`scrut ${meta}`, "$ a"), "markdown"), [`a.md:1:10: error: ${message}`], meta);
  }
  const [unread] = await messages(fence("scrut {a: ", "$ a"), "markdown");
  assert.match(unread!, /^a\.md:1:10: error: cannot read this: .* \[bad-scrut-config\]$/);
  const [front] = await messages(`---\nprepend: [a.md]\n---\n${fence("scrut", "$ a")}`, "markdown");
  assert.match(front!, "a.md:2:1: error: scrut's prepend cannot be honoured yet [unsupported-key]");
  assert.equal(await messages(fence("scrut", "$ a", "$ b"), "markdown"), [
    "a.md:3:1: error: a block of scrut's holds one command, and this is the second [second-command]\n" +
      "  give it a block of its own",
  ]);
  assert.equal(await messages(fence("scrut", "$ a", "[1]", "[2]"), "markdown"), [
    "a.md:4:1: error: this test has two exit statuses [second-status]\n  leave one",
  ]);
  assert.equal(await messages(fence("scrut", "$ a", "(b (re)"), "markdown"), [
    "a.md:3:1: error: this regular expression is not understood: unterminated group [bad-pattern]",
  ]);
});

test.run();
