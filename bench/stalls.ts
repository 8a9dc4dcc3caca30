/**
 * Runs the tests while processes of theirs are stopped for a moment, again and again, at random: howtrue, QEMU, the agents,
 * the shells. Whatever counts on something being done in time fails. It has found what no quiet machine shows.
 *
 *   npm run stalls [SEED [PATTERN…]]     only tests whose path holds one of the patterns
 */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { resolve } from "node:path";
import { processesBelow } from "../src/machine/proc.ts";
import type { Process } from "../src/terminal/terminal.ts";
import { randomFrom } from "./random.ts";

/** As long as this, in ms; what is stopped for longer would be ended by watchdogs. */
const STALLS = [20, 60, 120, 250, 600] as const;
/** In ms: between two rounds, and for what was stopped until it may be again. */
const [PAUSE, REST] = [30, 1_200];
const AT_ONCE = 2;
const PROGRAMS = /^(node|qemu-system-\w+|perl|bwrap|bash)$/;

const [seed = "1", ...patterns] = process.argv.slice(2);
const draw = randomFrom(Number(seed));
const tests = spawn(process.execPath, ["--import", "tsx", "test/run.ts", ...patterns], {
  cwd: resolve(import.meta.dirname, ".."),
  stdio: "inherit",
});
const last = new Map<number, number>();
const stopped = new Set<number>();
let count = 0;
for (const end of ["SIGINT", "SIGTERM"] as const) process.on(end, () => tests.kill(end));
tests.on("exit", (code) => {
  for (const pid of stopped) send(pid, "SIGCONT");
  process.stdout.write(`${count} stalls\n`);
  process.exit(code ?? 1);
});
process.stdout.write(`seed ${seed}\n`);
for (;;) {
  const now = performance.now();
  const able = stoppable(processesBelow(tests.pid!)).filter(({ pid }) => now - (last.get(pid) ?? -REST) >= REST);
  for (let i = 0; i < AT_ONCE && able.length > 0; i++) {
    const [{ pid } = { pid: 0 }] = able.splice(Math.floor(draw() * able.length), 1);
    stall(pid, STALLS[Math.floor(draw() * STALLS.length)]!);
  }
  await sleep(PAUSE);
}

function stall(pid: number, ms: number): void {
  if (!send(pid, "SIGSTOP")) return;
  count++;
  last.set(pid, performance.now());
  stopped.add(pid);
  setTimeout(() => {
    send(pid, "SIGCONT");
    stopped.delete(pid);
  }, ms);
}

/** A shell would tell of its children that they are stopped: what it has started is left alone, and so is the runner. */
function stoppable(processes: readonly Process[]): Process[] {
  const byPid = new Map(processes.map((one) => [one.pid, one]));
  return processes.filter(({ pid, parent, args: [program = "", ...args] }) => {
    if (pid === tests.pid || !PROGRAMS.test(nameOf(program))) return false;
    const starter = nameOf(byPid.get(parent)?.args[0] ?? "");
    const isSession = nameOf(program) !== "bash" || args.includes("--noprofile");
    return isSession && !/^(ba)?sh$/.test(starter);
  });
}

function nameOf(program: string): string {
  return program.replace(/^.*\//, "");
}

function send(pid: number, signal: "SIGSTOP" | "SIGCONT"): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended
  }
}
