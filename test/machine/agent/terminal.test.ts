import { Duplex } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Agent } from "../../../src/machine/agent/agent.ts";
import { AgentTerminal } from "../../../src/machine/agent/terminal.ts";
import { FIRST_PROMPT } from "../../../src/terminal/marker.ts";
import { Shell } from "../../../src/terminal/shell.ts";

const AGENT = { processes: async () => [], close: async () => undefined } as unknown as Agent;

function channel(): { stream: Duplex; typed: () => string } {
  let typed = "";
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, done) => {
      typed += chunk.toString();
      done();
    },
  });
  return { stream, typed: () => typed };
}

test("a prompt that is there before anybody listens is heard", async () => {
  const { stream, typed } = channel();
  const terminal = new AgentTerminal(stream, false, { agent: AGENT, port: 2 });
  stream.push(FIRST_PROMPT);
  await nextTurn();
  const opening = Shell.open(terminal, "abc123");
  await nextTurn();
  assert.match(typed(), "PROMPT_COMMAND", "it is taught to mark its prompts");
  stream.push("\x1b]133;D;0;aid=abc123;depth=0;uid=0;pid=7;sh=bash;flags=i;host=a\x07");
  assert.is((await opening).state.pid, 7);
});

test("what comes is heard in order, also what came early, and not before onData returns", async () => {
  const { stream } = channel();
  const terminal = new AgentTerminal(stream, false, { agent: AGENT, port: 2 });
  stream.push("one ");
  await nextTurn();
  let heard = "";
  terminal.onData((chunk) => (heard += Buffer.from(chunk).toString()));
  assert.is(heard, "");
  stream.push("two");
  await nextTurn();
  assert.is(heard, "one two");
});

test.run();
