import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { bashWord, quoteForBash, quoteForSh } from "../../src/terminal/quote.ts";

const LIMIT = 4_095;

test("what bash reads is what was meant, whatever it holds", () => {
  const text = fc.string({ unit: "binary", maxLength: 60 }).filter((sample) => !/\0|\p{Surrogate}/u.test(sample));
  const samples = fc.sample(text, 300);
  const script = samples.map((sample) => `printf '%s\\0' ${bashWord(sample)}\n`).join("");
  const read = execFileSync("bash", { input: script, env: { LANG: "C.UTF-8" } })
    .toString()
    .split("\0")
    .slice(0, -1);
  assert.equal(read, samples);
});

test("a short command is one line, whatever its own lines are", () => {
  assert.equal(quoteForBash("echo 'a'\n\techo b\\"), ["eval $'echo \\'a\\'\\n\\techo b\\\\'"]);
});

test("a long command is typed in lines that a tty takes, all but the last to be continued", () => {
  const long = `echo ${"ä'\n".repeat(40_000)}`;
  const lines = quoteForBash(long);
  assert.ok(lines.length > 10);
  for (const line of lines) assert.ok(Buffer.byteLength(line) < LIMIT);
  for (const line of lines.slice(0, -1)) assert.ok(line.endsWith("'\\"));
  assert.is(
    execFileSync("bash", {
      input: `evaluated() { printf %s "$2"; }; ${lines.join("\n").replace("eval", "evaluated x")}`,
    }).toString(),
    long,
  );
});

test("no control character is typed but the tab in a POSIX shell's quotes, and that behind the literal-next character", () => {
  for (const line of [...quoteForBash("a\x03\x04\x7f\tb"), ...quoteForSh("a\nb")]) {
    assert.not.match(line, /[\0-\x1f\x7f]/);
  }
  assert.equal(quoteForSh("a\tb\x03"), ["eval 'a\x16\tb\x16\x03'"]);
});

test("a POSIX shell reads what was meant", () => {
  const command = "printf %s 'it'\\''s\n\"two\" $lines'";
  assert.is(execFileSync("dash", { input: `${quoteForSh(command).join("\n")}\n` }).toString(), 'it\'s\n"two" $lines');
  const long = `printf %s ${"x".repeat(10_000)}`;
  for (const line of quoteForSh(long)) assert.ok(line.length < LIMIT);
  assert.is(execFileSync("dash", { input: `${quoteForSh(long).join("\n")}\n` }).length, 10_000);
});

test("standard error that is hidden goes nowhere, whatever the command", () => {
  assert.equal(quoteForBash("ls", { hidesStderr: true }), ["eval $'ls' 2>/dev/null"]);
  assert.equal(quoteForSh("ls # not", { hidesStderr: true }), ["eval 'ls # not' 2>/dev/null"]);
  const long = quoteForBash("é".repeat(5_000), { hidesStderr: true });
  assert.ok(long.length > 1 && long.every((line) => Buffer.byteLength(line) < LIMIT));
  assert.equal(
    long.map((line) => line.endsWith("2>/dev/null")),
    long.map((_, i) => i === long.length - 1),
  );
});

test.run();
