import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HostMachine } from "../../src/machine/host.ts";
import { Shell } from "../../src/terminal/shell.ts";

const test = suite<{ machine: HostMachine; shell: Shell }>("several commands as one");
test.before(async (context) => {
  context.machine = await HostMachine.start(process.env);
});
test.before.each(async (context) => {
  const terminal = await context.machine.open({ user: "user", cols: 80, rows: 24 });
  context.shell = await Shell.open(terminal, "abc123");
});
test.after.each(({ shell }) => shell.close());
test.after(({ machine }) => machine.close());

async function run(shell: Shell, command: string, isScript = false): Promise<[number | undefined, string]> {
  const { status, output } = await shell.run(command, { timeout: 10_000, isScript });
  return [status, new TextDecoder().decode(output.head).replaceAll("\r\n", "\n")];
}

for (const [script, status, shown] of [
  ["true\necho a", 0, "a\n"],
  ["(exit 3)\necho a; (exit 4)", 3, "a\n"],
  ["echo a\n(exit 5)", 5, "a\n"],
  ["echo a\n! true", 1, "a\n"],
  ["if false; then echo a; fi\nfalse || echo b\n! false", 0, "b\n"],
  ["f() { false; echo c; }\nf\ncat <<'END'\n'$x'\nEND", 0, "c\n'$x'\n"],
  ["f() { return 6; }\nf\n# that was it", 6, ""],
  ["set -u\n(exit 7)\nset +u", 7, ""],
  ["echo a; (", 2, undefined],
] as const) {
  test(`${JSON.stringify(script)} has status ${status}`, async ({ shell }) => {
    const ran = await run(shell, script, true);
    assert.equal(ran, [status, shown ?? ran[1]]);
    assert.equal(await run(shell, "trap -p ERR; set | grep -a ^__howtrue_[st]"), [1, ""], "nothing of it is left");
  });
}

test("what it sets is set, and its directory is that of the shell", async ({ shell }) => {
  await run(shell, "mkdir sub\ncd sub\nx=5\nset -- a b", true);
  assert.equal(await run(shell, 'echo "${PWD##*/} $x $#"'), [0, "sub 5 2\n"]);
});

test("traps for errors are the commands' own", async ({ shell }) => {
  await run(shell, "trap 'echo oh' ERR");
  assert.equal(await run(shell, "(exit 3)\ntrue", true), [3, "oh\n"], "once, at the end");
  assert.equal(await run(shell, "false"), [1, "oh\n"]);
  assert.equal(await run(shell, "trap 'echo ah' ERR\nfalse\ntrue", true), [0, "ah\n"]);
  assert.equal(await run(shell, "false"), [1, "ah\n"]);
});

test.run();
