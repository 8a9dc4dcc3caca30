import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { howtrue, startHowtrue } from "./howtrue.ts";
import { ownCache } from "./own-cache.ts";

const BEGINNING = [
  "joe@box:~$ cd /tmp; colour=blue",
  "joe@box:~$ echo $RANDOM | tee number >copy",
  "joe@box:~$ sudo -s",
  "root@box:~# mkdir /mnt/a; mount -t tmpfs none /mnt/a; sleep 0.8",
  "root@box:~# pwd",
  "/tmp",
];
const END = [
  "root@box:~# umount /mnt/a",
  "root@box:~# exit",
  ...["exit", "joe@box:~$ echo $colour; cmp number copy", "blue"],
];

interface Context {
  path: string;
  env: Record<string, string>;
  checkpoints: string;
}

const test = suite<Context>("checkpoints");
test.before((context) => {
  const path = mkdtempSync(join(tmpdir(), "checkpoints-"));
  const { env, own } = ownCache(path);
  Object.assign(context, { path, env: { ...env, CI: "" }, checkpoints: join(own, "checkpoints") });
});
test.after(({ path }) => rmSync(path, { recursive: true }));

interface Told {
  readonly status: string;
  /** Some steps were not run. */
  readonly cached: boolean;
  readonly failed: readonly number[];
  readonly stderr: string;
  readonly steps: readonly Step[];
}

async function verify({ path, env }: Context, lines: readonly string[], ...flags: string[]): Promise<Told> {
  writeFileSync(join(path, "a.md"), ["```console", ...lines, "```", ""].join("\n"));
  const { stdout, stderr } = await howtrue(["verify", "--reporter", "json", ...flags, "a.md"], { cwd: path, env });
  const [document] = (JSON.parse(stdout) as { documents: { status: string; steps: Step[] }[] }).documents;
  const { status, steps } = document!;
  const failed = steps.filter((step) => step.status === "failed").map(({ line }) => line);
  return { status, cached: steps.some(({ cached }) => cached !== undefined), failed, stderr, steps };
}

async function inShort(...args: Parameters<typeof verify>): Promise<Omit<Told, "steps">> {
  const { steps: _, ...told } = await verify(...args);
  return told;
}

/** Without anything of an earlier run. */
const HELD = { status: "held", cached: false, failed: [], stderr: "" };

interface Step {
  readonly status: string;
  readonly line: number;
  readonly cached?: string;
}

test("after an edit a run goes on from before it: shells, users, variables, mounts and files are as they were", async (context) => {
  assert.equal(await inShort(context, [...BEGINNING, ...END]), HELD);
  assert.equal(readdirSync(context.checkpoints).length, 1, "nothing but what is kept of this document");
  const edited = await verify(context, [...BEGINNING, ...END, "joe@box:~$ echo more", "more"]);
  assert.equal([edited.status, edited.cached], ["held", true]);
});

test("what was observed is held against what the document says now", async (context) => {
  const shown = [...BEGINNING.slice(0, -1), "/...", ...END];
  const { status, cached } = await verify(context, shown);
  assert.equal([status, cached], ["held", true]);
});

test("that a step fails is said of now, and not of what was kept; once more is from the beginning", async (context) => {
  const lines = ["# touch /d; sleep 0.8", "# date +%N", "never", "# sleep 0.8", "# sleep 0.8", "# ls /d", "/d"];
  const cachedOf = async (...flags: string[]): Promise<boolean[]> =>
    (await verify(context, lines, ...flags)).steps.map(({ cached }) => cached !== undefined);
  await cachedOf();
  await cachedOf(); // it is saved before the step that has failed
  assert.equal(await cachedOf(), [true, false, false, false, false]);
  assert.equal(await cachedOf("--retries", "1"), [false, false, false, false, false]);
});

test("what is random is not what it was, but for who says where it begins", async (context) => {
  const draw = async (first: string): Promise<string> => {
    const into = join(context.path, "drawn");
    const lines = [first, "# cd /; sleep 0.8; false  # howtrue: exit=1", "# echo $? $RANDOM $RANDOM >drawn"];
    await verify(context, lines, "--collect", "/drawn", "--collect-into", into);
    return readFileSync(join(into, "a.md/drawn"), "utf8");
  };
  const free = [await draw("# true"), await draw("# true")];
  assert.is(new Set(free).size, 2, free[0]);
  assert.match(free.join(""), /^1 \d+ \d+\n1 \d+ \d+\n$/);
  assert.is(await draw("# RANDOM=7"), await draw("# RANDOM=7"));
});

