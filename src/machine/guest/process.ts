import { type SpawnOptions, spawn } from "node:child_process";
import { endingWithUs } from "../child.ts";
import { MachineError } from "../machine.ts";
import { onLines } from "./lines.ts";

export interface RunTool {
  readonly path: string;
  /** More of the environment; tools get none of the user's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Of the tool, where another program runs it. */
  readonly name?: string;
  /** How it is stopped, unless it can be asked to. */
  readonly stopBy?: "SIGKILL";
  readonly cwd?: string;
  /** Hears each line that the tool writes to its standard error and, unless `output` takes it, to its output. */
  readonly onLine?: (line: string) => void;
  /** A file descriptor that takes the standard output. */
  readonly output?: number;
}

type StopSignal = "SIGTERM" | "SIGKILL";

/** What is asked to stop and does not is killed then. */
const PATIENCE_MS = 10_000;

/**
 * Runs a tool of the host to its end; it and all that it started are asked to stop when the signal aborts, and when this
 * process is killed.
 * @throws {MachineError} if it cannot be started or fails, with what it said last
 */
export function runTool(program: string, args: readonly string[], options: RunTool): Promise<void> {
  const settings: SpawnOptions = {
    stdio: ["ignore", options.output ?? "pipe", "pipe"],
    env: { PATH: `${options.path}:/usr/sbin:/sbin`, LANG: "C.UTF-8", ...options.env },
    detached: true, // a process group of its own
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  };
  const stopBy = options.stopBy ?? "SIGTERM";
  const inGroup = stopBy === "SIGTERM" ? ["sh", "-c", TO_ALL, "sh"] : [];
  const child = spawn(
    ...endingWithUs(stopBy === "SIGTERM" ? "TERM" : "KILL", [...inGroup, program, ...args]),
    settings,
  );
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    onLines(stream, (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      options.onLine?.(line);
    });
  }
  const settled = stopWith(options.signal, stopBy, (name) => send(child.pid, name));
  return new Promise<void>((resolve, reject) => {
    const fail = (why: string, cause?: unknown): void => {
      if (options.signal.aborted)
        reject(new MachineError("interrupted", "making the guest's image was interrupted", { cause }));
      else
        reject(new MachineError("build-failed", `${options.name ?? program} ${why}`, { hint: last.join("\n"), cause }));
    };
    child.on("error", (cause) => fail(`could not be run: ${cause.message}`, cause));
    child.on("close", (code, signal) => (code === 0 ? resolve() : fail(`failed with ${signal ?? `status ${code}`}`)));
  }).finally(settled);
}

/** A shell that leads the tool's process group, and passes on to all of it what it is told when this process is gone. */
const TO_ALL = `trap 'trap "" TERM; kill -TERM 0' TERM; "$@" & wait $!`;

/** Gives what is to be called when there is nothing to stop any more. */
function stopWith(signal: AbortSignal, first: StopSignal, tell: (name: StopSignal) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    tell(first);
    timer = setTimeout(() => tell("SIGKILL"), PATIENCE_MS);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  };
}

function send(leader: number | undefined, name: StopSignal): void {
  try {
    if (leader !== undefined) process.kill(name === "SIGKILL" ? -leader : leader, name);
  } catch {
    // All of them are gone.
  }
}
