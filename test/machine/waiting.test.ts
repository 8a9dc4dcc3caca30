import { test } from "uvu";
import * as assert from "uvu/assert";
import { waitingOf } from "../../src/machine/waiting.ts";

const NULL = "0x0";
const POINTER = "0x7ffd6af2a910";
const call = (number: number, ...args: string[]): string => [number, ...args, POINTER, POINTER].join(" ") + "\n";
const TTY = { state: "S", first: "/dev/pts/3", input: "/dev/pts/3" };

test("what a process waits for, by its system call on x86-64", () => {
  const waits = (over: Partial<Parameters<typeof waitingOf>[0]>) => waitingOf({ ...TTY, call: "", ...over }, "x64");
  assert.is(waits({ call: call(0, "0x0", POINTER, "0x1000") }), "yes", "read");
  assert.is(waits({ call: call(0, "0x4", POINTER, "0x1"), first: "/dev/tty", input: "/dev/null" }), "yes");
  assert.is(waits({ call: call(0, "0x0", POINTER, "0x1000"), first: "pipe:[12]" }), "no");
  assert.is(waits({ call: call(270, "0x1", POINTER, NULL, NULL, NULL, NULL) }), "yes", "pselect6 without end");
  assert.is(waits({ call: call(270, "0x1", POINTER, NULL, NULL, POINTER, NULL) }), "perhaps", "with a time limit");
  assert.is(waits({ call: call(270, "0x5", POINTER, NULL, NULL, NULL, NULL) }), "perhaps", "of several");
  assert.is(waits({ call: call(270, "0x1", POINTER, NULL, NULL, NULL, NULL), input: "/dev/null" }), "perhaps");
  for (const poll of [7, 271, 232, 281, 441]) assert.is(waits({ call: call(poll, "0x3") }), "perhaps", String(poll));
  assert.is(waits({ call: call(230, NULL) }), "no", "clock_nanosleep");
  assert.is(waits({ call: call(61, NULL) }), "no", "wait4");
  assert.is(waits({ call: "running\n" }), "no");
  assert.is(waits({}), "perhaps", "another user's");
  for (const state of ["R", "D", "T", "Z"]) assert.is(waits({ state, call: call(0, "0x0") }), "no", state);
});

test("on other processors", () => {
  assert.is(waitingOf({ ...TTY, call: call(63, "0x0") }, "arm64"), "yes");
  assert.is(waitingOf({ ...TTY, call: call(0, "0x0") }, "arm64"), "no");
  assert.is(waitingOf({ ...TTY, call: call(63, "0x0") }, "riscv64"), "perhaps", "their numbers are not known");
});

test.run();