test("a run that ends earlier does not begin behind its end", async (context) => {
  const lines = ["# echo one >state; sleep 0.8", "# cat state", "one", "# echo two >state", "# sleep 0.8", "# true"];
  await verify(context, lines);
  const into = join(context.path, "collected");
  await verify(context, lines, "--to", "3", "--collect", "state", "--collect-into", into);
  assert.is(readFileSync(join(into, "a.md/state"), "utf8"), "one\n");
});

test("a command that changed is run, and all after it", async (context) => {
  assert.is(
    (await verify(context, ["joe@box:~$ cd /tmp; colour=blue; true", ...BEGINNING.slice(1), ...END])).cached,
    false,
  );
});

test("--fresh runs all and keeps that; --no-cache keeps nothing, and neither does CI", async (context) => {
  const lines = ["# touch /a; sleep 0.8", "# ls /a", "/a"];
  for (const [flags, CI] of [
    [["--no-cache"], ""],
    [[], "true"],
  ] as const) {
    const before = readdirSync(context.checkpoints);
    const { status, cached } = await verify({ ...context, env: { ...context.env, CI } }, lines, ...flags);
    assert.equal([status, cached], ["held", false]);
    assert.equal(readdirSync(context.checkpoints), before);
  }
  assert.equal((await verify(context, lines, "--fresh")).cached, false);
  assert.equal((await verify(context, lines)).cached, true);
  assert.equal((await verify(context, lines, "--fresh")).cached, false);
});

test("what depends on an answer is run again when what is shown of it changed", async (context) => {
  const asks = (name: string): string[] => [
    '$ read -p "Name: " name; sleep 0.8',
    `Name: ${name}`,
    "$ sleep 0.8; echo $name",
    name,
  ];
  assert.equal(await inShort(context, asks("Ann"), "--machine", "guest"), HELD);
  assert.is((await verify(context, asks("Ann"), "--machine", "guest")).cached, true);
  assert.equal(await inShort(context, asks("Bob"), "--machine", "guest"), HELD);
});

test("what was kept and is damaged is told, and all is run", async (context) => {
  const lines = ["# touch /b; sleep 0.8", "# ls /b", "/b"];
  await verify(context, lines);
  for (const name of readdirSync(context.checkpoints))
    truncateSync(join(context.checkpoints, name, "disk.qcow2"), 4_096);
  const { status, cached, stderr } = await verify(context, lines);
  assert.equal([status, cached], ["held", false]);
  assert.match(stderr, "what was kept of the guest cannot be restored: running from the start\n");
});

test("where there is little room nothing is saved: the guest itself needs it", async (context) => {
  const lines = ["# touch /e; sleep 0.8", "# dd if=/dev/zero of=/big bs=1M count=40 conv=fsync status=none"];
  const { path, env, checkpoints } = context;
  const mount = `mkdir -p "${checkpoints}" && mount -t tmpfs -o size=60m none "${checkpoints}" && exec "$@"`;
  const by = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh"];
  writeFileSync(join(path, "e.md"), ["```console", ...lines, "```", ""].join("\n"));
  const { status, stdout } = await howtrue(["verify", "e.md"], { cwd: path, env, by });
  assert.is(status, 0, stdout);
});

test("two runs at once, and one that is killed, do no harm", async (context) => {
  const lines = ["# touch /c; sleep 0.8", "# ls /c", "/c", "# sleep 0.2"];
  const both = await Promise.all([verify(context, lines), verify(context, lines)]);
  assert.equal(
    both.map(({ status }) => status),
    ["held", "held"],
  );
  const { path, env, checkpoints } = context;
  writeFileSync(join(path, "a.md"), ["```console", ...lines.slice(0, 3), "# sleep 50", "```", ""].join("\n"));
  const { child, ended } = startHowtrue(["verify", "-v", "a.md"], { cwd: path, env });
  await new Promise((done) => setTimeout(done, 2_500));
  child.kill("SIGKILL");
  await ended;
  assert.is((await verify(context, lines)).status, "held");
  assert.equal(
    readdirSync(checkpoints).filter((name) => /^\d+-/.test(name)),
    [],
  );
});

test.run();
