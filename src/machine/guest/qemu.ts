import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Duplex } from "node:stream";
import { MachineError } from "../machine.ts";
import { Qmp } from "./qmp.ts";

/**
 * Channels of a guest, by the numbers of its virtio ports: the agent's, and those for terminals. They are no consoles:
 * what a guest prints on a console while the host is slow to read, QEMU throws away.
 */
export const PORTS = { agent: 1, sessions: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } as const;
const PORT_COUNT = 11;

export interface Hardware {
  readonly accelerator: "kvm" | "tcg";
  /** In bytes. */
  readonly memory: number;
}

export interface Boot extends Hardware {
  readonly kernel: string;
  readonly initrd: string;
  /** A qcow2 image. */
  readonly disk: string;
  /** What is written to the disk goes to a file that has no name and is gone with QEMU. */
  readonly throwAway: boolean;
  /** A saved state to go on from instead of booting. */
  readonly state?: string;
  /** QEMU's working directory; such nameless files are made here. */
  readonly scratch: string;
  /** Takes the guest's console, for what goes wrong before a shell can tell. */
  readonly log: string;
}

/** A running QEMU. Its channels are pipes: nothing of it has a name that others could open or that could be left behind. */
export interface Qemu {
  readonly qmp: Qmp;
  /** The host's end of a channel. */
  port(number: number): Duplex;
  /** Settles when the process is gone; says why. */
  readonly ended: Promise<string>;
  kill(): Promise<void>;
}

/** Of the pipes: QMP's, then one for each port, then the saved state. */
const FIRST_FD = 3;

/** Changes whenever a state saved by one QEMU could not be restored by the other. */
export function hardwareKey(hardware: Hardware): string {
  return commandLine({ ...hardware, kernel: "", initrd: "", disk: "", throwAway: false, scratch: "", log: "" }).join(
    " ",
  );
}

/** Starts QEMU; it dies with this process, however that ends. */
export async function startQemu(boot: Boot, path = ""): Promise<Qemu> {
  const state = boot.state === undefined ? undefined : openSync(boot.state, "r");
  const pipes = Array.from({ length: 1 + PORT_COUNT }, () => "pipe" as const);
  const child = spawn("setpriv", ["--pdeathsig=KILL", "qemu-system-x86_64", ...commandLine(boot)], {
    stdio: ["ignore", "ignore", "pipe", ...pipes, ...(state === undefined ? [] : [state])],
    env: { PATH: path, TMPDIR: boot.scratch },
    cwd: boot.scratch,
    detached: true, // Ctrl-C at the terminal is for howtrue alone
  });
  if (state !== undefined) closeSync(state);
  const ended = endOf(child);
  const [control, ...ports] = child.stdio.slice(FIRST_FD, FIRST_FD + pipes.length) as unknown as Duplex[];
  for (const stream of ports) stream.on("error", () => undefined); // its end is told by `ended`
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  try {
    return { qmp: await Qmp.open(control!), port: (number) => ports[number - 1]!, ended, kill };
  } catch (cause) {
    await kill();
    throw new MachineError("qemu-failed", `QEMU does not start: ${await ended}`, { cause });
  }
}

/**
 * Uses a QEMU for something that must not take forever; ends it when the time is up or the signal aborts.
 * @throws {MachineError} if it was ended, and what `use` throws
 */
export async function within<T>(qemu: Qemu, limit: Limit, use: () => Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(limit.seconds * 1_000);
  const stop = AbortSignal.any([late, limit.signal]);
  const onStop = (): void => void qemu.kill();
  stop.addEventListener("abort", onStop);
  try {
    return await Promise.race([use(), lossOf(qemu)]);
  } catch (cause) {
    if (limit.signal.aborted) throw new MachineError("interrupted", `${limit.what} was interrupted`, { cause });
    if (!late.aborted) throw cause;
    throw new MachineError("guest-slow", `${limit.what} takes longer than ${limit.seconds} s`, { cause });
  } finally {
    stop.removeEventListener("abort", onStop);
  }
}

interface Limit {
  readonly what: string;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

async function lossOf({ ended }: Qemu): Promise<never> {
  throw new MachineError("machine-lost", `the guest ended: ${await ended}`);
}

function commandLine(boot: Boot): string[] {
  const ports = Array.from({ length: PORT_COUNT }, (_, i) => [
    ...["-chardev", `socket,id=port${i + 1},fd=${FIRST_FD + 1 + i}`],
    ...["-device", `virtserialport,chardev=port${i + 1},nr=${i + 1}`],
  ]);
  return [
    ...["-M", "pc", "-nodefaults", "-accel", boot.accelerator, "-cpu", "max", "-m", `${boot.memory / 2 ** 20}`],
    ...["-display", "none", "-no-reboot", "-kernel", boot.kernel, "-initrd", boot.initrd],
    ...["-append", KERNEL_ARGUMENTS],
    ...[
      "-drive",
      `id=disk,file=${commas(boot.disk)},format=qcow2,if=none,cache=unsafe,discard=unmap,${boot.throwAway ? "snapshot=on" : "snapshot=off"}`,
    ],
    ...["-device", "virtio-blk-pci,drive=disk"],
    ...["-chardev", `file,id=log,path=${commas(boot.log)}`, "-device", "isa-serial,chardev=log"],
    ...["-device", "virtio-serial-pci", ...ports.flat()],
    ...["-chardev", `socket,id=qmp,fd=${FIRST_FD}`, "-mon", "chardev=qmp,mode=control"],
    ...(boot.state === undefined ? [] : ["-incoming", `fd:${FIRST_FD + 1 + PORT_COUNT}`]),
    ...[
      "-sandbox",
      `on,obsolete=deny,elevateprivileges=deny,resourcecontrol=deny,spawn=${boot.state ? "deny" : "allow"}`,
    ],
  ];
}

const KERNEL_ARGUMENTS =
  "root=/dev/vda rw init=/usr/lib/howtrue/init console=ttyS0 quiet reboot=t panic=-1 random.trust_cpu=1";

/** In QEMU's option lists a comma within a value is doubled. */
function commas(path: string): string {
  return path.replaceAll(",", ",,");
}

function endOf(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk) => (said = (said + String(chunk)).slice(-2_000)));
  return new Promise((resolve) => {
    child.on("error", (cause) => resolve(cause.message));
    child.on("close", (code, signal) => resolve(said.trim() || `it ended with ${signal ?? `status ${code}`}`));
  });
}
