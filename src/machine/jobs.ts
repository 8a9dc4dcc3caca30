import { readFileSync } from "node:fs";
import { availableParallelism, freemem } from "node:os";
import type { Settings } from "../settings/settings.ts";

const MB = 2 ** 20;
/** What a guest takes beside its memory, and what a document takes elsewhere. */
const QEMU = 50 * MB;
const ELSEWHERE = 30 * MB;

export interface Wanted {
  readonly settings: Settings;
  readonly hosts: readonly string[];
}

/** How many documents run at a time unless it is said: one for each core, and no more than the memory that is free holds. */
export function defaultJobs(plans: readonly Wanted[], { cores, memory }: Place = thisMachine()): number {
  const most = Math.max(0, ...plans.map(memoryOf));
  return Math.max(1, Math.min(cores, most === 0 ? cores : Math.floor(memory / most)));
}

function memoryOf({ settings: { machine, image }, hosts }: Wanted): number {
  return machine === "guest" ? Math.max(1, hosts.length) * (image.memory + QEMU) : ELSEWHERE;
}

export interface Place {
  readonly cores: number;
  /** Bytes that are free. */
  readonly memory: number;
}

function thisMachine(): Place {
  return { cores: availableParallelism(), memory: availableMemory() };
}

/** Also what the kernel would give back; see proc(5), /proc/meminfo. */
function availableMemory(): number {
  try {
    const [, kilobytes] = /^MemAvailable:\s*(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8")) ?? [];
    return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
  } catch {
    return freemem();
  }
}
