import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { commandsOf } from "../../src/authoring/commands.ts";
import { compose } from "../../src/authoring/compose.ts";
import type { Item, RecordedStep } from "../../src/authoring/items.ts";
import type { HowtoFormat } from "../../src/authoring/reading.ts";
import { observationOf } from "../../src/authoring/step-lines.ts";
import { completeness } from "../../src/document/shell/completeness.ts";
import { parse } from "../../src/document/parse.ts";
import { makePlan } from "../../src/plan/make.ts";
import { judge } from "../../src/run/judge.ts";

/** What decides where commands, blocks and paragraphs end. */
const PIECES = [
  ...[
    "echo a",
    "x",
    "'",
    '"',
    "`",
    "$(",
    ")",
    "<<E",
    "<<-'E'",
    "E",
    "\tE",
    "\\",
    "if true; then",
    "fi",
    "f() {",
    "}",
    "&&",
  ],
  ...[
    "$ x",
    "# y",
    "> z",
    ">",
    "...",
    "....",
    "```",
    "````console",
    "~~~",
    "   ",
    " b ",
    "\ta\t",
    "% p",
    "u@h:~$ x",
    "host$ ",
  ],
  ...[
    "<!-- x",
    "-->",
    "<pre>",
    "<div>",
    ".. x::",
    ".. howtrue: skip",
    "::",
    "a::",
    ":f: v",
    "* a",
    "1. b",
    "- c",
    "| d",
    ">>> e",
  ],
  ...[
    "===",
    "---",
    "# t",
    "[a]: b",
    "**b",
    "*b*",
    "\\",
    "|x|_",
    "`x`_",
    "_",
    "é",
    "\u00a0",
    "\u2028",
    "\u0085",
    "\x1b[1m",
    "",
    "",
  ],
  ...[
    "(a)",
    "a)",
    "ii.",
    "+---+",
    "=== ===",
    "    code",
    "\u2022 a",
    "&lt;",
    "![x](y)",
    "{code-block} console",
    ":::",
    "!!! note",
  ],
] as const;
const piece = fc.constantFrom(...PIECES);
const line = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(" "));
const lines = fc.array(line, { maxLength: 5 });

const command = lines
  .map((all) => commandsOf(all.join("\n"))[0] ?? "")
  // What bash cannot read is never run: nothing begins with &&.
  .filter((text) => text !== "" && !/^(#|&&)/.test(text) && completeness(text).complete && !text.includes("howtrue:"));
const step: fc.Arbitrary<RecordedStep> = fc
  .record({
    command,
    lines: lines.map(shown),
    user: fc.constantFrom("user", "root"),
    exit: fc.constantFrom(0, 0, 1, 127),
    ms: fc.constantFrom(5, 5, 40_000),
  })
  .map((one) => ({ kind: "step", ...one }));
const prose: fc.Arbitrary<Item> = line.map((text) => ({ kind: "prose", text }));
const heading: fc.Arbitrary<Item> = fc.record({
  kind: fc.constant("heading"),
  level: fc.constantFrom(2, 3),
  text: line,
});
const items = fc.array(fc.oneof({ weight: 3, arbitrary: step }, prose, heading), { maxLength: 6 });

/** As a terminal shows lines: none is blank at either end, and nothing in them is a control character. */
function shown(all: readonly string[]): string[] {
  const text = all.map((one) => one.replaceAll(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/g, ""));
  const from = text.findIndex((one) => one.trim() !== "");
  return from === -1 ? [] : text.slice(from, text.findLastIndex((one) => one.trim() !== "") + 1);
}

for (const format of ["markdown", "rst"] as const satisfies HowtoFormat[]) {
  test(`${format}: read again, a howto has the recorded commands, and its output holds what was printed`, async () => {
    const property = fc.asyncProperty(items, line, async (all, title) => {
      const { text, steps, leftOut } = await compose({ title, settings: {}, items: all }, format);
      const plan = makePlan(await parse(text, { path: "a", format }), { machine: "sandbox" });
      assert.is(steps.length + leftOut.length, all.filter(({ kind }) => kind === "step").length);
      if (format === "markdown") assert.equal(leftOut.map((one) => one.command).filter(isText), [], text);
      assert.equal(
        plan.messages.filter(({ code }) => code !== "nothing-to-verify"),
        [],
        text,
      );
      assert.is(plan.steps.length, steps.length, text);
      for (const [i, read] of plan.steps.entries()) {
        const recorded = steps[i]!;
        assert.is(bare(read.command), bare(recorded.command), text);
        assert.is(read.user, recorded.user, text);
        assert.is(read.timeout > recorded.ms, true);
        assert.is(judge(read, observationOf(recorded)).status, "held", text);
      }
    });
    await fc.assert(property, { numRuns: Number(process.env["FC_RUNS"] ?? 150) });
  });
}

/** What no transcript can hold are characters that end its lines. */
function isText(one: string): boolean {
  return !/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/.test(one);
}

function bare(one: string): string {
  return one.replaceAll(/[^\S\n]+$/gm, "");
}

test.run();
