import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { list } from "../../src/machine/guest/cache.ts";
import { folder, howtrue, startHowtrue } from "./howtrue.ts";

/**
 * What a run may leave: processes (found by a name in their environment or command that only they have), files below its
 * temporary directory, a guest's files in the cache.
 */
const test = suite<{ tmp: string; remove: () => void; mark: string }>("nothing is left behind");
test.before.each((context) => {
  const { path, remove } = folder({});
  Object.assign(context, { tmp: path, remove, mark: `TEST_RUN_${path.slice(-6)}` });
});
test.after.each(({ remove }) => remove());

function processesOf(mark: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environ = readFileSync(`/proc/${pid}/environ`, "utf8");
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return environ.includes(`${mark}=`) || command.includes(mark) ? [command] : [];
      } catch {
        return [];
      }
    });
}

const runs = join(process.env["XDG_CACHE_HOME"] ?? join(process.env["HOME"] ?? "", ".cache"), "howtrue/runs");

function check({ tmp, mark }: { tmp: string; mark: string }): void {
  assert.equal(processesOf(mark), []);
  assert.equal(readdirSync(tmp), []);
}

const surroundings = ({ tmp, mark }: { tmp: string; mark: string }, input: string): object => ({
  input,
  env: { TMPDIR: tmp, [mark]: "1" },
});

const strays = (mark: string): string => `\`\`\`console
$ sleep 1000 &
$ (setsid sleep 1001 &)
$ nohup sleep 1002 > /dev/null 2>&1 & disown
$ (env -i bash -c 'sleep 1003; : ${mark}' &)
$ (setsid env -i bash -c 'sleep 1003; : ${mark}' &)
$ echo data > file
$ bash
$ echo inside
inside
\`\`\`
`;

for (const [name, end] of [
  ["that holds", ""],
  ["that fails", "```console\n$ false\n```\n"],
  ["whose shell dies", "```console\n$ exit; exit\n$ kill -9 $$\n```\n"],
] as const) {
  test(`by a document ${name}, on the host`, async (context) => {
    const input = strays(context.mark) + end;
    const args = ["verify", "--machine", "host", "--format", "markdown", "-"];
    const { status } = await howtrue(args, surroundings(context, input));
    assert.is(status, end === "" ? 0 : 1);
    check(context);
  });
}

test("by an interrupted run, on the host", async (context) => {
  const args = ["verify", "--machine", "host", "-v", "--format", "markdown", "-"];
  const input = `${strays(context.mark)}\n\`\`\`console\n$ echo last; sleep 1004\n\`\`\`\n`;
  const { child, ended, saw } = startHowtrue(args, surroundings(context, input));
  await saw("echo inside");
  child.kill("SIGINT");
  assert.is((await ended).status, 130);
  check(context);
});

test("by a document that takes its own rights away", async (context) => {
  const by = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all"] : [];
  const steps = "$ mkdir -p d/e && touch d/e/f && chmod 555 d/e && chmod 0 d\n$ echo ok\nok\n";
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "--format", "markdown", "-"], {
    ...surroundings(context, `\`\`\`console\n${steps}\`\`\`\n`),
    by,
  });
  assert.is(status, 0, stdout);
  check(context);
});

test("by a guest", async (context) => {
  const before = list(runs);
  const { status } = await howtrue(
    ["verify", "--machine", "guest", "--format", "markdown", "-"],
    surroundings(context, strays(context.mark)),
  );
  assert.is(status, 0);
  check(context);
  assert.equal(ofNobody(list(runs), before), []);
});

for (const [name, input] of [
  ["a guest that is interrupted", "```console\n$ echo begun\n$ sleep 1000\n```\n"],
  [
    "several hosts with a way out that are interrupted",
    "---\nnetwork: true\n---\n\n```console\none$ echo begun\ntwo$ sleep 1000\n```\n",
  ],
] as const) {
  test(`by ${name}`, async (context) => {
    const before = list(runs);
    const args = ["verify", "-v", "--machine", "guest", "--format", "markdown", "-"];
    const { child, ended, saw } = startHowtrue(args, surroundings(context, input));
    await saw("echo begun");
    child.kill("SIGINT");
    assert.is((await ended).status, 130);
    check(context);
    assert.equal(ofNobody(list(runs), before), []);
  });
}

