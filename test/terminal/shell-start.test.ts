import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { Shell, ShellStartError } from "../../src/terminal/shell.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";

test("a shell that shows no prompt is given up, and its terminal is closed", async () => {
  let closed = 0;
  const silent: Terminal = {
    prompted: false,
    write: () => undefined,
    onData: () => undefined,
    onEnd: () => undefined,
    processes: async () => [],
    kill: async () => undefined,
    resize: async () => undefined,
    close: async () => void closed++,
  };
  for (const prompted of [false, true]) {
    try {
      await Shell.open({ ...silent, prompted }, "abc123", 20);
      assert.unreachable("it was opened");
    } catch (cause) {
      assert.instance(cause, ShellStartError);
      assert.is((cause as Error).message, "it showed no prompt within 20 ms");
    }
  }
  assert.is(closed, 2);
});

test("one that has shown it is left alone afterwards", async () => {
  const machine = new FakeMachine();
  const shell = await Shell.open(await machine.open({ user: "user", cols: 80, rows: 24 }), "abc123", 500);
  const { status } = await shell.run("sleep 0.6", { timeout: 5_000 });
  assert.equal([status, shell.ended], [0, false]);
  await machine.close();
});

test.run();
