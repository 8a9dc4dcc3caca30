import { test } from "uvu";
import * as assert from "uvu/assert";
import { plan, shown } from "./reading.ts";

const WORDISH = { dialect: "wordish" } as const;
const rst = (...lines: string[]): string =>
  [".. sourcecode:: sh", "", ...lines.map((line) => `   ${line}`), ""].join("\n");

test("prompts of all kinds share one shell, root's where any of them is root's", async () => {
  const text = `${rst("~$ a", "1...", "~# b")}\n${rst("# c", "2")}`;
  const { steps } = await plan(text, "rst", WORDISH);
  assert.equal(
    steps.map(({ command, user, session }) => [command, user, session]),
    ["a", "b", "c"].map((command) => [command, "root", "wordish"]),
  );
  assert.equal((await plan(rst("~$ a"), "rst", WORDISH)).steps[0]?.user, "user");
  assert.equal(await shown(text, "rst", WORDISH), [
    ["a", "across 1...", 0],
    ["b", 0],
    ["c", "across 2", 0],
  ]);
});

test("a command goes on within brackets and quotes", async () => {
  assert.equal(await shown(rst("~$ (", "echo 'a", "b' )", "a", "b", "~$ f () {", "true", "}"), "rst", WORDISH), [
    ["(\necho 'a\nb' )", "across a", "across b", 0],
    ["f () {\ntrue\n}", 0],
  ]);
});

test("remarks at a command's end", async () => {
  const text = rst("~$ a # ignore", "1", "~$ b # returncode: 127", "~$ c # cleanup", "~$ d # &2", "~$ e # other");
  const { steps } = await plan(text, "rst", WORDISH);
  assert.equal(
    steps.map(({ command, cleanup, expectation }) => [
      command,
      expectation.ignore,
      expectation.exit,
      cleanup,
      expectation.channel.kind === "pipe" && expectation.channel.stream,
    ]),
    [
      ["a", true, 0, false, "stdout"],
      ["b", false, 127, false, "stdout"],
      ["c", false, 0, true, "stdout"],
      ["d", false, 0, false, "combined"],
      ["e # other", false, 0, false, "stdout"],
    ],
  );
  const [both] = (await plan(rst("~$ a # ignore # cleanup"), "rst", WORDISH)).steps;
  assert.equal([both?.command, both?.cleanup, both?.expectation.ignore], ["a", true, true]);
});

test.run();
