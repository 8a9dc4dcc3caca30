import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawn } from "@lydell/node-pty";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fence } from "../plan/read.ts";
import { CLI } from "./howtrue.ts";

/** A terminal that is gone is told of by the exit status; node itself aborts where it cannot set it back. */
const test = suite<{ path: string }>("a terminal that is closed");
test.before((context) => {
  context.path = mkdtempSync(join(tmpdir(), "test-hang-up-"));
  writeFileSync(join(context.path, "a.md"), fence("console", "$ echo one", "$ sleep 60"));
});
test.after(({ path }) => rmSync(path, { recursive: true }));

/** Closes the terminal once it shows `when`; gives the status. */
async function closed(args: readonly string[], cwd: string, when: string): Promise<string> {
  const file = join(cwd, `${args[0]}.status`);
  // A shell passes it on, and then waits for the status.
  const run = `exec 3<&0; "$@" <&3 3<&- & trap "kill -HUP $!" HUP; wait $!; wait $!`;
  const script = `${run}; echo $? >"${file}.new"; mv "${file}.new" "${file}"`;
  const terminal = spawn("/bin/bash", ["-c", script, "bash", process.execPath, CLI, ...args], {
    cwd,
    env: { ...process.env, TERM: "xterm", NO_COLOR: "1", XDG_STATE_HOME: cwd },
  });
  let text = "";
  terminal.onData((chunk) => (text += chunk));
  await waitUntil(() => text.includes(when));
  (terminal as unknown as { destroy(): void }).destroy();
  await waitUntil(() => existsSync(file));
  return readFileSync(file, "utf8").trim();
}

async function waitUntil(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i++) await sleep(20);
  assert.ok(holds());
}

test("replay ends with 129", async ({ path }) => {
  assert.is(await closed(["replay", "--machine", "sandbox", "a.md"], path, "1/2 [Enter]"), "129");
});

test("verify ends with 129", async ({ path }) => {
  assert.is(await closed(["verify", "--machine", "sandbox", "a.md"], path, "sleep 60"), "129");
});

test.run();
