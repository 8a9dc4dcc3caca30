import { execFileSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startHowtrue, withoutTimes } from "./howtrue.ts";

const test = suite("a guest that is lost");

test("QEMU that dies during a step: the step could not be run, the rest is not tested, and it is said why", async () => {
  const input = "```console\n# true\n# sleep 1000\n# echo never\n```\n";
  const { child, ended, saw } = startHowtrue(["verify", "--machine", "guest", "-v", "--format", "markdown", "-"], {
    input,
  });
  await saw("held -:2: true");
  const qemu = execFileSync("ps", ["-o", "pid=", "--ppid", String(child.pid)], { encoding: "utf8" });
  process.kill(Number(qemu.trim().split("\n")[0]), "SIGKILL");
  const { status, stdout } = await ended;
  assert.is(status, 2, stdout);
  assert.match(
    withoutTimes(stdout),
    "broken -:3: sleep 1000 (T)\n     the machine was lost: the guest ended: it ended with SIGKILL\n",
  );
  assert.match(stdout, "untested -:4: echo never\n");
  assert.match(stdout, "\n! -: 1 step broken, 1 held, 1 untested in ");
});

test.run();
