import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { Shell, ShellStartError } from "../../src/terminal/shell.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";

let closed = 0;
const SILENT: Terminal = {
  prompted: false,
  write: () => undefined,
  onData: () => undefined,
  onEnd: () => undefined,
  processes: async () => [],
  kill: async () => undefined,
  resize: async () => undefined,
  close: async () => void closed++,
};

test("a shell that nobody waits for any more is given up at once", async () => {
  for (const isEarly of [true, false]) {
    const stop = new AbortController();
    if (isEarly) stop.abort();
    closed = 0;
    const opened = Shell.open(SILENT, "abc123", { signal: stop.signal, patience: 5_000 });
    stop.abort();
    const cause = await opened.catch((error: unknown) => error);
    assert.instance(cause, ShellStartError);
    assert.is((cause as Error).message, "interrupted");
    assert.is(closed, 1);
  }
});

test("a shell that shows no prompt is given up, and its terminal is closed", async () => {
  closed = 0;
  for (const prompted of [false, true]) {
    try {
      await Shell.open({ ...SILENT, prompted }, "abc123", { patience: 20 });
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
  const shell = await Shell.open(await machine.open({ user: "user", cols: 80, rows: 24 }), "abc123", { patience: 500 });
  const { status } = await shell.run("sleep 0.6", { timeout: 5_000 });
  assert.equal([status, shell.ended], [0, false]);
  await machine.close();
});

test.run();
