import { chmodSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
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
  const { stdout } = await howtrue(["doctor"], { env, by });
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
  chmodSync(join(path, "cache"), 0o700);
  remove();
});

test("its status is that of a document that asks for nothing, whatever else works", async () => {
  const { path, remove } = folder({ "plain.md": "    $ echo hello\n    hello\n" });
  const guests = [
    "qemu-system-x86_64",
    "qemu-img",
    "setpriv",
    "mmdebstrap",
    "apt-get",
    "genext2fs",
    "tar",
    "newuidmap",
  ];
  for (const [programs, expected, verdict] of [
    [["bwrap"], 0, "can be verified here, but for"],
    [guests, 1, "cannot be verified here, those"],
  ] as const) {
    const env = { PATH: join(path, programs[0]) };
    mkdirSync(env.PATH);
    for (const program of programs) {
      const at = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", "/sbin"].map((place) => join(place, program));
      symlinkSync(at.find((one) => existsSync(one)) ?? "none", join(env.PATH, program));
    }
    const { status, stdout } = await howtrue(["doctor"], { env });
    assert.is(status, expected, stdout);
    assert.match(stdout, `\nDocuments that say nothing else ${verdict}`);
    assert.is((await howtrue(["verify", "plain.md"], { cwd: path, env })).status, 2 * expected);
  }
  remove();
});

test("what mends it is a command, also where no terminal can be opened", async () => {
  const hook =
    'export const resolve = (name, context, next) => next(name.endsWith("node-pty") ? "node:none" : name, context)';
  const url = `data:text/javascript,${encodeURIComponent(hook)}`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(url)})`;
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(register)}` };
  const { stdout } = await howtrue(["doctor"], { env });
  assert.match(stdout, "✗ host     no terminal can be opened on this host: node-pty does not load\n");
  assert.match(stdout, /\n {11}(sudo )?apt-get install python3 make g\+\+ && npm rebuild node-pty\n/);
});

test("a cache that is not to be looked into is no fault of howtrue's: doctor and a guest say so", async () => {
  const by = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all"] : [];
  const { path, remove } = folder({
    "closed/.cache/howtrue/x": "",
    "guest.md": "---\nmachine: guest\n---\n\n    $ id -un\n    reader\n",
  });
  chmodSync(join(path, "closed"), 0o000);
  const surroundings = { by, cwd: path, env: { XDG_CACHE_HOME: join(path, "closed/.cache"), CI: undefined } };
  const { stdout, stderr } = await howtrue(["doctor"], surroundings);
  assert.is(stderr, "");
  assert.match(stdout, /✗ guest {4}the cache cannot be written: /);
  const verified = await howtrue(["verify", "guest.md"], surroundings);
  assert.equal([verified.status, verified.stderr], [2, ""]);
  assert.match(verified.stdout, "EACCES [no-cache]");
  chmodSync(join(path, "closed"), 0o700);
  remove();
});

test("no room for an image is told before it is built", async () => {
  const mount = 'mount -t tmpfs -o size=50M none /mnt && exec "$@"';
  const by = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh"];
  const { stdout } = await howtrue(["doctor"], { by, env: { XDG_CACHE_HOME: "/mnt" } });
  assert.match(
    stdout,
    /✗ {3}images \/mnt has \d+ MB free, and the guest's image takes some 1400 MB: howtrue image prune /,
  );
});

test("a cache where no folder can be made", async () => {
  const env = { XDG_CACHE_HOME: "/proc/cache" };
  const build = await howtrue(["image", "build"], { env });
  assert.is(build.status, 2);
  assert.match(build.stderr, "cannot make the cache directory /proc/cache/howtrue: ENOENT [no-cache]");
});

test.run();
