import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Format } from "../../src/document/document.ts";
import { HostMachine } from "../../src/machine/host.ts";
import { formatMessage } from "../../src/message/message.ts";
import type { DocumentResult } from "../../src/run/outcome.ts";
import { run } from "../../src/run/run.ts";
import type { Options } from "../../src/settings/settings.ts";
import { fence } from "../plan/read.ts";
import { plan } from "./reading.ts";

const NEVER = new AbortController().signal;
const POLICY = { bail: false, keepGoing: false, signal: NEVER, force: NEVER };

/** Runs a text on this machine, in a shell as suites of tests have it. */
async function runHere(text: string, format: Format, settings: Options = {}): Promise<DocumentResult> {
  return run(await plan(text, format, settings), {
    start: async () => HostMachine.start(process.env),
    environment: process.env,
    secrets: [],
    cache: "off",
    policy: POLICY,
    emit: () => undefined,
  });
}

/** Each step that did not hold, as its command, what became of it, and what was observed. */
function failing({ outcomes }: DocumentResult): (string | readonly string[])[][] {
  return outcomes
    .filter(({ status }) => status !== "held")
    .map(({ step, status, failures, observation }) => [
      step.command,
      [status, ...failures.map(({ kind }) => kind)].join(" "),
      observation?.screen.lines ?? [],
    ]);
}

async function holds(text: string, format: Format, settings: Options = {}): Promise<void> {
  const result = await runHere(text, format, settings);
  assert.equal(failing(result), []);
  assert.is(result.status, "held");
}

const t = (...lines: string[]): string => lines.map((line) => `  ${line}\n`).join("");
const fails = async (...lines: string[]): Promise<(string | readonly string[])[][]> =>
  failing(await runHere(t(...lines), "cram"));

test("cram: variables, functions, directories and options last, and are a shell's of its own", async () => {
  await holds(
    t(
      ...["$ x='a b'; f() { echo \"$x:$1\"; }", "$ f 1", "a b:1", "$ mkdir d && cd d", "$ basename $(pwd)", "d"],
      ...["$ cat <<'E'", "> \"q\" 'r' $x \\ `s`", "> E", "\"q\" 'r' $x \\ `s`"],
      ...["$ trap 'echo bye' USR1; kill -USR1 $$; true", "bye", "$ (exit 3)", "[3]", "$ echo $?", "0"],
      ...["$ false || echo $-| grep -c i", "0", "[1]"],
    ),
    "cram",
  );
});

test("cram: neither input nor output is a terminal, and both streams are one", async () => {
  await holds(
    t(
      ...["$ test -t 0 || test -t 1 || test -t 2", "[1]", "$ cat", "$ ls /etc/passwd /etc/group", "/etc/group"],
      ...["/etc/passwd", "$ echo o; echo e >&2; echo p", "o", "e", "p", "$ echo x > /dev/stdout", "x"],
    ),
    "cram",
  );
});

test("cram: each byte counts", async () => {
  await holds(
    t(
      ...["$ printf 'a\\r\\n'", "a\\r (esc)", "$ printf 'a\\tb\\n\\033[1m\\303\\251\\n'", "a\\tb (esc)"],
      ...["\\x1b[1m\\xc3\\xa9 (esc)", "$ printf 'a\\n\\n b'", "a", "", " b (no-eol)", "$ printf '  \\n'", "  "],
      ...["$ printf 'a\\rb\\n'", "a\\r (no-eol) (esc)", "b"],
    ),
    "cram",
  );
  assert.equal(await fails("$ echo 'a '", "a"), [["echo 'a '", "failed output", ["a "]]]);
  assert.equal(await fails("$ echo a"), [["echo a", "failed output", ["a"]]]);
  assert.equal(await fails("$ echo", ""), []);
});

test("cram: a status is a line of the output, and a failure stops nothing", async () => {
  assert.equal(await fails("$ false", "$ (exit 2)", "[3]", "$ echo a", "b", "$ echo c", "c"), [
    ["false", "failed output", ["[1]"]],
    ["(exit 2)", "failed output", ["[2]"]],
    ["echo a", "failed output", ["a"]],
  ]);
});

test("cram: what the shell's end leaves undone is untested, and a failure; at the end of the file it is none", async () => {
  assert.equal(await fails("$ echo a; exit 0", "a", "$ echo b", "b"), [
    ["echo a; exit 0", "failed shell-ended", ["a"]],
    ["echo b", "untested", []],
  ]);
  assert.equal(await fails("$ set -e", "$ false", "$ echo b", "b"), [
    ["false", "failed shell-ended", []],
    ["echo b", "untested", []],
  ]);
  assert.equal(await fails("$ echo a", "a", "$ echo b; exit 1", "b"), []);
});

test("cram: exit 80 skips the file, also after a failure; a command that returns it does not", async () => {
  const result = await runHere(t("$ echo a", "b", "$ exit 80", "$ echo c"), "cram");
  assert.equal(
    result.outcomes.map(({ status }) => status),
    ["skipped", "skipped", "skipped"],
  );
  assert.is(result.status, "held");
  assert.equal(result.messages.map(formatMessage), [
    "a.md:3:5: warning: skipped: the command ended with status 80 [skipped-document]",
  ]);
  await holds(t("$ (exit 80)", "[80]"), "cram");
});

