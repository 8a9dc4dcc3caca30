import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { MachineError } from "../../src/machine/machine.ts";
import { formatMessage } from "../../src/message/message.ts";
import { fence } from "../plan/read.ts";
import { runText } from "./running.ts";

const SESSION = fence("console", "$ echo a", "a");

test("a document that holds", async () => {
  const { result } = await runText(SESSION);
  const { ms, outcomes, ...rest } = result;
  assert.equal(rest, {
    path: "a.md",
    status: "held",
    machine: { kind: "fake", detail: "no machine at all" },
    passed: [],
    messages: [],
  });
  assert.type(ms, "number");
  assert.is(outcomes.length, 1);
});

test("a claim that does not hold weighs more than what could not be run, a warning weighs nothing", async () => {
  const status = async (...lines: string[]) => (await runText(fence("console", ...lines))).result.status;
  assert.is(await status("$ echo a", "b"), "failed");
  assert.is(await status("$ false"), "failed");
  assert.is(await status("$ true", "$"), "held");
  assert.is(await status("$ true # howtrue: skip"), "held");
});

test("a document that cannot be read is not run at all", async () => {
  let started = false;
  const { result, events } = await runText(fence("console", "$ true", "$ echo 'a"), {
    start: async () => {
      started = true;
      return new FakeMachine();
    },
  });
  assert.not(started);
  assert.equal([result.status, result.outcomes, result.machine], ["broken", [], undefined]);
  assert.equal(
    events.map(({ kind }) => kind),
    ["document-start", "document-end"],
  );
});

test("a machine that cannot be started is said, with what to do", async () => {
  const cause = new Error("ENOENT");
  const { result } = await runText(SESSION, {
    start: async () => {
      throw new MachineError("no-qemu", "QEMU is not installed", { hint: "apt-get install qemu-system-x86", cause });
    },
  });
  assert.is(result.status, "broken");
  assert.equal(result.messages.map(formatMessage), [
    "a.md: error: QEMU is not installed [no-qemu]\n  apt-get install qemu-system-x86",
  ]);
});

test("a fault of ours is thrown, and the machine is closed all the same", async () => {
  let closed = 0;
  const machine = {
    kind: "fake" as const,
    detail: "faulty",
    open: () => Promise.reject(new TypeError("a fault")),
    put: async () => undefined,
    collect: async () => [],
    close: async () => void closed++,
  };
  try {
    await runText(SESSION, { machine });
    assert.unreachable();
  } catch (cause) {
    assert.instance(cause, TypeError);
  }
  assert.is(closed, 1);
});

test("the machine gets the document's settings and tells how far it is", async () => {
  const { events } = await runText(`---\nimage: trixie\n---\n\n${SESSION}`, {
    start: async ({ image }, { progress, environment }) => {
      assert.equal([image.suite, environment], ["trixie", {}]);
      progress({ what: "booting", fraction: 0.5 });
      return new FakeMachine();
    },
  });
  assert.equal(events[1], { kind: "progress", path: "a.md", what: "booting", fraction: 0.5 });
});

test("a machine that was not started because of an interruption is no news beside it", async () => {
  for (const cause of [
    new MachineError("interrupted", "mmdebstrap failed"),
    new MachineError("machine-lost", "gone"),
  ]) {
    const stop = new AbortController();
    const { result } = await runText(SESSION, {
      policy: { signal: stop.signal },
      start: async () => {
        stop.abort();
        throw cause;
      },
    });
    assert.equal(
      [result.status, result.messages.map(formatMessage)],
      ["broken", ["a.md: error: interrupted [interrupted]"]],
    );
  }
});

test("an interruption while the machine starts runs nothing", async () => {
  const stop = new AbortController();
  const { result } = await runText(fence("console", "$ true", "$ true # howtrue: cleanup"), {
    policy: { signal: stop.signal },
    start: async () => {
      stop.abort();
      return new FakeMachine();
    },
  });
  assert.equal(
    result.outcomes.map(({ status }) => status),
    ["untested", "untested"],
  );
  assert.equal([result.status, result.messages.map(({ code }) => code)], ["broken", ["interrupted"]]);
});

test.run();
