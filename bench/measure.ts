import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const CLI = resolve(import.meta.dirname, "../dist/cli.js");

export interface Measured {
  readonly ms: number;
  /** Peak resident memory of a Node program, in MB. */
  readonly megabytes: number;
  readonly stdout: string;
}

/** Says at its end, on a descriptor of its own, how much memory it took. */
const TELL_MEMORY = `data:text/javascript,import{writeSync}from"node:fs";
  process.on("exit",()=>writeSync(3,String(process.resourceUsage().maxRSS)))`;

/** One run of a whole process, from its start to its end; of one that fails at once, the time would be a fine figure. */
export function time(program: string, args: readonly string[], input = ""): Promise<Measured> {
  const began = performance.now();
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit", "pipe"] });
  let stdout = "";
  let memory = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stdio[3]?.on("data", (chunk) => (memory += chunk));
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input);
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => {
      const ms = performance.now() - began;
      if (status === 0) done({ ms, megabytes: Number(memory) / 1024, stdout });
      else fail(new Error(`${program} ${args.slice(0, 4).join(" ")} ended with status ${status}: nothing is measured`));
    });
  });
}

export function timeHowtrue(args: readonly string[]): Promise<Measured> {
  return time(process.execPath, ["--import", TELL_MEMORY, CLI, ...args]);
}

/** Runs each of several things in turn, a few rounds, so that a slow moment of the machine meets all of them alike. */
export async function rounds<T extends Record<string, () => Promise<number>>>(
  count: number,
  things: T,
): Promise<Record<keyof T, number>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < count; round++) {
    for (const [name, run] of Object.entries(things)) (times[name] ??= []).push(await run());
  }
  const medians = Object.entries(times).map(([name, all]) => [name, median(all)]);
  return Object.fromEntries(medians) as Record<keyof T, number>;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

/** Files in a folder of their own, for as long as `use` takes. */
export async function withFiles(
  files: Readonly<Record<string, string>>,
  use: (path: (name: string) => string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "howtrue-bench-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    await use((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A line of the report: what, how much, and what it is meant to be. */
export function say(what: string, figure: string, goal = ""): void {
  process.stdout.write(`${what.padEnd(58)} ${figure.padStart(12)}  ${goal}\n`);
}
