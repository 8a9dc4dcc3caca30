import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Host } from "./accelerator.ts";
import { ownName } from "./cache.ts";
import type { Keep } from "../machine.ts";
import { GuestMachine, WAITING } from "./guest.ts";
import type { Image } from "./image.ts";
import { runTool } from "./process.ts";
import { type Qemu, startQemu, within } from "./qemu.ts";
import type { ReadyState } from "./ready.ts";

/** What guests are restored from, and where. */
export interface Source {
  readonly host: Host;
  readonly image: Image;
  readonly ready: ReadyState;
  readonly path: string;
  readonly scratch: string;
  /** In bytes. */
  readonly memory: number;
  readonly detail: string;
}

export interface Restored {
  readonly machine: GuestMachine;
  readonly qemu: Qemu;
}

/**
 * A guest as it was when its ready state was saved, with today's clock and randomness.
 * @param options.connected its network card is
 * @param options.keep its disk is kept, and where something is saved on it, it goes on from there
 * @param options.joining what is to be done in it before anyone may use it
 */
export async function restoreGuest(
  source: Source,
  options: {
    connected: boolean;
    signal: AbortSignal;
    joining: (restored: Restored) => Promise<void>;
    keep: Keep | undefined;
  },
): Promise<GuestMachine> {
  const { host, image, ready, scratch, memory } = source;
  const log = join(scratch, ownName(`${++count}.log`));
  const { keep } = options;
  const disk = keep === undefined ? ready.disk : await keptDisk(keep, source);
  // io_uring restores in a third of the time, and saves in half as much again.
  const io: Host["io"] = keep?.from !== undefined || keep?.goesBack === true ? host.io : "threads";
  const files = { kernel: image.kernel, initrd: image.initrd, disk, throwAway: keep === undefined, io, scratch, log };
  const hardware = { accelerator: host.accelerator, memory, connected: options.connected };
  const from = keep?.from === undefined ? { state: ready.state } : { load: keep.from.name };
  const qemu = await startQemu({ ...hardware, ...files, ...from }, source.path);
  try {
    return await within(qemu, { what: "restoring the guest", seconds: 60, signal: options.signal }, async () => {
      await resume(qemu);
      const waiting = keep?.from?.machine.waiting ?? WAITING.map(({ port }) => port);
      const machine = new GuestMachine(qemu, { detail: source.detail, waiting, keeps: keep !== undefined });
      await Promise.all([machine.agent.wake(), options.joining({ machine, qemu })]);
      return machine;
    });
  } catch (cause) {
    await qemu.kill();
    throw cause;
  } finally {
    rmSync(log, { force: true });
  }
}

/** A disk of its own over that of the ready state, which QEMU can save the whole guest on. */
async function keptDisk({ directory, from }: Keep, { ready, path }: Source): Promise<string> {
  const disk = join(directory, "disk.qcow2");
  if (from === undefined) {
    // Large clusters: the guest's memory is written to it and read back in a fifth less time than with small ones.
    const overlay = ["create", "-q", "-f", "qcow2", "-o", "cluster_size=512k", "-b", ready.disk, "-F", "qcow2", disk];
    await runTool("qemu-img", overlay, { path, signal: new AbortController().signal });
  }
  return disk;
}

/** Of the guests that this process has restored. */
let count = 0;

/** Waits until the state is loaded, and lets the guest go on. */
async function resume({ qmp }: Qemu): Promise<void> {
  for (;;) {
    const { status } = (await qmp.execute("query-status")) as { status: string };
    if (status !== "inmigrate") break;
    await new Promise((done) => setTimeout(done, 2));
  }
  await qmp.execute("cont");
}
