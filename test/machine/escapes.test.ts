import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startGuest } from "../../src/machine/guest/start.ts";
import type { Machine } from "../../src/machine/machine.ts";
import { SandboxMachine } from "../../src/machine/sandbox/sandbox.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { type Execution, Shell } from "../../src/terminal/shell.ts";

/** What a document may try, and must not get. The list is what the README promises. */

interface Context {
  machine: Machine;
  shell: Shell;
  folder: string;
  server: Server;
  port: number;
}

const SECRET = "cf0b7e1d-howtrue-secret";
const LIMITS = { processes: 100, memory: 300 * 2 ** 20, files: 10 * 2 ** 20 };

const starts = {
  sandbox: (): Promise<Machine> =>
    SandboxMachine.start(DEFAULTS, { environment: { ...process.env, SECRET }, limits: LIMITS }),
  guest: (): Promise<Machine> =>
    startGuest(DEFAULTS, {
      environment: { ...process.env, SECRET },
      signal: new AbortController().signal,
      progress: () => undefined,
    }),
};

const run = (shell: Shell, command: string, timeout = 20_000): Promise<Execution> => shell.run(command, { timeout });
const text = ({ output }: Execution): string => new TextDecoder().decode(output.head).replaceAll("\r\n", "\n");

function escapes(kind: keyof typeof starts): ReturnType<typeof suite<Context>> {
  const test = suite<Context>(`${kind}: no way out`);
  test.before(async (context) => {
    context.folder = mkdtempSync(join(tmpdir(), "escapes-"));
    writeFileSync(join(context.folder, "private"), SECRET);
    context.server = createServer((socket) => socket.end(SECRET)).listen(0, "127.0.0.1");
    await new Promise((listening) => context.server.once("listening", listening));
    context.port = (context.server.address() as { port: number }).port;
    context.machine = await starts[kind]();
    context.shell = await Shell.open(await context.machine.open({ user: "user", cols: 80, rows: 24 }), "abc123");
  });
  test.after(async ({ machine, folder, server }) => {
    server.close();
    await machine.close();
    rmSync(folder, { recursive: true });
  });

  test("the host's files are not there", async ({ shell, folder }) => {
    for (const path of [folder, homedir() === "/root" ? "/work" : homedir(), process.cwd(), "/proc/1/root/work"]) {
      const ran = await run(shell, `ls ${path}`);
      assert.is.not(ran.status, 0, path);
      assert.match(text(ran), /No such file|Permission denied/);
    }
    assert.is((await run(shell, `grep -rs ${SECRET} /tmp /var /run /home /root /srv /mnt`)).status === 0, false);
  });

  test("nor is its environment", async ({ shell }) => {
    assert.not.match(text(await run(shell, "env; cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'")), SECRET);
  });

  test("its processes are neither seen nor reached", async ({ shell }) => {
    assert.match(text(await run(shell, `kill -0 ${process.pid}`)), "No such process");
    assert.not.match(text(await run(shell, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")), "uvu");
  });

  test("no network: not the host's own services either", async ({ shell, port }) => {
    for (const address of ["127.0.0.1", "10.0.2.2", "1.1.1.1"]) {
      const ran = await run(shell, `timeout 3 bash -c 'cat </dev/tcp/${address}/${port}'`);
      assert.is.not(ran.status, 0, address);
      assert.not.match(text(ran), SECRET);
    }
    assert.is.not((await run(shell, "getent hosts deb.debian.org")).status, 0);
  });
  return test;
}

const sandbox = escapes("sandbox");

sandbox("nothing outside of the home and /tmp can be written", async ({ shell }) => {
  for (const path of [
    "/x",
    "/usr/x",
    "/etc/x",
    "/etc/passwd",
    "/dev/x",
    "/var/x",
    "/run/x",
    "/run/howtrue/agent",
    "/proc/sys/kernel/hostname",
  ]) {
    const ran = await run(shell, `echo x >>${path}`);
    assert.is.not(ran.status, 0, path);
    assert.match(text(ran), /Read-only file system|Permission denied/);
  }
});

sandbox("nothing is mounted over or anew, with no rights that can be had", async ({ shell }) => {
  const ways = ["mount -o remount,rw /usr", "mount -o remount,rw,bind /usr", "umount /usr", "umount -l /etc"];
  for (const way of ways.flatMap((one) => [one, `unshare -Urm ${one}`])) {
    assert.is.not((await run(shell, way)).status, 0, way);
  }
  await run(shell, "unshare -Urm sh -c 'mount -t tmpfs x /mnt && touch /mnt/y'");
  assert.is.not((await run(shell, "ls /mnt/y")).status, 0);
});

sandbox("there are no devices but the harmless", async ({ shell }) => {
  assert.is(
    text(await run(shell, "find /dev/* -maxdepth 0 -type b -o -maxdepth 0 -type c 2>/dev/null | sort | xargs echo")),
    "/dev/full /dev/null /dev/random /dev/tty /dev/urandom /dev/zero\n",
  );
  assert.is.not((await run(shell, "mknod disk b 254 0")).status, 0);
  assert.is.not((await run(shell, "unshare -Ur mknod disk b 254 0")).status, 0);
  for (const path of ["/proc/kcore", "/proc/sysrq-trigger", "/dev/mem", "/dev/kmsg"]) {
    assert.is.not((await run(shell, `head -c 1 ${path}; echo x >${path}`)).status, 0, path);
  }
});

sandbox("nobody becomes root", async ({ shell }) => {
  assert.match(text(await run(shell, "grep -h NoNewPrivs /proc/self/status; id -un")), /NoNewPrivs:\s+1\nreader/);
  assert.match(text(await run(shell, "grep -h CapEff /proc/self/status")), /CapEff:\s+0+\n/);
  assert.is.not((await run(shell, "su -c id")).status, 0);
});

sandbox("its first process is not stopped", async ({ shell }) => {
  await run(shell, "kill -STOP 1; kill -9 1; kill -TERM 1");
  assert.is(text(await run(shell, "echo on")), "on\n");
  assert.is.not((await run(shell, "ls /proc/1/fd")).status, 0, "and nobody speaks for it");
});

sandbox("disk and memory have an end", async ({ shell }) => {
  for (const path of ["~/big", "/tmp/big", "/dev/shm/big"]) {
    assert.match(text(await run(shell, `head -c 20M /dev/zero >${path}; rm ${path}`)), "No space left on device");
  }
  const much = `perl -e '$x = "x" x (400 << 20)'`;
  assert.match(text(await run(shell, much)), "Out of memory");
  const several = `perl -e '$x = "x" x (120 << 20); sleep 5'`;
  const ran = await run(shell, `${several} & ${several} & ${several} & wait -n; echo "ended with $?"`);
  assert.match(text(ran), "ended with 137");
});

sandbox("memory has an end also in many small processes, and in segments that are no process's", async ({ shell }) => {
  const small = `perl -e '$x = "x" x (30 << 20); sleep 2'`;
  const all = `for i in {1..20}; do ${small} & pids+=" $!"; done 2>/dev/null`;
  const count = 'n=0; for pid in $pids; do wait $pid; [ $? = 137 ] && let ++n; done 2>/dev/null; echo "$n ended"';
  const [, ended] = /(\d+) ended/.exec(text(await run(shell, `${all}; ${count}`))) ?? [];
  assert.ok(Number(ended) >= 12, `${ended} of 20 were ended, and 15 are too many`);
  const segment =
    "$id = shmget 0, 200 << 20, 0600; shmwrite $id, 'x' x (50 << 20), $_ * (50 << 20), 50 << 20 for 0 .. 3";
  await run(shell, `for i in 1 2; do perl -e "${segment}"; done; sleep 1`);
  assert.not.match(text(await run(shell, "ipcs -m")), "209715200");
});

sandbox(
  "where the machine's memory ends, the kernel ends the sandbox first, whatever is done in it",
  async ({ shell }) => {
    const ran = await run(shell, "cat /proc/1/oom_score_adj; echo 0 >/proc/1/oom_score_adj");
    assert.match(text(ran), /^1000\n.*Permission denied/);
  },
);

/** Called by number, for few programs let one call them. */
const CALLS = {
  x64: { memfd_create: 319, add_key: 248, request_key: 249, keyctl: 250, clone3: 435 },
  arm64: { memfd_create: 279, add_key: 217, request_key: 218, keyctl: 219, clone3: 435 },
}[process.arch as "x64"];
sandbox("neither keys, nor memory that nobody counts, nor name spaces of its own", async ({ shell }) => {
  for (const [name, number] of Object.entries(CALLS)) {
    const called = text(await run(shell, `perl -e '$a = "user"; syscall ${number}, $a, $a, $a, 4, -3; print "$!\\n"'`));
    assert.is(called, "Function not implemented\n", name);
  }
  for (const kind of ["--user", "--user --mount", "--user --net"])
    assert.match(text(await run(shell, `unshare --map-root-user ${kind} true`)), "Operation not permitted");
  assert.is(text(await run(shell, "echo | cat; (true) && echo forked")), "\nforked\n");
});

sandbox("with the network on, what listens without a file is not reached where the kernel can tell", async () => {
  const name = `pack("S a*", AF_UNIX, "\\0${SECRET}")`;
  const listen = `socket S, AF_UNIX, SOCK_STREAM, 0; bind S, ${name}; listen S, 1; print "ready\\n"; accept C, S; print C "hello"`;
  const server = spawn("perl", ["-MSocket", "-e", `$| = 1; ${listen}`], { stdio: ["ignore", "pipe", "inherit"] });
  await once(server.stdout, "data");
  const machine = await SandboxMachine.start({ network: true }, { environment: process.env });
  const shell = await Shell.open(await machine.open({ user: "user", cols: 80, rows: 24 }), "abc123");
  const landlock = Number(text(await run(shell, `perl -e 'print syscall 444, 0, 0, 1'`)));
  const connect = `perl -MSocket -e 'socket $s, AF_UNIX, SOCK_STREAM, 0; connect $s, ${name} or die "$!\\n"; print <$s>'`;
  const said = text(await run(shell, connect));
  if (landlock >= 6) assert.is(said, "Operation not permitted\n");
  await machine.close();
  server.kill();
});

sandbox("of arguments without end howtrue sees the beginning", async ({ machine }) => {
  const terminal = await machine.open({ user: "user", cols: 80, rows: 24 });
  const shell = await Shell.open(terminal, "abc123");
  const much = "$(head -c 100000 /dev/zero | tr '\\0' x)";
  const pid = Number(text(await run(shell, `(exec perl -e 'sleep 100' ${much} & echo $!)`)));
  await run(shell, `until grep -q ^perl /proc/${pid}/cmdline; do sleep 0.05; done`);
  const [{ args } = { args: [] }] = await terminal.processes(pid);
  assert.is(args[0], "perl");
  assert.ok(args.join(" ").length <= 4_096);
  await shell.close();
});

sandbox("processes have an end, and none outlives the machine", async () => {
  const machine = await starts.sandbox();
  const shell = await Shell.open(await machine.open({ user: "user", cols: 80, rows: 24 }), "abc123");
  const namespace = text(await run(shell, "readlink /proc/self/ns/pid")).trim();
  assert.match(namespace, /^pid:/);
  await run(shell, "for i in {1..300}; do setsid sleep 100 & done 2>/dev/null", 3_000);
  const inside = membersOf(namespace).length;
  assert.ok(inside > 50 && inside <= LIMITS.processes + 2, `${inside} processes`);
  await machine.close();
  assert.equal(membersOf(namespace), []);
});

sandbox.run();

const guest = escapes("guest");

guest("what it does to its disk, it does to nobody's", async ({ machine }) => {
  const root = await Shell.open(await machine.open({ user: "root", cols: 80, rows: 24 }), "abc123");
  assert.is((await run(root, "dd if=/dev/zero of=/dev/vda bs=1M count=1 conv=notrunc")).status, 0);
  const next = await starts.guest();
  const shell = await Shell.open(await next.open({ user: "root", cols: 80, rows: 24 }), "abc123");
  assert.is(text(await run(shell, "head -c 1M /dev/vda | tr -d '\\0' | head -c 1 | wc -c")), "1\n");
  await next.close();
});

guest.run();

/** The host's processes in a namespace. */
function membersOf(namespace: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/ns/pid`) === namespace && !isZombie(pid);
    } catch {
      return false;
    }
  });
}

function isZombie(pid: string): boolean {
  return /\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}
