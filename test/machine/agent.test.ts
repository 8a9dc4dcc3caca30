import { Duplex } from "node:stream";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Agent, type ShellEnd } from "../../src/machine/agent/agent.ts";

/** Somebody else's end of the channel: says `lines` to whatever it is asked. */
function answering(said: readonly string[]): { agent: Agent; ends: ShellEnd[] } {
  const stream = new Duplex({
    read: () => undefined,
    write(_chunk, _encoding, done) {
      for (const one of said) stream.push(one);
      done();
    },
  });
  const ends: ShellEnd[] = [];
  return { agent: new Agent(stream, "guest", (end) => void ends.push(end)), ends };
}

const test = suite("what an agent says");

test("is heard in whatever pieces it comes", async () => {
  const text = "x".repeat(100_000);
  const pieces = ["1", " ok 100", "000\n", text.slice(0, 60_000), text.slice(60_000), "ended 5 3", " 7\n"];
  const { agent, ends } = answering(pieces);
  assert.is(await agent.run("ls"), text);
  await new Promise(setImmediate);
  assert.equal(ends, [{ port: 5, status: 3, shown: 7 }]);
});

for (const [name, said] of [
  ["an answer that has no end", "1 ok 99999999999\n"],
  ["a line that has no end", "1".repeat(200)],
  ["an answer without a length", "1 ok\n"],
] as const) {
  test(`is not kept where it is ${name}: a document's root may speak in its place`, async () => {
    const { agent } = answering([said]);
    const failed = await agent.run("ls").catch((cause: unknown) => cause);
    assert.is((failed as Error).message, "the guest's agent is not itself any more: what it says makes no sense");
    assert.is(await agent.run("ls").catch((cause: unknown) => (cause as { code: string }).code), "machine-lost");
  });
}

test.run();
