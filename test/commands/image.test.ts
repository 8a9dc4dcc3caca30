import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { recipeOf } from "../../src/machine/guest/recipe.ts";
import { startTime } from "../../src/machine/proc.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { folder, howtrue } from "./howtrue.ts";

const test = suite<{ cache: string; env: Record<string, string>; remove: () => void }>("howtrue image");

/** Every package that images have, as apt knows it. */
const NAMES = `printf '%s\\n' ${recipeOf({ ...DEFAULTS.image, packages: ["lvmm2"] }).packages.join(" ")}`;

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
  for (const name of ["aaaa1111", "bbbb2222"]) {
    const used = new Date("2026-03-01T12:00:00Z");
    utimesSync(join(path, "howtrue/images", name, "manifest.json"), used, used);
  }
  Object.assign(context, { cache: path, env: { XDG_CACHE_HOME: path }, remove });
});
test.after.each(({ remove }) => remove());

test("list: the newest first, only what is whole", async ({ env }) => {
  const { status, stdout } = await howtrue(["image", "list"], { env });
  assert.is(status, 0);
  const lines = stdout.replaceAll(/\d+ MB/g, "N MB").split("\n");
  assert.equal(lines, [
    "bbbb2222  Debian trixie, 2 packages named, N MB, built 2026-02-03, last used 2026-03-01, no ready state",
    "aaaa1111  Debian bookworm, 2 packages named, N MB, built 2026-01-02, last used 2026-03-01, ready for tcg",
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

test("prune: what this howtrue would build otherwise, what is damaged or unfinished, and how much room it gave", async ({
  env,
  cache,
}) => {
  const would = await howtrue(["image", "prune", "--dry-run"], { env });
  assert.equal(
    [would.status, would.stdout.replaceAll(/\d+ MB/g, "N MB")],
    [
      0,
      [
        "would remove image aaaa1111 (Debian bookworm): this howtrue builds it otherwise, N MB",
        "would remove image bbbb2222 (Debian trixie): this howtrue builds it otherwise, N MB",
        "would remove image half-built: it is damaged, N MB",
        "N MB in all\n",
      ].join("\n"),
    ],
  );
  assert.is(readdirSync(join(cache, "howtrue/images")).length, 3);
  const { stdout } = await howtrue(["image", "prune"], { env });
  assert.match(stdout, "removed image aaaa1111 (Debian bookworm): ");
  assert.equal(readdirSync(join(cache, "howtrue/images")), []);
  const again = await howtrue(["image", "prune", "--all"], { env });
  assert.equal([again.status, again.stdout], [0, `There is nothing to remove from ${cache}/howtrue.\n`]);
});

test("image settings are checked as a document's are", async ({ env }) => {
  const { status, stderr } = await howtrue(["image", "build", "--packages", "lvm2,--evil"], { env });
  assert.is(status, 2);
  assert.match(stderr, 'the setting image.packages.1 does not understand "--evil" [bad-setting]');
  assert.match(stderr, "expected the name of a Debian package");
});

test("prune leaves alone what a run uses, what is being built, and what is young", async ({ env, cache }) => {
  const pid = `${process.pid}-${startTime(process.pid)}`;
  mkdirSync(join(cache, "howtrue/runs"));
  writeFileSync(join(cache, `howtrue/runs/${pid}-1-uses-aaaa1111`), "");
  writeFileSync(join(cache, "howtrue/runs/1-1-1-uses-bbbb2222"), "");
  writeFileSync(join(cache, "howtrue/images/half-built.lock"), pid.replace("-", " "));
  mkdirSync(join(cache, `howtrue/images/${pid}-cccc3333`));
  mkdirSync(join(cache, "howtrue/images/1-1-dddd4444"));
  mkdirSync(join(cache, "howtrue/apt/trixie"), { recursive: true });
  writeFileSync(join(cache, "howtrue/apt/trixie/fetched"), "");
  const { stdout } = await howtrue(["image", "prune"], { env });
  assert.equal(
    stdout
      .replaceAll(/\d+ MB/g, "N MB")
      .split("\n")
      .toSorted(),
    [
      "",
      "N MB in all",
      "removed image bbbb2222 (Debian trixie): this howtrue builds it otherwise, N MB",
      "removed unfinished image 1-1-dddd4444: nobody builds it, N MB",
    ],
  );
  const left = readdirSync(join(cache, "howtrue/images")).toSorted();
  assert.equal(left, [`${pid}-cccc3333`, "aaaa1111", "half-built", "half-built.lock"].toSorted());
  const late = await howtrue(["image", "prune", "--days", "0"], { env });
  assert.match(late.stdout, "removed packages of Debian trixie: not used for 0 days");
});

test("prune: what runs have kept of their guests", async ({ env, cache }) => {
  const checkpoints = join(cache, "howtrue/checkpoints");
  const pid = `${process.pid}-${startTime(process.pid)}`;
  for (const name of ["old", "young", "1-1-1-run", `${pid}-1-run`])
    mkdirSync(join(checkpoints, name), { recursive: true });
  utimesSync(join(checkpoints, "old"), 0, 0);
  const { stdout } = await howtrue(["image", "prune"], { env });
  assert.match(stdout, "removed checkpoints old: no run goes on from what is older than a day, 0 MB\n");
  assert.match(stdout, "removed checkpoints 1-1-1-run: their run was killed, 0 MB\n");
  assert.equal(readdirSync(checkpoints).toSorted(), [`${pid}-1-run`, "young"].toSorted());
  assert.match((await howtrue(["image", "prune", "--all"], { env })).stdout, "removed checkpoints young: --all, ");
  assert.equal(readdirSync(checkpoints), [`${pid}-1-run`]);
});

/** Programs that a build needs, of which apt's say and do what the test wants. */
function withApt(context: { path: string }, { get, cache }: { get: string; cache: string }): Record<string, string> {
  const bin = join(context.path, "bin");
  mkdirSync(bin);
  for (const [name, script] of Object.entries({ "apt-get": get, "apt-cache": cache })) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return { XDG_CACHE_HOME: join(context.path, "cache"), PATH: `${bin}:${process.env["PATH"]}` };
}

for (const [name, apt, stderr] of [
  [
    "a package that there is none of is named before anything is built, with the one that may be meant",
    { get: "exit 0", cache: "printf 'lvm2\\nrsync\\n'" },
    /Debian bookworm has no package .*, lvmm2, .* \[unknown-package\]\n(.*\n)* {2}lvm2 rather than lvmm2\?\n/,
  ],
  [
    "no lists, and no network",
    { get: "echo 'E: Could not resolve deb.debian.org' >&2; exit 100", cache: "" },
    "howtrue: error: the lists of Debian's packages (bookworm) cannot be fetched [no-packages]\n  E: Could not resolve deb.debian.org\n  building an image takes the network, or a proxy that http_proxy names; an image that is built runs without\n",
  ],
  [
    "lists that have expired",
    { get: "echo 'E: Release file is expired (invalid since 15d)' >&2; exit 100", cache: "" },
    "\n  E: Release file is expired (invalid since 15d)\n  either the mirror has not been brought up to date, or this machine's clock is wrong (date)\n",
  ],
  [
    "no packages",
    { get: "[ $1 != install ] || { echo 'E: Unable to fetch some archives' >&2; exit 100; }", cache: NAMES },
    "howtrue: error: the image's packages cannot be fetched [no-packages]\n  E: Unable to fetch some archives\n",
  ],
  [
    "the disk is full",
    { get: "[ $1 != install ] || { echo 'E: write: No space left on device' >&2; exit 100; }", cache: NAMES },
    /no room is left for the guest's image, below .*\/cache\/howtrue or for temporary files: apt-get failed with status 100 \[disk-full\]\n {2}howtrue image prune makes room; XDG_CACHE_HOME names another place for the cache\n/,
  ],
] as const) {
  test(`what a build cannot have: ${name}`, async () => {
    const { path, remove: removeAll } = folder({ keep: "" });
    const env = withApt({ path }, apt);
    const run = await howtrue(["image", "build", "--packages", "lvmm2"], { env });
    assert.is(run.status, 2);
    assert.match(run.stderr, stderr);
    assert.equal(readdirSync(join(env["XDG_CACHE_HOME"]!, "howtrue/images")), [], "nothing is left behind");
    removeAll();
  });
}

test("too little room is told before anything is fetched", async ({ cache }) => {
  const mount = `mount -t tmpfs -o size=50m none "${cache}/programs" && exec "$@"`;
  const by = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh"];
  const env = { XDG_CACHE_HOME: join(cache, "programs") };
  const { status, stderr } = await howtrue(["image", "build"], { env, by });
  assert.is(status, 2);
  assert.match(
    stderr,
    /programs\/howtrue has 52 MB free, and the guest's image takes some 1400 MB \[disk-full\]\n {2}howtrue image prune makes room/,
  );
});

test.run();
