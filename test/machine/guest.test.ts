import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startGuest } from "../../src/machine/guest/start.ts";
import { type Keeping, type Machine, MachineError } from "../../src/machine/machine.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { type Execution, Shell } from "../../src/terminal/shell.ts";
import { conformance } from "./conformance.ts";
import { realShell } from "./real.ts";
import { visits } from "./visits.ts";

const start = (keep?: Keeping): Promise<Machine> =>
  startGuest(DEFAULTS, {
    environment: process.env,
    signal: new AbortController().signal,
    progress: () => undefined,
    keep,
  });
const text = ({ output }: Execution): string => new TextDecoder().decode(output.head).replaceAll("\r\n", "\n");
const open = async (machine: Machine, user: "user" | "root"): Promise<Shell> =>
  Shell.open(await machine.open({ user, cols: 80, rows: 24 }), "abc123");

conformance("guest", () => start());
realShell("guest", () => start());
visits("guest", () => start());

const test = suite<{ machine: Machine }>("a guest's own");
test.before(async (context) => {
  context.machine = await start();
});
test.after(({ machine }) => machine.close());

test("what it shows while nobody reads is not lost", async ({ machine }) => {
  const shell = await open(machine, "root");
  const running = shell.run("for i in {1..4000}; do printf .; done; echo", { timeout: 60_000 });
  const idle = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; i < 4; i++) {
    Atomics.wait(idle, 0, 0, 250);
    await new Promise((done) => setTimeout(done, 5));
  }
  assert.is(text(await running), `${".".repeat(4_000)}\n`);
  await shell.close();
});

test("its shells begin now, and no two guests draw the same numbers", async () => {
  const drawn = [];
  for (let i = 0; i < 2; i++) {
    const machine = await start();
    for (const user of ["root", "user"] as const) {
      const said = text(
        await (await open(machine, user)).run("echo $((SECONDS < 60)) $RANDOM $RANDOM", { timeout: 20_000 }),
      );
      assert.match(said, /^1 \d+ \d+\n$/);
      drawn.push(said);
    }
    await machine.close();
  }
  assert.is(new Set(drawn).size, 4, drawn.join(""));
});

test("what a shell shows last is shown, however it ends", async ({ machine }) => {
  for (const end of ["exit 3", "kill -9 $$", "exec echo bye"]) {
    const ended = await (await open(machine, "root")).run(`seq 1 500; ${end}`, { timeout: 20_000 });
    const last = end.startsWith("exec") ? "500\nbye\n" : "500\n";
    assert.is(ended.end, "lost");
    assert.is(text(ended).replace("exit\n", "").slice(-last.length), last, end);
  }
});

test("a terminal that is closed makes room for the next", async ({ machine }) => {
  for (let i = 0; i < 12; i++) {
    const shell = await open(machine, "user");
    assert.is(text(await shell.run("id -un; tput cols", { timeout: 20_000 })), "reader\n80\n");
    await shell.close();
  }
});

test("a root that kills all it can has other terminals afterwards", async ({ machine }) => {
  const shell = await open(machine, "root");
  const killing = await shell.run("kill -9 -1; sleep 10", { timeout: 20_000 });
  assert.equal([killing.end, shell.ended], ["lost", true], "its terminal is gone, though kill spares who calls it");
  const next = await open(machine, "user");
  assert.is(text(await next.run("echo on", { timeout: 20_000 })), "on\n");
  await next.close();
});

test("a process that the kernel holds, with its memory locked, holds nobody else", async ({ machine }) => {
  const shell = await open(machine, "root");
  const held = [
    "truncate -s 16M /root/disk && mkfs.ext4 -q /root/disk && mount -o loop /root/disk /mnt && truncate -s 4K /mnt/page",
    "fsfreeze -f /mnt",
    // It maps the page, and reads into it: mmap(2) and read(2) by their numbers.
    `perl -e 'open F, "+<", "/mnt/page"; syscall 0, 0, syscall(9, 0, 4096, 3, 1, fileno F, 0), 1' </dev/zero & held=$!`,
    "until grep -q '^State:.D' /proc/$held/status; do sleep 0.05; done",
    "(exec 2>/dev/null; echo 1 >/proc/$held/clear_refs) & waiting=$!",
    "until grep -q '^State:.D' /proc/$waiting/status; do sleep 0.05; done",
  ];
  // What runs longer than a moment is looked at, with all below its shell.
  for (const line of [...held, "sleep 0.3"]) assert.is((await shell.run(line, { timeout: 20_000 })).end, "done", line);
  const next = await open(machine, "user");
  assert.is(text(await next.run("echo on", { timeout: 20_000 })), "on\n");
  await next.close();
  const released = "fsfreeze -u /mnt; wait; umount /mnt; rm /root/disk; sleep 0.3; echo on";
  assert.match(text(await shell.run(released, { timeout: 20_000 })), /^on$/m);
  await shell.close();
});

