import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";

const test = suite("howtrue doctor");

test("without programs: what is missing, what installs it, status 1, and nothing is made", async () => {
  const { path, remove } = folder({ "programs/keep": "" });
  const env = { XDG_CACHE_HOME: join(path, "cache"), PATH: join(path, "programs") };
  const { status, stdout, stderr } = await howtrue(["doctor"], { env });
  assert.equal([status, stderr], [1, ""]);
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  assert.match(stdout, "✗ guest    the guest needs what is not on this machine: qemu-system-x86_64, setpriv\n");
  assert.match(stdout, `\n           ${sudo}apt-get install --no-install-recommends qemu-system-x86 util-linux\n`);
  assert.match(stdout, "✗ sandbox  there is no bubblewrap here\n");
  assert.match(stdout, `\n           ${sudo}apt-get install --no-install-recommends bubblewrap\n`);
  assert.match(stdout, "\nDocuments that say nothing else cannot be verified here.\n");
  assert.not.match(stdout, "\x1b");
  assert.not(existsSync(env.XDG_CACHE_HOME));
  remove();
});

test("--json", async () => {
  const { status, stdout } = await howtrue(["doctor", "--json"]);
  const { version, ok, checks, versions, cache } = JSON.parse(stdout);
  assert.equal([status, version, ok, versions.node], [0, 1, true, process.versions.node]);
  const { guest, images, host } = Object.fromEntries(checks.map((check: { name: string }) => [check.name, check]));
  for (const check of [guest, images, host]) assert.ok(check.works, check.name);
  assert.ok(cache.path.endsWith("/howtrue") && cache.freeBytes > 0);
});

test("a cache that is not to be written to", async () => {
  const by = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all"] : [];
  const { path, remove } = folder({ "cache/keep": "", "a.md": "```console\n$ true\n```\n" });
  chmodSync(join(path, "cache"), 0o500);
  const env = { XDG_CACHE_HOME: join(path, "cache") };
  const { status, stdout } = await howtrue(["doctor"], { env, by });
  assert.is(status, 1);
  assert.match(stdout, /✗ guest {4}the cache cannot be written: .*\/cache is not yours to write to\n/);
  const build = await howtrue(["image", "build"], { env, by });
  assert.is(build.status, 2);
  assert.match(build.stderr, /cannot make the cache directory .*\/cache\/howtrue: EACCES \[no-cache\]/);
  for (const CI of ["", "1"]) {
    const run = await howtrue(["verify", "--machine", "guest", "a.md"], { cwd: path, env: { ...env, CI }, by });
    assert.is(run.status, 2, run.stderr);
    assert.match(
      run.stdout,
      /^a\.md: error: cannot make the cache directory .*\/cache\/howtrue\/runs: EACCES \[no-cache\]\n/,
    );
  }
  remove();
});

test("a cache where no folder can be made", async () => {
  const env = { XDG_CACHE_HOME: "/proc/cache" };
  const build = await howtrue(["image", "build"], { env });
  assert.is(build.status, 2);
  assert.match(build.stderr, "cannot make the cache directory /proc/cache/howtrue: ENOENT [no-cache]");
});

test.run();