test("cram: background processes hold nothing up, what they print later comes later", async () => {
  const began = performance.now();
  await holds(t("$ sleep 300 &", "$ echo a", "a", "$ (sleep 0.1; echo late) & wait $!", "late"), "cram");
  assert.ok(performance.now() - began < 60_000);
});

test("cram: the environment and the directory are those that cram gives", async () => {
  await holds(
    t(
      ...['$ echo "$LANG $LC_ALL $LANGUAGE $TZ $COLUMNS [$CDPATH] [$GREP_OPTIONS]"', "C C C GMT 80 [] []"],
      ...["$ echo $TESTFILE; test -d $TESTDIR; pwd", "a.md", "*/cramtests-??????/a.md (glob)"],
      ...['$ test "$TMPDIR" = "$CRAMTMP/tmp" && ls -a', ".", "..", "$ echo $TESTSHELL", "/bin/sh"],
    ),
    "cram",
  );
});

test("cram: a command that does not end is ended, with what it had printed", async () => {
  const result = await runHere(t("$ echo a; sleep 100", "a", "$ echo b", "b"), "cram", { timeout: 300 });
  assert.equal(failing(result), [
    ["echo a; sleep 100", "failed timed-out", ["a"]],
    ["echo b", "untested", []],
  ]);
});

test("cram: commands of any length, and with any character, are read whole", async () => {
  const long = "x".repeat(100_000);
  await holds(t(`$ echo ${long} | wc -c`, "100001", "$ printf 'a\x03b\x1bc\x04\x7f' | od -An -c", "* (glob)"), "cram");
});

test("cram: a syntax error is the end of the shell and no hang", async () => {
  const [[, verdict] = []] = await fails("$ echo 'a", "$ echo b", "b");
  assert.match(String(verdict), "failed shell-ended");
});

test("scrut: standard output counts, or what is asked for", async () => {
  await holds(
    [
      fence("scrut", "$ echo o; echo e >&2", "o"),
      fence("scrut {output_stream: stderr}", "$ echo o; echo e >&2", "e"),
      fence("scrut {output_stream: combined}", "$ echo o; echo e >&2", "o", "e"),
      fence("scrut", "$ printf 'a\\r\\n'", "a"),
      fence("scrut {keep_crlf: true}", "$ printf 'a\\r\\n'", "a\\r (escaped)"),
      fence("scrut {strip_ansi_escaping: true}", "$ printf '\\033[31mred\\033[0m\\n'", "red"),
      fence("scrut {environment: {FOO: it's}}", "$ echo $FOO", "it's"),
      fence("scrut", "$ printf 'a\\nb\\nb\\nc'", "* (glob*)", "b", "c (no-eol)"),
      fence("scrut", "$ echo $TESTFILE $SCRUT_TEST ${TMPDIR##*/}; alias a='echo hi'", "a.md a.md:*:3 __tmp (glob)"),
    ]
      .join("\n")
      .replace("a.md:*:3", "a.md:*"),
    "markdown",
  );
});

test("scrut: a status is checked, `exit` ends only its test, and nothing stops but fail_fast", async () => {
  const tests = ["$ false", "$ exit 3\n[3]", "$ echo a\nb", "$ (exit 4)\n[4]"].map((one) => fence("scrut", one));
  assert.equal(failing(await runHere(tests.join("\n"), "markdown")), [
    ["false", "failed exit", []],
    ["echo a", "failed output", ["a"]],
  ]);
  const fast = [fence("scrut {fail_fast: true}", "$ echo a", "b"), fence("scrut", "$ true")].join("\n");
  assert.equal(failing(await runHere(fast, "markdown")), [
    ["echo a", "failed output", ["a"]],
    ["true", "untested", []],
  ]);
});

test("scrut: its status skips the document", async () => {
  for (const [info, command] of [
    ["scrut", "$ exit 80"],
    ["scrut", "$ (exit 80)"],
    ["scrut {skip_document_code: 7}", "$ exit 7"],
  ] as const) {
    const { status, outcomes } = await runHere(fence(info, command) + fence("scrut", "$ false"), "markdown");
    assert.equal([status, ...outcomes.map((one) => one.status)], ["held", "skipped", "skipped"]);
  }
});

test("wordish: standard output counts, ... crosses lines, a status that is not announced ends it", async () => {
  const rst = (...lines: string[]): string =>
    [".. sourcecode:: sh", "", ...lines.map((line) => `   ${line}`), ""].join("\n");
  const wordish = { dialect: "wordish" } as const;
  await holds(
    rst(
      ...[
        "~$ f () {",
        "  echo a; echo e >&2; }",
        "~$ f",
        "a",
        "~$ seq 1 9",
        "1...7",
        "8",
        "9",
        "~$ printf '\\n x\\n\\n'",
        "x",
      ],
      ...["~$ (exit 2) # returncode: 2", "~$ date # ignore", "~$ f # &2", "a", "e", "~$ nope # returncode: 127"],
    ),
    "rst",
    wordish,
  );
  assert.equal(failing(await runHere(rst("~$ echo a", "~$ false", "~$ echo b", "b"), "rst", wordish)), [
    ["echo a", "failed output", ["a"]],
    ["false", "failed exit", []],
    ["echo b", "untested", []],
  ]);
});

test.run();
