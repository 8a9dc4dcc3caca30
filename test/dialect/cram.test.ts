import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseCram } from "../../src/document/cram.ts";
import { formatOf } from "../../src/document/format.ts";
import { fence } from "../plan/read.ts";
import { messages, plan, shown } from "./reading.ts";

const t = (...lines: string[]): string => lines.map((line) => `${line}\n`).join("");

test("commands, how they go on, output and prose", async () => {
  const text = t(
    "A title",
    "",
    "  $ cat <<E",
    "  > a",
    "  >   b",
    "  > E",
    "  a",
    "    b",
    "  ",
    " $ prose",
    "  $ (exit 3)",
    "  [3]",
    "\t$ prose",
    "  $ true",
  );
  assert.equal(await shown(text, "cram"), [
    ["cat <<E\na\n  b\nE", "equal a", "equal   b", "equal "],
    ["(exit 3)", "equal [3]"],
    ["true"],
  ]);
});

test("patterns, and what may be missing", async () => {
  const text = t("  $ a", "  b.* (re)", "  c* (glob)", "  \\x01 (esc)", "  d (no-eol)", "  e (?)", "  f+ (re) (?)");
  assert.equal(await shown(text, "cram"), [
    ["a", "regex ^(?:b.*)$", "glob c*", "escaped \\x01", "equal d (no-eol)", "equal? e", "regex? ^(?:f+)$"],
  ]);
});

test("what is indented after prose is still expected of the command before it", async () => {
  assert.equal(await shown(t("  $ a", "  1", "prose", "  2", "  > b"), "cram"), [["a\nb", "equal 1", "equal 2"]]);
});

test("nothing stops the file but the end of its shell, which only the last command may bring", async () => {
  const { steps } = await plan(t("  $ a", "  $ b"), "cram");
  assert.equal(
    steps.map(({ stops, skipStatus, mayEndShell }) => [stops, skipStatus, mayEndShell]),
    [
      ["never", 80, false],
      ["never", 80, true],
    ],
  );
  assert.equal(steps[0]?.expectation.channel, {
    kind: "pipe",
    rules: "cram",
    stream: "combined",
    foldsCrlf: false,
    stripsEscapes: false,
  });
});

test("blocks keep their places, with any line end", () => {
  for (const end of ["\n", "\r\n"]) {
    const text = ["prose", "  $ é", "  1", "", "  $ b"].join(end);
    const { blocks } = parseCram("a.t", text);
    assert.equal(
      blocks.map((block) => [block.start, block.text, text.slice(block.range.start, block.range.end)]),
      [
        [2, "$ é\n1", `$ é${end}  1`],
        [5, "$ b", "$ b"],
      ],
    );
    for (const { lines } of blocks) {
      for (const line of lines) assert.is(text.slice(line.range.start, line.range.end), line.text);
    }
  }
});

test("a file's name tells; any text is cram's where the dialect is; fences with its name are", async () => {
  assert.is(formatOf("tests/a.t"), "cram");
  assert.equal(await shown("# Markdown\n\n  $ a\n  1\n", "markdown", { dialect: "cram" }), [["a", "equal 1"]]);
  const markdown = `${fence("cram", "A title", "  $ a", "  1* (glob)", "  $ b")}\n${fence("console", "$ c", "2...")}`;
  assert.equal(await shown(markdown, "markdown"), [["a", "glob 1*"], ["b"], ["c", "ellipsis 2...", 0]]);
  const { steps } = await plan(markdown, "markdown");
  assert.equal(
    steps.map(({ place }) => [place.line, place.column]),
    [
      [3, 5],
      [5, 5],
      [9, 3],
    ],
  );
});

test("what cannot be read is said", async () => {
  assert.equal(await messages(t("  1", "  $ a"), "cram"), [
    "a.md:1:3: error: this line stands where output does, and no command stands before it [no-command]\n" +
      '  a command begins with "$ "; prose is not indented, or stands outside of the block',
  ]);
  assert.equal(await messages(t("  $ a", "  a++ (re)", "  (a (re)"), "cram"), [
    "a.md:2:3: warning: this regular expression is not understood: possessive quantifiers are not known here [bad-pattern]\n" +
      "  the line is compared as it is written",
    "a.md:3:3: warning: this regular expression is not understood: unterminated group [bad-pattern]\n" +
      "  the line is compared as it is written",
  ]);
  // Perl's tests end in .t, too.
  const [nothing] = await messages("  my $x = 1;\n", "cram");
  assert.match(nothing!, "there is no shell session in this document");
  const [annotated] = await messages(`<!-- howtrue: skip -->\n\n${fence("cram", "  $ a")}`, "markdown");
  assert.is(
    annotated,
    "a.md:1:14: error: howtrue's annotations do not hold where another tool's rules do [annotation-in-dialect]\n" +
      "  say it as that tool does, or take the annotation away",
  );
  const [own] = await messages(t("  $ sleep 100 # howtrue: background"), "cram");
  assert.match(own!, /^a\.md:1:[0-9]+: error: howtrue's annotations do not hold .* \[annotation-in-dialect\]/);
});

test("in the guest there is no TESTDIR, which is said once", async () => {
  const text = t('  $ ls "$TESTDIR"', "  $ cat ${TESTDIR}/a");
  assert.equal(await messages(text, "cram"), []);
  assert.equal(await messages(text, "cram", { machine: "guest" }), [
    "a.md:1:5: warning: TESTDIR is not set in the guest: the files beside this document are not there [no-testdir]\n" +
      "  --machine host has them",
  ]);
});

test.run();
