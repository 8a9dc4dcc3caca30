import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Duplex } from "node:stream";
import { endingWithUs, endOf } from "../child.ts";
import { MachineError } from "../machine.ts";
import { type Boot, commandLine, FIRST_FD, gatewayCommandLine, PORT_COUNT } from "./command-line.ts";
import { Qmp } from "./qmp.ts";

/** A running QEMU. Its channels are pipes: nothing of it has a name that others could open or that could be left behind. */
export interface Qemu {
  readonly qmp: Qmp;
  /** The host's end of a channel. */
  port(number: number): Duplex;
  /** What the network card sends and receives, where it is connected; of a gateway, the private network's side. */
  readonly card: Duplex | undefined;
  /** Settles when the process is gone; says why. */
  readonly ended: Promise<string>;
  kill(): Promise<void>;
}

/** Starts QEMU; it dies with this process, however that ends. */
export async function startQemu(boot: Boot, path = ""): Promise<Qemu> {
  const state = boot.state === undefined ? undefined : openSync(boot.state, "r");
  const launch = { path, scratch: boot.scratch, ports: PORT_COUNT, connected: boot.connected, state };
  return startProcess(commandLine(boot), launch);
}

/** Starts a QEMU that is no guest but the way out of a private network. */
export async function startGateway(
  net: Parameters<typeof gatewayCommandLine>[0],
  place: { path: string; scratch: string },
): Promise<Qemu> {
  return startProcess(gatewayCommandLine(net), { ...place, ports: 0, connected: true, state: undefined });
}

interface Launch {
  readonly path: string;
  readonly scratch: string;
  readonly ports: number;
  readonly connected: boolean;
  /** An open file, which is closed here. */
  readonly state: number | undefined;
}

async function startProcess(args: readonly string[], launch: Launch): Promise<Qemu> {
  const { path, scratch, state } = launch;
  const pipes = Array.from({ length: 1 + launch.ports + (launch.connected ? 1 : 0) }, () => "pipe" as const);
  const child = spawn(...endingWithUs("KILL", ["qemu-system-x86_64", ...args]), {
    stdio: ["ignore", "ignore", "pipe", ...pipes, ...(state === undefined ? [] : [state])],
    env: { PATH: path, TMPDIR: scratch },
    cwd: scratch,
    detached: true, // Ctrl-C at the terminal is for howtrue alone
  });
  if (state !== undefined) closeSync(state);
  let full: string | undefined;
  const ended = endOf(child).then((why) => full ?? why);
  const [control, ...channels] = child.stdio.slice(FIRST_FD, FIRST_FD + pipes.length) as unknown as Duplex[];
  for (const stream of channels) stream.on("error", () => undefined); // its end is told by `ended`
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  const card = channels[launch.ports];
  try {
    const qmp = await Qmp.open(control!);
    qmp.onFull = () => {
      full = `there is no room left for what it writes, in ${dirname(scratch)}`;
      child.kill("SIGKILL");
    };
    return { qmp, port: (number) => channels[number - 1]!, card, ended, kill };
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
    if (!late.aborted) throw isLoss(cause) ? await whyOf(qemu) : cause;
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

async function lossOf(qemu: Qemu): Promise<never> {
  throw await whyOf(qemu);
}

/** Its channels may close before it is known how it ended. */
function isLoss(cause: unknown): boolean {
  return cause instanceof MachineError && cause.code === "machine-lost";
}

async function whyOf({ ended }: Qemu): Promise<MachineError> {
  return new MachineError("machine-lost", `the guest ended: ${await ended}`);
}