test("a program is at the same addresses each time, for each costs QEMU a translation", async ({ machine }) => {
  const shell = await open(machine, "user");
  const runs = "for i in 1 2 3; do grep -m 1 libc /proc/self/maps; done | uniq | wc -l";
  assert.is(text(await shell.run(runs, { timeout: 20_000 })), "1\n");
  await shell.close();
});

test("/tmp is on its disk, not in its memory", async ({ machine }) => {
  const shell = await open(machine, "user");
  const where = "stat --format %a /tmp; [ $(stat --format %d /tmp) = $(stat --format %d /) ] && echo same";
  assert.is(text(await shell.run(where, { timeout: 20_000 })), "1777\nsame\n");
  await shell.close();
});

test("no more terminals than it has", async ({ machine }) => {
  const shells: Shell[] = [];
  const refused = await (async (): Promise<unknown> => {
    for (;;) shells.push(await open(machine, "root"));
  })().catch((cause: unknown) => cause);
  assert.instance(refused, MachineError);
  assert.is((refused as Error).message, "a guest has 10 terminals, and all are in use");
  for (const shell of shells) await shell.close();
});

test("it goes back to what it was, as often as one likes, with its shells", async () => {
  const directory = mkdtempSync(join(tmpdir(), "howtrue-test-"));
  const machine = await start({ begin: async () => ({ directory }) });
  try {
    const keeper = machine.keeper!;
    const said = async (shell: Shell, command: string): Promise<string> =>
      text(await shell.run(command, { timeout: 20_000 }));
    let shell = await open(machine, "root");
    await said(shell, "x=then; echo then >/root/file; cd /tmp; sleep 1000 &");
    const log = await said(shell, "dmesg");
    const [resumable, saved] = [shell.saved()!, await keeper.save("then")];
    for (let round = 0; round < 3; round++) {
      assert.match(await said(shell, "x=now; echo now >/root/file; kill -9 $!; cd /; sync; echo $x"), /now\n$/);
      const other = await open(machine, "user");
      void other.run("while :; do echo noise; done", { timeout: 60_000 });
      await keeper.restore("then", saved);
      assert.is(other.ended, true, "what was opened since is gone");
      shell = Shell.resume(keeper.reopen(resumable.port), "abc123", resumable);
      assert.is(
        await said(shell, "echo $x $(cat /root/file) $PWD; kill -0 $! && date +%s >/dev/null"),
        "then then /tmp\n",
      );
      assert.ok(Math.abs(Number(await said(shell, "date +%s%3N")) - Date.now()) < 60_000, "its clock is today's");
      await said(shell, "sleep 1"); // the kernel looks at its clocks twice a second
      assert.is(await said(shell, "dmesg"), log);
      const next = await open(machine, "user");
      assert.is(await said(next, "id -un; seq 3"), "reader\n1\n2\n3\n");
    }
  } finally {
    await machine.close();
    rmSync(directory, { recursive: true });
  }
});

test("what QEMU has not written to its end is not whole", async () => {
  const directory = mkdtempSync(join(tmpdir(), "howtrue-test-"));
  const saving = async (end: (qemu: number) => void): Promise<boolean> => {
    const before = children();
    const machine = await start({ begin: async () => ({ directory }) });
    const qemu = children().find((pid) => !before.includes(pid));
    await machine.keeper!.save("then");
    end(qemu!);
    await machine.close();
    rmSync(join(directory, "disk.qcow2"));
    return machine.keeper!.isWhole;
  };
  assert.is(await saving(() => undefined), true);
  assert.is(await saving((qemu) => process.kill(qemu, "SIGKILL")), false);
  rmSync(directory, { recursive: true });
});

/** Processes that this one has started. */
function children(): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", `${process.pid}`], { encoding: "utf8" });
  return stdout.trim().split(/\s+/).map(Number);
}

test.run();
