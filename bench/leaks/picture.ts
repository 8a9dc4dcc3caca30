import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { takePicture } from "../../src/machine/left-behind.ts";
import { commandLine, processNamespace } from "../../src/machine/proc.ts";

/** All that a run could leave, a line each. Loop devices are every name space's: the run's own name tells whose they are. */
export function takeAll(cache: string): string[] {
  const own = `howtrue-${processNamespace()}-`;
  const things = takePicture().filter(({ kind, of }) => kind === "mount" || (kind === "loop" && of.includes(own)));
  return [
    ...processes().map((command) => `process ${command}`),
    ...things.map(({ kind, name, of }) => `${kind} ${name} ${of}`),
    ...sockets().map((path) => `socket ${path}`),
    ...files("/tmp").map((path) => `file ${path}`),
    ...files(cache).flatMap((path) => fileInCache(path)),
  ];
}

/** A picture as soon as it is as before, or after some seconds as it is. */
export async function settle(before: readonly string[], cache: string): Promise<string[]> {
  for (let round = 0; round < 40; round++) {
    const now = takeAll(cache);
    if (differences(before, now).length === 0) return now;
    await sleep(50);
  }
  return takeAll(cache);
}

/** What came, and what has gone. */
export function differences(before: readonly string[], after: readonly string[]): string[] {
  const rest = [...before];
  const come = after.filter((line) => {
    const at = rest.indexOf(line);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  return [...come.map((line) => `left: ${line}`), ...rest.map((line) => `gone: ${line}`)];
}

/** All that there are: this name space has no others. */
function processes(): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    const command = commandLine(Number(pid));
    return command === "" ? [] : [command];
  });
}

/** By their names; of those without one, how many there are. */
function sockets(): string[] {
  const lines = readFileSync("/proc/net/unix", "utf8").trimEnd().split("\n").slice(1);
  return lines.map((line) => line.split(/\s+/)[7] ?? "without a name");
}

/** A document's checkpoints come and go with its runs; what is named after a run belongs to none that is over. */
function fileInCache(path: string): string[] {
  if (/\/checkpoints\/[0-9a-f]{24}(\/|$)/.test(path)) return [];
  return [`file ${path} ${statSync(path, { throwIfNoEntry: false })?.size ?? 0}`];
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
}
