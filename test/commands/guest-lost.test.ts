import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cacheDirectory } from "../../src/machine/guest/cache.ts";
import { folder, howtrue, startHowtrue, withoutTimes } from "./howtrue.ts";

const test = suite("a guest that is lost");

test("a disk of the host that is full: it is told, and not after a time-out", async () => {
  const { path, remove } = folder({ "howtrue/runs/x": "" });
  symlinkSync(join(cacheDirectory(process.env), "images"), join(path, "howtrue/images"));
  const mount = `mount -t tmpfs -o size=30m none "${path}/howtrue/runs" && exec "$@"`;
  const by = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh"];
  const input = "```console\n# dd if=/dev/zero of=/big bs=1M count=60 conv=fsync\n# echo never\n```\n";
  const args = ["verify", "--machine", "guest", "--format", "markdown", "-"];
  const { status, stdout } = await howtrue(args, { input, by, env: { XDG_CACHE_HOME: path } });
  assert.is(status, 2);
  const why = `the guest ended: there is no room left for what it writes, in ${path}/howtrue\n`;
  assert.match(stdout, why);
  remove();
});

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
