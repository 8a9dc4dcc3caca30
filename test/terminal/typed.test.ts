import { test } from "uvu";
import * as assert from "uvu/assert";
import { Capture } from "../../src/terminal/capture.ts";
import { EntryReader } from "../../src/terminal/history-entry.ts";
import { Pasted } from "../../src/terminal/pasted.ts";
import { TypedAnswers } from "../../src/terminal/typed-answers.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The text of an entry as it grows, of one shell. */
function grow(...told: string[]): (string | undefined)[] {
  const reader = new EntryReader();
  return told.map((one) => reader.read(bytes(one), 7)?.text);
}

test("what a shell tells of its history: a number, perhaps a star, and a text of several lines", () => {
  const read = (text: string, pid = 7): unknown => new EntryReader().read(bytes(text), pid);
  assert.equal(read("   12  echo ä\r\n"), { id: "7:12", text: "echo ä" });
  assert.equal(read("   12* echo a\r\nb\r\n", 8), { id: "8:12", text: "echo a\nb" });
  assert.is(read(""), undefined);
  assert.is(read("bash: history: off"), undefined);
});

test("a line that ends in a backslash stays one, though the shell joins it to the next", () => {
  assert.equal(grow(" 1  a \\\r\n", " 1  a   b \\\r\n", " 1  a   b c\r\n").at(-1), "a \\\n  b \\\nc");
  assert.equal(grow(" 1  a\n", " 1  a\n b \\\\\n", " 1  a\n b \\\\\nc\n").at(-1), "a\n b \\\\\nc");
  assert.equal(grow(" 1  cat <<E\n", " 1  cat <<E\nx \\\n", " 1  cat <<E\nx \\\nE\n").at(-1), "cat <<E\nx \\\nE");
  assert.equal(grow(" 1  a \\\n", " 2  b\n").at(-1), "b");
  assert.equal(grow(" 1  a\n", " 1  other\n").at(-1), "other");
});

/** Lines of answers, typed between pieces of what a command prints. */
function answers(...all: (string | { typed: string })[]): ReturnType<TypedAnswers["result"]> {
  const capture = new Capture();
  const typed = new TypedAnswers(capture);
  for (const one of all) {
    if (typeof one !== "string") typed.take(one.typed);
    else {
      capture.push(bytes(one));
      typed.printed(bytes(one));
    }
  }
  return typed.result();
}

test("a line that is typed at a question, and whether it was to be seen", () => {
  const shown = { question: "Go on? ", text: "yes", entered: true, hidden: false };
  const enter = { typed: "\r" };
  assert.equal(answers("Go on? ", { typed: "yes" }, "yes", enter, "\r\nok\r\n"), { answers: [shown], loose: false });
  const rubbedOut = answers("Go on? ", { typed: "yex\x7f" }, "yex\b \b", { typed: "s" }, "s", enter);
  assert.equal(rubbedOut.answers, [shown]);
  const painted = answers("Go on? ", { typed: "yes" }, "y\r\x1b[KGo on? \x1b[1myes", enter);
  assert.equal(painted.answers, [shown]);
  assert.equal(
    answers("a\r\nGo on? ", { typed: "nyes" }, "nyes", { typed: "\x15yes" }, "\r\x1b[KGo on? yes", enter, "\r\n"),
    { answers: [shown], loose: false },
  );
  assert.equal(answers("Password: ", { typed: "s3cretx\x7f" }, enter, "\r\ns3cret\r\n").answers, [
    { question: "Password: ", text: "s3cret", entered: true, hidden: true },
  ]);
  assert.equal(answers("PIN: ", { typed: "1234" }, "****", { typed: "\r" }).answers[0]?.hidden, true);
  assert.equal(answers("[Y/n] ", { typed: "\r" }, "\r\n").answers, [
    { question: "[Y/n] ", text: "", entered: true, hidden: false },
  ]);
});

test("what is printed after Enter does not show that a line was to be seen, nor does long output before it", () => {
  const isHidden = (...all: Parameters<typeof answers>): unknown => answers(...all).answers.at(-1)?.hidden;
  assert.is(isHidden("Password: ", { typed: "hunter8" }, { typed: "\r" }, "got hunter8\r\n"), true);
  assert.is(isHidden("Password: ", { typed: "hunter8\r" }, "hunter8\r\n"), true);
  const long = "x".repeat(3 << 20);
  assert.is(isHidden(long, "\r\nPassword: ", { typed: "hunter8" }, { typed: "\r" }, "\r\n"), true);
  assert.is(isHidden(long, "\r\nName: ", { typed: "hunter8" }, "hunter8", { typed: "\r" }), false);
});

test("keys that are no line", () => {
  assert.equal(answers({ typed: "q" }), {
    answers: [{ question: "", text: "q", entered: false, hidden: true }],
    loose: false,
  });
  assert.equal(answers({ typed: "\x1b[A\x1bOB\x04" }), { answers: [], loose: true });
});

/** What is typed at once, and what for each prompt after it. */
function paste(...keys: string[]): { now: string; later: string[] } {
  const pasted = new Pasted();
  const now = keys.map((one) => pasted.take(one)).join("");
  const later: string[] = [];
  for (let line = pasted.next(); line !== undefined; line = pasted.next()) later.push(line);
  return { now, later };
}

test("pasted lines are typed one by one, and nothing in them acts as a key", () => {
  assert.equal(paste("ls\r"), { now: "ls\r", later: [] });
  assert.equal(paste("a\x1b[200~b\x1b[201~c"), { now: "abc", later: [] });
  assert.equal(paste("\x1b[200~one\ntw", "o\r\n\tthree\x1b[201~"), { now: "one\r", later: ["two\r", "\x16\tthree"] });
  assert.equal(paste("\x1b[200~rm\x03 \x1b]0;x\x07\r\x1b[201~"), { now: "rm ]0;x\r", later: [""] });
  const pasted = new Pasted();
  pasted.take("\x1b[200~a\nb\x1b[201~");
  pasted.forget();
  assert.is(pasted.next(), undefined);
});

test.run();
