import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine, processNamespace, startTime } from "../../src/machine/proc.ts";
import { loadPty } from "../../src/machine/pty.ts";
import { sweepRuns } from "../../src/machine/run-directory.ts";
import { folder, howtrue, startHowtrue } from "../commands/howtrue.ts";

/** What runs on the host leave that are killed, and who takes it away. */
const test = suite<{ tmp: string; remove: () => void; mark: string }>("the host, after a run that was killed");
test.before.each((context) => {
  const { path, remove } = folder({});
  Object.assign(context, { tmp: path, remove, mark: `KILLED_${path.slice(-6)}` });
});
test.after.each(({ remove }) => remove());

const ON_HOST = ["verify", "-v", "--machine", "host", "--format", "markdown", "-"];
const NOTHING = "```console\n$ true\n```\n";
const here = processNamespace();
/** No process has so large an id. */
const OF_THE_DEAD = `howtrue-${here}-99999999-1-abcdef`;

const running = (mark: string): string[] =>
  readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => commandLine(Number(pid)))
    .filter((command) => command.includes(mark));

test("the next one ends its processes and removes its directory", async ({ tmp, mark }) => {
  const stray = (how: string): string => `${how} bash -c 'sleep 1000; : ${mark}'`;
  const steps = [
    `(${stray("setsid")} &)`,
    `${stray("nohup")} > /dev/null 2>&1 & disown`,
    `(${stray("setsid env -i")} &)`,
    `${stray("")} # howtrue: background`,
    "mkdir -p d/e && touch d/e/f && chmod 0 d",
    "echo begun; sleep 1000",
  ];
  const input = `\`\`\`console\n${steps.map((step) => `$ ${step}\n`).join("...\n")}\`\`\`\n`;
  const { child, ended, saw } = startHowtrue(ON_HOST, { input, env: { TMPDIR: tmp } });
  await saw("mkdir -p d/e");
  child.kill("SIGKILL");
  await ended;
  assert.is(readdirSync(tmp).length, 1);
  assert.ok(running(mark).length >= 3, "they go on: nobody is there to end them");
  const next = await howtrue(ON_HOST, { input: NOTHING, env: { TMPDIR: tmp } });
  assert.is(next.status, 0, next.stdout);
  assert.equal([running(mark), readdirSync(tmp)], [[], []]);
});

test("a run that goes on is left alone", async ({ tmp, mark }) => {
  const input = `\`\`\`console\n$ bash -c 'sleep 1000; : ${mark}' &\n...\n$ echo data > file; read -p begun _ < <(sleep 1000)\n\`\`\`\n`;
  const { child, ended, saw } = startHowtrue(ON_HOST, { input, env: { TMPDIR: tmp } });
  await saw("sleep 1000; :");
  const lives = (): boolean => running(mark).length > 0; // two at first, until the fork has become the sleep
  for (let i = 0; i < 500 && !lives(); i++) await sleep(20); // none before that, until it has become the bash
  const before = readdirSync(tmp);
  assert.is(before.length, 1);
  await howtrue(ON_HOST, { input: NOTHING, env: { TMPDIR: tmp } });
  assert.equal([readdirSync(tmp), lives()], [before, true]);
  child.kill("SIGINT");
  await ended;
  assert.equal([readdirSync(tmp), running(mark)], [[], []]);
});

test("only one's own directories of runs that are gone are removed", async ({ tmp }) => {
  const kept = {
    another: `howtrue-4026999999-99999999-1-abcdef`,
    alive: `howtrue-${here}-${process.pid}-${startTime(process.pid)}-abcdef`,
    told: `howtrue-${here}-99999999-2-abcdef`,
    link: `howtrue-${here}-99999999-3-abcdef`,
    file: `howtrue-${here}-99999999-4-abcdef`,
    mine: `howtrue-abcdef`,
    more: `${OF_THE_DEAD}.old`,
    precious: "precious",
  };
  for (const name of [kept.another, kept.alive, kept.told, kept.mine, kept.more, kept.precious, OF_THE_DEAD]) {
    mkdirSync(join(tmp, name));
    writeFileSync(join(tmp, name, "file"), "");
  }
  chmodSync(join(tmp, kept.told), 0o4700);
  symlinkSync(join(tmp, kept.precious), join(tmp, kept.link));
  writeFileSync(join(tmp, kept.file), "");
  symlinkSync(join(tmp, kept.precious), join(tmp, OF_THE_DEAD, "link"));
  const strangers = `howtrue-${here}-99999999-5-abcdef`;
  if (process.getuid?.() === 0) {
    mkdirSync(join(tmp, strangers));
    chownSync(join(tmp, strangers), 12_345, 12_345);
  }
  const before = readdirSync(tmp);
  assert.equal(await inTmp(tmp, () => sweepRuns("")), []);
  assert.equal(
    readdirSync(tmp),
    before.filter((name) => name !== OF_THE_DEAD),
  );
  assert.ok(existsSync(join(tmp, kept.precious, "file")));
});

test("somebody who sits at a terminal in what is left is not thrown out", async ({ tmp }) => {
  const directory = join(tmp, OF_THE_DEAD);
  mkdirSync(directory);
  const [spawn, env] = [await loadPty(), { PATH: process.env["PATH"] ?? "", PS1: "$ " }];
  const person = spawn("bash", ["--norc"], { cwd: directory, env });
  await new Promise((done) => person.onData(done));
  const start = startTime(person.pid);
  assert.equal(await inTmp(tmp, () => sweepRuns("")), []);
  assert.equal([startTime(person.pid), existsSync(directory)], [start, true]);
  const gone = new Promise((done) => person.onExit(done));
  person.kill("SIGKILL");
  await gone;
  await inTmp(tmp, () => sweepRuns(""));
  assert.is(existsSync(directory), false);
});

/** A view of the mounted file systems of its own: what is mounted in it is gone with it. */
const ALONE = ["unshare", "--mount", "--propagation", "private"];

if (spawnSync(ALONE[0]!, [...ALONE.slice(1), "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0) {
  const mounted = `mkdir -p "$DEAD/m" && echo precious > "$DEAD/file" && mount -t tmpfs a "$DEAD/m" && exec "$@"`;
  const by = [...ALONE, "sh", "-c", mounted, "sh"];

  test("what is mounted in it is unmounted first", async ({ tmp }) => {
    const env = { TMPDIR: tmp, DEAD: join(tmp, OF_THE_DEAD) };
    const { status, stdout } = await howtrue(ON_HOST, { input: NOTHING, env, by });
    assert.is(status, 0);
    assert.not.match(stdout, "left-behind");
    assert.equal(readdirSync(tmp), []);
  });

  test("where that cannot be done, it is told, and nothing is removed", async ({ tmp }) => {
    const fake = folder({ umount: "#!/bin/sh\nexit 1\n" });
    chmodSync(join(fake.path, "umount"), 0o755);
    const DEAD = join(tmp, OF_THE_DEAD);
    const env = { TMPDIR: tmp, DEAD, PATH: `${fake.path}:${process.env["PATH"]}` };
    const { status, stdout } = await howtrue(ON_HOST, { input: NOTHING, env, by });
    fake.remove();
    assert.is(status, 0);
    assert.match(
      stdout,
      `warning: a run that was killed has left on this machine: the mount ${DEAD}/m (a) [left-behind]\n` +
        `  take it away: umount ${DEAD}/m\n`,
    );
    assert.ok(existsSync(join(DEAD, "file")));
  });
}

async function inTmp<T>(tmp: string, act: () => Promise<T>): Promise<T> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = tmp;
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

test.run();
