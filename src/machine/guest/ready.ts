import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MarkerScanner } from "../../terminal/marker.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { bashWord } from "../../terminal/quote.ts";
import { MachineError } from "../machine.ts";
import type { Host } from "./accelerator.ts";
import type { Building } from "./build.ts";
import { makeDirectory, ownName } from "./cache.ts";
import { GuestMachine, WAITING, WAITING_SIZE } from "./guest.ts";
import type { Image } from "./image.ts";
import { type Boot, hardwareKey, PORTS } from "./command-line.ts";
import { isWhole, writeManifest } from "./manifest.ts";
import { type Qemu, startQemu, within } from "./qemu.ts";
import { runTool } from "./process.ts";
import { AGENT, digest, ownFiles } from "./recipe.ts";

/** A guest that has booted and waits: its memory, and the disk as it is at that moment. */
export interface ReadyState {
  readonly directory: string;
  readonly disk: string;
  readonly state: string;
}

const READY_FILES = ["disk.qcow2", "state"];

export function readyStateOf(image: Image, host: Host, memory: number): ReadyState {
  const { accelerator } = host;
  const own = ownFiles().flatMap(({ path, text }) => [path, text]);
  const machine = [hardwareKey({ accelerator, memory }), host.version, host.processor];
  const key = digest("ready 2", ...machine, ...own, WARM_UP, ZERO_MEMORY);
  const directory = join(image.directory, `ready-${accelerator}-${key}`);
  return { directory, disk: join(directory, "disk.qcow2"), state: join(directory, "state") };
}

export function isSaved(ready: ReadyState): boolean {
  return isWhole(ready.directory, READY_FILES);
}

/**
 * What a howto is likely to run first, so that it is in the guest's page cache. Of no effect on what the document sees.
 */
const WARM_UP =
  "for c in 'ls /' 'cat /etc/hosts' 'id' 'date' 'sed q /etc/hosts' 'nl /etc/hosts' 'mount' 'losetup -a' 'pvs' 'vgs' 'lvs' " +
  "'mkfs.ext4 -V' 'mdadm --version' 'rsync --version' 'dd count=0' 'grep -q x /etc/hosts' 'sudo -n true' 'tar --version' " +
  "'ip -batch /dev/null' 'umount --version' 'mkdir -p /tmp' 'rm -f /tmp/none' 'touch /tmp' 'df' 'sync' 'stty -a'; " +
  "do $c; done >/dev/null 2>&1 </dev/null || true";

/** Fills free memory with zeros and gives it back: pages of zeros take no room in the state, and are restored for free. */
const ZERO_MEMORY =
  "sync; echo 3 >/proc/sys/vm/drop_caches; read -r _ _ _ free _ < <(free -m | grep Mem:); mount -t tmpfs -o size=100% zero /mnt " +
  "&& { head -c $(((free - 24) << 20)) /dev/zero >/mnt/zero; umount /mnt; }; true";

/** Boots the image once and saves the state in which its shells wait for their first command. */
export async function saveReadyState(
  image: Image,
  ready: ReadyState,
  {
    boot,
    building,
  }: { boot: Omit<Boot, "disk" | "throwAway" | "state" | "log" | "scratch" | "connected">; building: Building },
): Promise<void> {
  const directory = makeDirectory(join(image.directory, ownName("ready")));
  const say = (what: string, fraction: number): void =>
    building.progress({ what: `saving the guest's ready state (once): ${what}`, fraction });
  const at = (name: string): string => join(directory, name);
  try {
    const overlay = ["create", "-q", "-f", "qcow2", "-b", "../base.qcow2", "-F", "qcow2", "disk.qcow2"];
    await runTool("qemu-img", overlay, { ...building, cwd: directory });
    say("booting", 0);
    const files = { disk: at("disk.qcow2"), throwAway: false, log: at("console.log"), scratch: directory };
    const started = { ...boot, ...files, connected: false };
    const qemu = await startQemu(started, building.path);
    try {
      const kernel = await within(qemu, { what: "the guest's first boot", seconds: 600, signal: building.signal }, () =>
        prepare(qemu, say),
      );
      await qemu.qmp.execute("quit"); // writes what it holds of the disk's own tables
      await qemu.ended;
      writeManifest(directory, { kernel, memory: boot.memory, saved: new Date() }, READY_FILES);
    } finally {
      await qemu.kill();
    }
    rmSync(at("console.log"));
    renameSync(directory, ready.directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Boots a guest, brings it to the state, and saves that; gives the kernel's release. */
async function prepare(qemu: Qemu, say: (what: string, fraction: number) => void): Promise<string> {
  const machine = new GuestMachine(qemu, { detail: "", waiting: [], keeps: false });
  qemu.port(PORTS.agent).write(installation());
  await machine.agent.ready;
  say("clearing its memory", 0.5);
  await machine.agent.run(ZERO_MEMORY, 300_000);
  say("warming up", 0.8);
  const kernel = (await machine.agent.run("modprobe virtio_net; uname -r")).trim();
  await machine.agent.wake();
  for (const { user } of WAITING) await untilPrompt(await machine.open({ user, ...WAITING_SIZE }));
  await machine.agent.run(WARM_UP, 120_000);
  await machine.agent.run("sync");
  say("writing it", 0.9);
  await save(qemu);
  return kernel;
}

/** What the guest's init reads from the agent's port: a script that brings the guest's own files, and becomes the agent. */
function installation(): string {
  const files = ownFiles().map(({ path, text }) => {
    const mode = text.startsWith("#!") ? "755" : "644";
    return `install -D -m ${mode} /dev/stdin ${path} < <(printf %s ${bashWord(text)})\n`;
  });
  return `${files.join("")}hostname -F /etc/hostname\nexec ${AGENT}\n`;
}

/** Until the shell at the other end has shown its first prompt and reads. */
function untilPrompt(terminal: Terminal): Promise<void> {
  const scanner = new MarkerScanner("none");
  return new Promise((resolve, reject) => {
    terminal.onEnd(({ reason }) => reject(new MachineError("guest-failed", reason ?? "a shell ended at its start")));
    terminal.onData((chunk) => {
      for (const piece of scanner.feed(chunk)) if ("marker" in piece) resolve();
    });
  });
}

async function save({ qmp }: Qemu): Promise<void> {
  await qmp.execute("stop");
  await qmp.execute("migrate", { uri: "exec:cat >state" }); // in QEMU's working directory
  for (let status = "active"; status !== "completed"; await sleep(20)) {
    ({ status } = (await qmp.execute("query-migrate")) as { status: string });
    if (status === "failed" || status === "cancelled")
      throw new MachineError("save-failed", `QEMU's migration ${status}`);
  }
}
