import { type SpawnOptions, spawn } from "node:child_process";
import { MachineError } from "../machine.ts";
import { onLines } from "./lines.ts";

export interface RunTool {
  readonly path: string;
  /** More of the environment; tools get none of the user's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly cwd?: string;
  /** Hears each line that the tool writes to its standard error and, unless `output` takes it, to its output. */
  readonly onLine?: (line: string) => void;
  /** A file descriptor that takes the standard output. */
  readonly output?: number;
}

/**
 * Runs a tool of the host to its end; it is asked to stop when the signal aborts, and when this process is killed.
 * @throws {MachineError} if it cannot be started or fails, with what it said last
 */
export function runTool(program: string, args: readonly string[], options: RunTool): Promise<void> {
  const settings: SpawnOptions = {
    stdio: ["ignore", options.output ?? "pipe", "pipe"],
    env: { PATH: `${options.path}:/usr/sbin:/sbin`, LANG: "C.UTF-8", ...options.env },
    signal: options.signal,
    killSignal: "SIGTERM",
    detached: true,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  };
  const child = spawn("setpriv", ["--pdeathsig=TERM", program, ...args], settings);
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    onLines(stream, (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      options.onLine?.(line);
    });
  }
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown): void => {
      const code = options.signal.aborted ? "interrupted" : "build-failed";
      reject(new MachineError(code, `${program} ${why}`, { hint: last.join("\n"), cause }));
    };
    child.on("error", (cause) => fail(`could not be run: ${cause.message}`, cause));
    child.on("close", (code, signal) => (code === 0 ? resolve() : fail(`failed with ${signal ?? `status ${code}`}`)));
  });
}
