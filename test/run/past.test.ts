import { test } from "uvu";
import * as assert from "uvu/assert";
import { runText, told } from "./running.ts";

const NAMED = ["---", "howtrue: {placeholders: {id: int}}", "---", "```console"];
const run = async (...lines: string[]): Promise<string[]> => {
  const { result } = await runText([...NAMED, ...lines, "```", ""].join("\n"));
  return result.outcomes.map(({ status, failures, notes, observation }) =>
    [status, ...failures.map(({ kind }) => kind), ...notes, ...(observation?.screen.lines ?? [])].join(", "),
  );
};

test("a name is what an earlier step showed, in output and in commands", async () => {
  assert.equal(await run("$ echo id=7", "id=<id>", "$ echo 7 is <id>", "<id> is 7", "$ echo 8", "<id>"), [
    ...["held, id=7", "held, 7 is 7", "failed, output, 8"],
  ]);
});

test("only a step that holds tells what a name is", async () => {
  assert.equal(await run("$ echo 7; echo x", "<id>", "$ echo 8", "<id>", "$ echo <id>", "8"), [
    ...["failed, output, 7, x", "held, 8", "held, 8"],
  ]);
  assert.equal(await run("$ echo x", "<id>", "$ echo <id>", "$ true"), [
    ...["failed, output, x", "broken, <id> is not known: no step that shows it has held", "untested"],
  ]);
});

test("an output that is not as claimed does not stop the document, also where it is forbidden or late", async () => {
  assert.equal(await told(["$ echo b # howtrue: forbid=/b/", "$ sleep 0.02 # howtrue: within=10ms", "$ true"]), [
    "echo b: failed forbidden",
    "sleep 0.02: failed slow",
    "true: held",
  ]);
});

test("a missing line that a step before has printed is told", async () => {
  assert.equal(await told(["$ echo hello", "$ echo bye", "hello"]), [
    "echo hello: held (printed a line that the document does not show)",
    "echo bye: failed output (line 4 was printed by the step at line 2)",
  ]);
});

test("a command that is not there may be in a package", async () => {
  const here = await told(["$ nosuchprogram"]);
  assert.match(
    here[0]!,
    "(is it installed outside of your home? with image: {packages: [nosuchprogram]} it runs in a guest that has it)",
  );
  const [line = ""] = await told(["root@box:~# nosuchprogram"]);
  assert.match(line, "(is its package in the image? image: {packages: [nosuchprogram]})");
  assert.equal(await told(["$ nosuchprogram # howtrue: exit=127"]), [
    "nosuchprogram: held (printed a line that the document does not show)",
  ]);
});

test.run();