test("by a guest whose howtrue is killed: no process, and the next run takes the files away", async (context) => {
  const input = "```console\n$ echo begun\n$ sleep 1000\n```\n";
  const { child, ended, saw } = startHowtrue(
    ["verify", "-v", "--machine", "guest", "--format", "markdown", "-"],
    surroundings(context, input),
  );
  await saw("echo begun");
  child.kill("SIGKILL");
  await ended;
  for (let wait = 0; wait < 100 && processesOf(context.mark).length > 0; wait++) {
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.equal(processesOf(context.mark), []);
  await howtrue(
    ["verify", "--machine", "guest", "--format", "markdown", "-"],
    surroundings(context, "```console\n$ true\n```\n"),
  );
  const left = list(runs).filter((entry) => entry.startsWith(`${child.pid}-`));
  assert.equal(left, []);
});

/** Entries that are neither old nor of a process that still runs: other tests have guests, too. */
function ofNobody(now: readonly string[], before: readonly string[]): string[] {
  return now.filter((entry) => !before.includes(entry) && !isRunning(Number.parseInt(entry, 10)));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Report {
  readonly documents: readonly [
    { status: string; messages: readonly { code: string; severity: string; what: string; hint: string }[] },
  ];
}
const JSON_OF_HOST = ["verify", "--machine", "host", "--format", "markdown", "--reporter", "json", "-"];

test("what would have gone on on the host is ended, and that is said", async (context) => {
  const { stdout } = await howtrue(JSON_OF_HOST, surroundings(context, strays(context.mark)));
  const [{ status, messages }] = (JSON.parse(stdout) as Report).documents;
  assert.equal(
    [status, messages.map(({ code, severity }) => [code, severity])],
    ["held", [["left-behind", "warning"]]],
  );
  const names = messages[0]?.what.replaceAll(/ \(\d+\)/g, "").replaceAll(context.mark, "M");
  const alone = "bash -c sleep 1003; : M";
  assert.match(names ?? "", /^left running, and ended: /);
  assert.equal(
    names
      ?.replace("left running, and ended: ", "")
      .split(", ")
      .filter((name) => name !== "sleep 1003")
      .toSorted(),
    [alone, alone, "sleep 1001", "sleep 1002"],
  );
  assert.is(
    messages[0]?.hint,
    "end what is left running in a step of the document, or leave it running with background",
  );
  check(context);
});

test("jobs of a shell, and what is left running in the background, end with their terminals: nothing is said", async (context) => {
  const input = "```console\n$ sleep 1000 &\n$ sleep 1001 # howtrue: background\n$ bash\n$ sleep 1002 &\n```\n";
  const { stdout } = await howtrue(JSON_OF_HOST, surroundings(context, input));
  assert.equal((JSON.parse(stdout) as Report).documents[0].messages, []);
  check(context);
});

/** A view of the mounted file systems of its own: what is mounted in it is gone with it. */
const ALONE = ["unshare", "--mount", "--propagation", "private"];
const canMount = spawnSync(ALONE[0]!, [...ALONE.slice(1), "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;

if (canMount) {
  test("a mount that stays is said, and what is in it is not removed", async (context) => {
    const input = [
      "```console",
      "$ mkdir mine; echo precious > mine/file; mkdir here",
      "$ mount --bind mine here",
      `$ mkdir ${context.tmp}/there; mount -t tmpfs 'a b' ${context.tmp}/there`,
      "```",
      "",
    ].join("\n");
    const { stdout } = await howtrue(JSON_OF_HOST, { ...surroundings(context, input), by: ALONE });
    const [{ messages }] = (JSON.parse(stdout) as Report).documents;
    const directory = readdirSync(context.tmp).find((name) => name.startsWith("howtrue-")) ?? "";
    const path = join(context.tmp, directory);
    assert.is(readFileSync(join(path, "mine/file"), "utf8"), "precious\n");
    const [mounted, left] = messages;
    assert.equal(
      [mounted?.severity, mounted?.what, mounted?.hint],
      [
        "error",
        `${path} is not removed: something is mounted on ${path}/here`,
        "unmount it, then remove the directory",
      ],
    );
    const what = `since this document began there is on this machine: the mount ${context.tmp}/there (a b), the mount ${path}/here (`;
    assert.is(left?.what.slice(0, what.length), what);
    assert.equal(
      [left?.severity, left?.hint],
      [
        "warning",
        `take them away: umount ${context.tmp}/there; umount ${path}/here\nand let cleanup steps of the document do so`,
      ],
    );
  });
}

test.run();
