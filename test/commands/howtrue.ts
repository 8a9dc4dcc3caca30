import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const CLI: string = resolve(import.meta.dirname, "../../dist/cli.js");

/** What runs leave to know is no matter of who runs the tests. */
const STATE = mkdtempSync(join(tmpdir(), "test-howtrue-state-"));
process.on("exit", () => rmSync(STATE, { recursive: true, force: true }));

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the standard output or error has held this text. */
  readonly saw: (text: string) => Promise<void>;
  /** The same, so many times. */
  readonly times: (text: string, count: number) => Promise<void>;
}

interface Surroundings {
  readonly cwd?: string;
  /** `null`: it is never ended. */
  readonly input?: string | Uint8Array | null;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A program and its arguments that run howtrue, in a way of their own. */
  readonly by?: readonly string[];
}

/** Runs the built command line, as CI does: nothing is kept of the run. */
export function howtrue(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return startHowtrue(args, surroundings).ended;
}

export function startHowtrue(args: readonly string[], { cwd, input, env, by = [] }: Surroundings = {}): Started {
  const [program = "", ...rest] = [...by, process.execPath, CLI, ...args];
  const child = spawn(program, rest, {
    cwd,
    env: { ...process.env, XDG_STATE_HOME: STATE, CI: "1", ...env },
    stdio: "pipe",
  });
  let stdout = "";
  let stderr = "";
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  for (const stream of [child.stdout, child.stderr]) stream.on("data", () => waiting.forEach((look) => look()));
  child.stdin.on("error", () => undefined); // it need not read what it is given
  if (input !== null) child.stdin.end(input ?? "");
  const ended = new Promise<Ended>((done) => child.on("close", (status) => done({ status, stdout, stderr })));
  const times = (text: string, count: number): Promise<void> =>
    new Promise((done) => {
      const look = (): void => {
        if (`${stdout}${stderr}`.split(text).length <= count) return;
        waiting.delete(look);
        done();
      };
      waiting.add(look);
      look();
    });
  return { child, ended, saw: (text) => times(text, 1), times };
}

/** A new folder with these files in it; `remove` takes it away. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "test-howtrue-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Times differ from run to run. */
export function withoutTimes(text: string): string {
  return text.replaceAll(/\b\d+(\.\d+)? (ms|s)\b/g, "T").replaceAll(/host: [^)]*/g, "host: H");
}
