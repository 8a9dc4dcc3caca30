import { test } from "uvu";
import * as assert from "uvu/assert";
import { planOf, said, steps } from "../plan/read.ts";

/** Lines as the text of a `prompt` directive. */
function prompt(head: string, ...lines: string[]): string {
  return [`.. prompt:: ${head}`, "", ...lines.map((line) => (line === "" ? "" : `   ${line}`)), ""].join("\n");
}

test("where prompts are not shown each line is a command, and there is no output", async () => {
  assert.equal(await steps(prompt("bash", "ls \\", "  -l", "", "cat <<E", "a", "E", "date"), "rst"), [
    ["$ ls \\\n  -l"],
    ["$ cat <<E\na\nE"],
    ["$ date"],
  ]);
  assert.equal(await steps(prompt("bash #", "$ not a prompt"), "rst"), [["# $ not a prompt"]]);
  const plan = await planOf(prompt("text user@host:~$", "a"), {}, "rst");
  assert.equal(plan.steps[0]?.place, { path: "a.md", line: 3, column: 4 });
});

test("where they are shown, those that are named are prompts, and no others", async () => {
  const text = prompt("bash $,#,(env)...$ auto", "$ sudo", "% out", "# id", "uid=0", "(env)...$ deactivate", "$x");
  assert.equal(await steps(text, "rst"), [
    ["$ sudo", "% out"],
    ["# id", "uid=0"],
    ["$ deactivate", "$x"],
  ]);
});

test("other programs' prompts and other languages are no shell session", async () => {
  const nothing = "a.md: error: there is no shell session in this document [nothing-to-verify]";
  for (const text of [
    prompt("python >>>", "print()"),
    prompt("text >>>", "print()"),
    prompt("bash >>> auto", "$ a"),
    prompt("python $", "a"),
    prompt("shell", "a"),
  ]) {
    assert.is((await said(text, {}, "rst"))[0]?.split("\n")[0], nothing, text);
  }
});

test("without prompts of its own its text is read like any other", async () => {
  assert.equal(await steps(prompt("", "$ a", "b"), "rst"), [["$ a", "b"]]);
});

test("an annotation before it holds for each of its commands", async () => {
  const plan = await planOf(`text\n\n.. howtrue: exit=1\n\n${prompt("bash", "a", "b")}`, {}, "rst");
  assert.equal(
    plan.steps.map(({ expectation }) => expectation.exit),
    [1, 1],
  );
});

test.run();
