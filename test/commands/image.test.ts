import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";

const test = suite<{ cache: string; env: Record<string, string>; remove: () => void }>("howtrue image");

const manifest = (suiteName: string, built: string): string =>
  JSON.stringify({ suite: suiteName, packages: ["a", "b"], size: 1, files: "", built });

test.before.each((context) => {
  const { path, remove } = folder({
    "howtrue/images/aaaa1111/manifest.json": manifest("bookworm", "2026-01-02T03:04:05.000Z"),
    "howtrue/images/aaaa1111/ready-tcg-1/manifest.json": "{}",
    "howtrue/images/bbbb2222/manifest.json": manifest("trixie", "2026-02-03T04:05:06.000Z"),
    "howtrue/images/half-built/base.qcow2": "",
    "programs/keep": "",
  });
  Object.assign(context, { cache: path, env: { XDG_CACHE_HOME: path }, remove });
});
test.after.each(({ remove }) => remove());

test("list: the newest first, only what is whole", async ({ env }) => {
  const { status, stdout } = await howtrue(["image", "list"], { env });
  assert.is(status, 0);
  const lines = stdout.replaceAll(/\d+ MB/g, "N MB").split("\n");
  assert.equal(lines, [
    "bbbb2222  Debian trixie, 2 packages named, N MB, built 2026-02-03, no ready state",
    "aaaa1111  Debian bookworm, 2 packages named, N MB, built 2026-01-02, ready for tcg",
    "",
  ]);
});

test("list --json", async ({ env }) => {
  const { stdout } = await howtrue(["image", "list", "--json"], { env });
  const [newest] = JSON.parse(stdout);
  assert.equal([newest.name, newest.suite, newest.states], ["bbbb2222", "trixie", []]);
});

test("list: nothing there", async ({ cache }) => {
  const env = { XDG_CACHE_HOME: join(cache, "none") };
  const { status, stdout } = await howtrue(["image", "list"], { env });
  assert.equal([status, stdout], [0, "There is no image yet: the first run in a guest builds one.\n"]);
  assert.not(existsSync(env.XDG_CACHE_HOME), "looking makes nothing");
});

test("remove: by the beginning of a name", async ({ env, cache }) => {
  const { status, stdout } = await howtrue(["image", "remove", "aaaa"], { env });
  assert.equal([status, stdout], [0, "removed aaaa1111\n"]);
  assert.equal(readdirSync(join(cache, "howtrue/images")).toSorted(), ["bbbb2222", "half-built"]);
});

test("remove: what is not there, nothing, all", async ({ env }) => {
  const unknown = await howtrue(["image", "remove", "cccc"], { env });
  assert.equal([unknown.status, unknown.stderr], [2, 'howtrue: there is no image "cccc"\n']);
  const none = await howtrue(["image", "remove"], { env });
  assert.equal([none.status, none.stderr], [2, "howtrue: name an image, or say --all\n"]);
  const all = await howtrue(["image", "remove", "--all"], { env });
  assert.equal([all.status, all.stdout], [0, "removed bbbb2222\nremoved aaaa1111\n"]);
});

test("one message names all programs that are missing, and what installs them", async ({ cache }) => {
  const env = { XDG_CACHE_HOME: join(cache, "new"), PATH: join(cache, "programs") };
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  const run = await howtrue(["verify", "--machine", "guest", "--format", "markdown", "-"], {
    env,
    input: "```console\n$ true\n```\n",
  });
  assert.is(run.status, 2);
  assert.match(run.stdout, "-: error: the guest needs what is not on this machine: qemu-system-x86_64,");
  assert.match(run.stdout, "[missing-programs]");
  assert.match(run.stdout, `\n  ${sudo}apt-get install --no-install-recommends qemu-system-x86 `);
  for (const name of ["qemu-img", "mmdebstrap", "genext2fs"]) assert.match(run.stdout, ` ${name}`);
  const build = await howtrue(["image", "build"], { env });
  assert.is(build.status, 2);
  assert.match(build.stderr, "howtrue: error: the guest needs what is not on this machine: qemu-system-x86_64,");
});

test("a cache that cannot be made", async ({ cache }) => {
  const env = { XDG_CACHE_HOME: join(cache, "programs/keep") };
  const { status, stderr } = await howtrue(["image", "build"], { env });
  assert.is(status, 2);
  assert.match(stderr, /cannot make the cache directory .*\/programs\/keep\/howtrue: ENOTDIR \[no-cache\]/);
  assert.match(stderr, "make it writable, or name another one with XDG_CACHE_HOME");
});

test("image settings are checked as a document's are", async ({ env }) => {
  const { status, stderr } = await howtrue(["image", "build", "--packages", "lvm2,--evil"], { env });
  assert.is(status, 2);
  assert.match(stderr, 'the setting image.packages.1 does not understand "--evil" [bad-setting]');
  assert.match(stderr, "expected the name of a Debian package");
});

test.run();
