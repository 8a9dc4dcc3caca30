import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder } from "./howtrue.ts";
import { onTerminal } from "./terminal.ts";

const test = suite<{ path: string; remove: () => void }>("on a terminal");
test.before((context) => {
  const document = "```console\n$ sleep 0.4; echo one two three\none too three\n```\n";
  Object.assign(context, folder({ "slow.md": document, "hung.md": "```console\n$ sleep 100\n```\n" }));
});
test.after(({ remove }) => remove());

/** What stays on the screen: without the lines that were drawn and taken away again. */
const remaining = (text: string): string => text.replaceAll(/\r\x1b\[K[^\r]*(?=\r\x1b\[K)/g, "");

test("the step in progress and its time are shown, and are gone at the end", async ({ path }) => {
  const { status, text } = await onTerminal(["verify", "--machine", "host", join(path, "slow.md")], {});
  assert.is(status, 1);
  assert.match(text, /slow\.md:2 1\/1 \d+ ms/);
  assert.not.match(remaining(text), "1/1");
  const drawn = text.split("\r\x1b[K").map((line) => line.replaceAll(/\x1b\[[\d;]*m/g, ""));
  for (const line of drawn.filter((one) => one.includes("1/1"))) {
    assert.ok(line.length < 60, "a line that is too long is cut, or it could not be taken away");
  }
});

test("differences have colours", async ({ path }) => {
  const { text } = await onTerminal(["verify", "--machine", "host", join(path, "slow.md")], {});
  assert.match(text, "\x1b[31m- one t\x1b[7mo\x1b[27mo three\x1b[39m");
  assert.match(text, "\x1b[32m+ one t\x1b[7mw\x1b[27mo three\x1b[39m");
});

test("NO_COLOR: none", async ({ path }) => {
  const { text } = await onTerminal(["verify", "--machine", "host", join(path, "slow.md")], { env: { NO_COLOR: "1" } });
  assert.match(text, "3 - one too three\r\n    + one two three\r\n");
  assert.not.match(remaining(text), /\x1b\[\d+m\S/);
});

test("Ctrl-C", async ({ path }) => {
  const typed = { when: "sleep 100", keys: "\x03" };
  const { status, text } = await onTerminal(["verify", "--machine", "host", join(path, "hung.md")], {}, typed);
  assert.is(status, 130);
  assert.match(text, "Stopping: the running step is interrupted, cleanup runs.");
  assert.match(text, "error: interrupted [interrupted]");
});

test.run();
