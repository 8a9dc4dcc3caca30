import {
  accessSync,
  constants,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MachineError } from "../machine.ts";
import { makeFolder } from "../../source/folder.ts";
import { processNamespace, startTime } from "../proc.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where images are kept, by the XDG base directory specification: relative paths in the variable do not count. */
export function cacheDirectory(environment: Environment): string {
  const base = environment["XDG_CACHE_HOME"];
  return join(base?.startsWith("/") ? base : join(homedir(), ".cache"), "howtrue");
}

/** @throws {MachineError} if it cannot be made, or not be written to */
export function makeDirectory(path: string): string {
  try {
    makeFolder(path);
  } catch (cause) {
    throw noCache(`cannot make the cache directory ${path}`, cause);
  }
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw noCache(`cannot write to the cache directory ${path}`, cause);
  }
  return path;
}

/** One process may wait for several, and for one lock more than once. */
let locks = 0;

export interface Lock {
  release(): void;
}

/**
 * One howtrue at a time does what the lock stands for. A lock whose holder is gone is taken over at once.
 * @param onWait told once, with the holder's process id
 */
export async function takeLock(path: string, signal: AbortSignal, onWait: (pid: number) => void): Promise<Lock> {
  const own = join(dirname(path), ownName(`${++locks}-${basename(path)}`));
  writeFileSync(own, `${process.pid} ${startTime(process.pid)} ${processNamespace()}\n`);
  try {
    for (let told = false; ;) {
      if (tryLink(own, path)) return { release: () => rmSync(path, { force: true }) };
      const holder = readLock(path);
      if (holder === undefined) continue;
      if (!isHeld(holder)) {
        breakLock(path, holder);
        continue;
      }
      if (!told) onWait(Number.parseInt(holder, 10));
      told = true;
      await sleep(200, undefined, { signal });
    }
  } catch (cause) {
    throw signal.aborted ? new MachineError("interrupted", "interrupted while waiting for a lock", { cause }) : cause;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Whether a process that is alive holds this lock. */
export function isLocked(path: string): boolean {
  return isHeld(readLock(path) ?? "");
}

function isHeld(lock: string): boolean {
  const [pid = "", start = ""] = lock.trim().split(" ");
  return start !== "" && startTime(Number(pid)) === start;
}

/** A link appears with its content, so that nobody ever reads a lock that does not say yet whose it is. */
function tryLink(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    return false;
  }
}

/** Takes a dead holder's lock away; one that another process took over meanwhile is put back. */
function breakLock(path: string, dead: string): void {
  const aside = join(dirname(path), ownName(`dead-${basename(path)}`));
  try {
    renameSync(path, aside);
    if (readLock(aside) !== dead) tryLink(aside, path);
  } catch {
    // Somebody else was faster.
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Removes what runs left that did not end in their own time: entries are named after their owner, and a lock says whose it
 * is. Without the lock of what they are part of only `ours`: owners in another container cannot be seen from here.
 */
export function sweep(directory: string, which: "all" | "ours" = "all"): void {
  for (const name of list(directory)) {
    const path = join(directory, name);
    if (isOwn(name) && !isAlive(name) && (which === "all" || isFromHere(name))) tryToRemove(path);
    else if (which === "ours" && name.endsWith(".lock")) sweepLock(path);
  }
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // What its owner started is still ending: the next one will.
  }
}

function sweepLock(path: string): void {
  const holder = readLock(path) ?? "";
  if (holder.trim().split(" ")[2] === processNamespace() && !isHeld(holder)) breakLock(path, holder);
}

/** Whether an entry is some process's own. */
export function isOwn(name: string): boolean {
  return OWN.test(name);
}

/** Whether the process whose own entry it is still runs. */
export function isAlive(name: string): boolean {
  const [, pid, start] = OWN.exec(name) ?? [];
  return start !== undefined && startTime(Number(pid)) === start;
}

function isFromHere(name: string): boolean {
  return OWN.exec(name)?.[3] === processNamespace();
}

/** The kernel counts its process name spaces from 4026531836 on. */
const OWN = /^(\d+)-(\d+)-(?:(4\d{9})-)?/;

/** A name for this process's own entry in a directory that is swept. */
export function ownName(suffix: string): string {
  return `${process.pid}-${startTime(process.pid)}-${processNamespace()}-${suffix}`;
}

/** Names in a directory; none where there is no such directory. */
export function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Bytes that a directory takes on the disk, holes not counted. */
export function diskUsage(path: string): number {
  const stat = statusOf(path);
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.blocks * 512;
  return list(path).reduce((sum, name) => sum + diskUsage(join(path, name)), 0);
}

/** Undefined where there is nothing, and where nobody may look. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function noCache(what: string, cause: unknown): MachineError {
  const hint = "make it writable, or name another one with XDG_CACHE_HOME";
  return new MachineError("no-cache", `${what}: ${reason(cause)}`, { hint, cause });
}

function reason(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? String(cause);
}
