import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processesBelow } from "../src/machine/proc.ts";
import { say } from "./measure.ts";

const CLI = resolve(import.meta.dirname, "../dist/cli.js");
const GUESTS = 8;
const MB = 1024;

/** What documents in guests that run at the same time take of memory, howtrue itself with them. */
export async function benchMemory(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "howtrue-bench-"));
  try {
    for (const howto of ["lvm-snapshot.rst", "live-migration-to-lvm.md"]) {
      const text = readFileSync(join(import.meta.dirname, "../howtos", howto), "utf8");
      const paths = Array.from({ length: GUESTS }, (_, i) => join(folder, `${i}-${howto}`));
      for (const path of paths) writeFileSync(path, text);
      const { most, own, largest } = await watched(["verify", "--no-cache", "--jobs", `${GUESTS}`, ...paths]);
      say(`${GUESTS} guests at once, ${howto}`, `${(most / MB).toFixed(0)} MB`, "≤ 4096 MB");
      say("of that the largest guest, and howtrue", `${(largest / MB).toFixed(0)} MB`, `${(own / MB).toFixed(0)} MB`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The most that a run of howtrue and all that it starts had at one moment, in kB, looked at ten times a second. */
async function watched(args: readonly string[]): Promise<{ most: number; own: number; largest: number }> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  const ended = new Promise<number | null>((done) => child.on("close", done));
  let [most, own, largest, guests] = [0, 0, 0, 0];
  while (child.exitCode === null && child.signalCode === null) {
    const all = processesBelow(child.pid!);
    const sizes = all.map(({ pid }) => proportional(pid));
    const sum = sizes.reduce((total, size) => total + size, 0);
    if (sum > most) [most, own, largest] = [sum, sizes[0] ?? 0, Math.max(0, ...sizes.slice(1))];
    guests = Math.max(guests, all.filter(({ args: [name = ""] }) => name.includes("qemu-system")).length);
    await sleep(100);
  }
  if ((await ended) !== 0 || guests !== GUESTS) throw new Error(`${guests} guests ran at a time, and:\n${said}`);
  return { most, own, largest };
}

/** What a process has of memory, in kB: of what it shares with others, its share; see proc(5), smaps_rollup. */
function proportional(pid: number): number {
  try {
    const [, size] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(size ?? 0);
  } catch {
    return 0; // it has just ended
  }
}
