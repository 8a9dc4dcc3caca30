import { test } from "uvu";
import * as assert from "uvu/assert";
import { fence, said } from "./read.ts";

const command = (annotation: string): Promise<string[]> => said(fence("console", `$ a # howtrue: ${annotation}`));

test("annotations that cannot both be meant are refused", async () => {
  assert.equal(await command("answer=y secret=PASSWORD"), [
    "a.md:2:3: error: answer and secret both say what is to be typed [contradiction]\n  leave one of them",
  ]);
  const both = "ignore says that nothing is compared, and match how it is [contradiction]\n  leave one of them";
  assert.equal(await command("ignore match=regex"), [`a.md:2:3: error: ${both}`]);
  assert.equal(await said(fence("console ignore match=regex", "$ a")), [`a.md:2:3: error: ${both}`]);
  assert.equal(await command("within=3s timeout=2s"), [
    "a.md:2:3: error: within allows 3s, and timeout ends it after 2s [contradiction]\n  give it a longer timeout",
  ]);
  assert.equal(await command("within=1m"), [
    "a.md:2:3: error: within allows 1m, and timeout ends it after 30s [contradiction]\n  give it a longer timeout",
  ]);
});

test("what is left running neither ends in time nor cleans up, and nothing else is waited for", async () => {
  assert.equal(await command("background within=3s"), [
    "a.md:2:3: error: within claims when it ends, and background leaves it running [contradiction]\n" +
      "  until and timeout say when it must be ready",
  ]);
  assert.equal(await command("background cleanup"), [
    "a.md:2:3: error: cleanup is run to its end, and background leaves it running [contradiction]\n  leave one of them",
  ]);
  assert.equal(await command("until=/a/"), [
    "a.md:2:3: error: until waits for a step that is left running, and this one is not [contradiction]\n" +
      "  say background, too",
  ]);
  assert.equal(await said(`---\nhowtrue: {within: 3s}\n---\n${fence("console background", "$ a")}`), []);
});

test("what only goes against a habit is none", async () => {
  assert.equal(await said(fence("console match=regex", "$ a # howtrue: ignore")), []);
  assert.equal(await said(`---\nhowtrue: {match: regex, forbid: /x/}\n---\n${fence("console ignore", "$ a")}`), []);
  assert.equal(await command("within=30s"), []);
  assert.equal(await said(fence("console", "$ a # howtrue: within=20s"), { timeout: 10_000 }), []);
});

test.run();
