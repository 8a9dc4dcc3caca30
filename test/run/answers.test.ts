import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Answers } from "../../src/run/answers.ts";

test("a shown line that begins with the question goes on with the answer", () => {
  const cases: readonly [string, string, string | undefined][] = [
    ["Go on? [y/n]: y", "Go on? [y/n]: ", "y\r"],
    ["Go on? [y/n]: y", "Go on? [y/n]:", "y\r"],
    ["Name: Ann Lee ", "Name: ", "Ann Lee\r"],
    ["Name:", "Name: ", "\r"],
    ['Remove "..."? [y/n]: y', 'Remove "site"? [y/n]: ', "y\r"],
    ["Sector (..., default ...): +2M", "Sector (1-9, default 1): ", "+2M\r"],
    [">>> 1+1", ">>> ", "1+1\r"],
    [">>> ^D", ">>> ", "\x04"],
    ["sql> ^C", "sql> ", "\x03"],
    ["Sure? [y/n] y Really? [y/n] n", "Sure? [y/n] ", "y\r"],
    ["Sure? [y/n] y Really? [y/n] n", "Sure? [y/n] y Really? [y/n] ", "n\r"],
    ["Name: J Smith", "Name: ", "J Smith\r"],
    ["^D", "^D", "\r"],
    ["Name: ...", "Name: ", undefined],
    ["...", "Name: ", undefined],
    ["Your name: Ann", "Name: ", undefined],
    ["Name", "Name: ", undefined],
    ["Name: a\x03b", "Name: ", undefined],
    ["Name: Ann", "", undefined],
    ["Name: Ann", "  ", undefined],
  ];
  for (const [shown, question, keys] of cases) assert.is(new Answers([shown]).to(question), keys, shown);
});

test("behind the question's own blanks further ones are the answer's", () => {
  const block = new Answers([">>> for i in range(2):", "...     print(i)", "...", "0", "1", ">>> exit()"]);
  const asked = [">>> ", "... ", "... ", ">>> "].map((question) => block.to(question));
  assert.equal(asked, ["for i in range(2):\r", "    print(i)\r", "\r", "exit()\r"]);
  assert.is(new Answers(["Name:  Ann"]).to("Name:"), "Ann\r", "without any they only part them");
});

test("a question that is worded a little otherwise is the same one", () => {
  const shown = 'Do you really want to remove active logical volume "backup"? [y/n]: y';
  assert.is(new Answers([shown]).to("Do you really want to remove active logical volume shop/backup? [y/n]: "), "y\r");
  for (const other of [
    "Do you really want to remove active logical volume shop/backup? (yes/no): ",
    "Do you really want to format the whole disk at once? [y/n]: ",
    "[y/n]: ",
    "Sure? [y/n]: ",
  ])
    assert.is(new Answers([shown]).to(other), undefined, other);
  const both = new Answers(["Remove old volume now? [y/n]: n", "Remove the volume now? [y/n]: y"]);
  assert.is(both.to("Remove the volume now? [y/n]: "), "y\r", "the very same goes first");
});

test("what a line shows behind a question is no answer where it hides one, or asks again: then the given one is typed", () => {
  for (const shown of ["Password: ••••", "Password: ****", "Password: Retype password:", "Password: "])
    assert.is(new Answers([shown], "given").to("Password: "), "given\r", shown);
  const twice = new Answers(["A: B:", "done"], "given");
  assert.equal([twice.to("A: "), twice.to("A: B: ")], ["given\r", "given\r"]);
});

test("a question is found at once also beside very long lines", () => {
  const answers = new Answers([...Array.from({ length: 20 }, () => "Name ...x".repeat(20_000)), "Name: Ann"]);
  assert.is(answers.to("Name: "), "Ann\r");
});

test("two questions on one line, each answered by a key, are answered one after the other", () => {
  const answers = new Answers(["Sure? [y/n] y Really? (yes/no) n", "Sure? [y/n] q"]);
  const asked = ["Sure? [y/n] ", "Sure? [y/n] y Really? (yes/no) ", "Sure? [y/n] "];
  assert.equal(
    asked.map((question) => answers.to(question)),
    ["y\r", "n\r", "q\r"],
  );
});

test("lines answer in order, each once", () => {
  const answers = new Answers(["Welcome", "New: a", "Again: b", "New: c", "Done"]);
  assert.equal(
    ["New: ", "Again: ", "New: ", "New: "].map((question) => answers.to(question)),
    ["a\r", "b\r", "c\r", undefined],
  );
});

test("what the transcript does not answer is answered as it was given, but not for ever", () => {
  const answers = new Answers(["New: a", "Password:", "Again: "], "given");
  const asked = ["New: ", "Password: ", "Again: ", "And this? ", ""].map((question) => answers.to(question));
  assert.equal(asked, ["a\r", "given\r", "given\r", "given\r", "given\r"]);
  assert.is(new Answers([], "^D").to(""), "\x04", "a key");
  const patient = new Answers([], "given");
  const times = Array.from({ length: 9 }, () => patient.to("Password: "));
  assert.equal(times.filter((typed) => typed !== undefined).length, 5);
});

test("whatever is asked and typed is found again", () => {
  const plain = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !text.includes("..."));
  fc.assert(
    fc.property(plain, plain, (question, answer) => {
      const typed = new Answers([`${question} ${answer}`]).to(`${question} `);
      fc.pre(!/^\^[@-_]$/.test(answer));
      assert.is(typed, `${answer}\r`);
    }),
  );
});

test.run();
