import { readdirSync, readFileSync, readlinkSync, type Stats, statSync } from "node:fs";
import type { Process } from "../terminal/terminal.ts";
import { type Birth, birthNow, youngerThan } from "./birth.ts";
import { TTY, waitingOf } from "./waiting.ts";

/** The host's processes, from /proc; see proc(5). On a system without it there are none to see. */

/** `pid` and all its descendants, parents before children. */
export function processesBelow(pid: number): Process[] {
  const found: Process[] = [];
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const here = readProcess(next);
    if (here === undefined) continue;
    found.push(here);
    queue.push(...childrenOf(next));
  }
  return found;
}

/** The ids of `pid` and all its descendants, parents before children: in a tenth of the time. */
export function idsBelow(pid: number): number[] {
  const found = [pid];
  for (const one of found) found.push(...childrenOf(one));
  return found;
}

/** Marks what a document started, also what left its terminals, so that it is found and ended. */
export const RUN_VARIABLE = "HOWTRUE_RUN";

/** What tells that a process comes from a run, whoever its parent is by now. */
export interface Origin {
  /** In the environment that it was started with, below RUN_VARIABLE. */
  readonly mark: string;
  /** Of the run's terminals: the process ids of their first shells. */
  readonly sessions: ReadonlySet<number>;
  /** Its working directory is this one or below it. */
  readonly directory: string;
  /** When the run began: what was there before is none of it, and is not looked at. */
  readonly since?: Birth | undefined;
}

/** All processes that come from a run. Those of other users are not seen. */
export function processesFrom({ mark, sessions, directory, since }: Origin): number[] {
  const pids = allPids();
  const isYounger = youngerThan(since, birthNow()); // told after the list: whatever stands in it was born by then
  return pids.filter((pid) => {
    if (pid === process.pid || !isYounger(pid)) return false;
    const environment = readText(`/proc/${pid}/environ`)?.split("\0") ?? [];
    if (environment.some((one) => one.startsWith(`${RUN_VARIABLE}=`) && one.includes(mark))) return true;
    const session = sessionOf(pid);
    if (session !== undefined && sessions.has(session)) return true;
    const cwd = readLink(`/proc/${pid}/cwd`);
    return cwd === directory || cwd?.startsWith(`${directory}/`) === true;
  });
}

/**
 * When a process started, in clock ticks since boot: with its id, a name that no other process ever has. One that has ended
 * is gone, also while nobody has asked how: in a container there may be none that ever does.
 */
export function startTime(pid: number): string {
  const fields = fieldsOf(pid) ?? [];
  return ENDED.has(fields[0] ?? "") ? "gone" : (fields[19] ?? "gone");
}

/** Whether it has not ended yet. */
export function isThere(pid: number): boolean {
  return startTime(pid) !== "gone";
}

/** Which processes can be seen, as a number: of two containers each has its own ids. */
export function processNamespace(): string {
  return /\d+/.exec(readLink("/proc/self/ns/pid") ?? "")?.[0] ?? "none";
}

/** Whether somebody could type to it: closing the other end of a terminal takes it from all that had it. */
export function hasTerminal(pid: number): boolean {
  return (fieldsOf(pid)?.[4] ?? "0") !== "0";
}

/** Its arguments as one line, or, of one without any, the kernel's name for it. */
export function commandLine(pid: number): string {
  const args = readText(`/proc/${pid}/cmdline`)?.replace(/\0+$/, "").replaceAll("\0", " ") ?? "";
  return args === "" ? (readText(`/proc/${pid}/comm`)?.trim() ?? "") : args;
}

/** Whether a process would go on when its terminal is closed: it ignores SIGHUP, as under nohup. */
export function ignoresHangup(pid: number): boolean {
  const [, ignored = "0"] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readText(`/proc/${pid}/status`) ?? "") ?? [];
  return (BigInt(`0x${ignored}`) & 1n) === 1n;
}

/** SIGKILL to each that is still there. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone already, or another user's.
    }
  }
}

/** Of a process's flags (include/linux/sched.h): forked, and nothing executed since. */
const PF_FORKNOEXEC = 0x40;

/** What /proc says of a process. */
export interface ProcFiles {
  readonly stat: string;
  readonly cmdline: string;
  /** What its standard input is, as a path. */
  readonly input: string;
  readonly call: string;
  /** What the file descriptor is that the system call's first argument names, as a path. */
  readonly first: string;
}

/** A process from what /proc says of it; undefined where that is not what it should be. */
export function parseProcess({ stat, cmdline, input, call, first }: ProcFiles): Process | undefined {
  // The name in parentheses may hold anything, also blanks and parentheses: the fields begin after the last one.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const pid = Number.parseInt(stat, 10);
  const waits = waitingOf({ state: fields[0] ?? "", call, first, input });
  const [, parent, group, , tty, foreground, flags = 0] = fields.map(Number);
  const image = fields[25]; // field 28 of the file, startstack
  if (parent === undefined || group === undefined || tty === undefined || foreground === undefined) return undefined;
  const forked = (flags & PF_FORKNOEXEC) !== 0;
  const args = cmdline.split("\0").slice(0, -1);
  return { pid, parent, group, tty, foreground, image: image ?? "", forked, input, waits, args };
}

function readProcess(pid: number): Process | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const held = isHeld(pid, stat);
  const call = held ? "" : (readText(`/proc/${pid}/syscall`) ?? "");
  const fd = (n: number): string => readLink(`/proc/${pid}/fd/${n}`) ?? "";
  const cmdline = held ? "" : (readText(`/proc/${pid}/cmdline`) ?? "");
  const process = parseProcess({ stat, cmdline, input: fd(0), call, first: fd(Number(call.split(" ")[1] ?? 0)) });
  if (process === undefined) return undefined;
  const devpts = devptsOf(pid, process.tty);
  return devpts === undefined ? process : { ...process, devpts };
}

/**
 * Each mount of devpts counts its terminals from 0 (Documentation/filesystems/devpts): in a container or a sandbox pts/0 is
 * another one than here. Which mount a process's terminal is of, its streams tell; undefined where that is ours, or where none
 * tells.
 */
function devptsOf(pid: number, tty: number): number | undefined {
  const ours = tty === 0 ? undefined : (ownDevpts ??= statOf("/dev/pts")?.dev);
  if (ours === undefined) return undefined;
  // Whoever asks what a file is that is on a disk which does not answer waits with it: only terminals are looked at.
  const streams = [0, 1, 2].map((fd) => `/proc/${pid}/fd/${fd}`).filter((path) => TTY.test(readLink(path) ?? ""));
  const its = streams.map(statOf).find((stream) => stream?.rdev === tty)?.dev;
  return its === ours ? undefined : its;
}

let ownDevpts: number | undefined;

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Whether the kernel lets it wait for a device, say. Its arguments and its system call are then not asked for: they are
 * behind locks of its memory, and who asks waits with it.
 */
function isHeld(pid: number, stat: string): boolean {
  const tasks = readdir(`/proc/${pid}/task`);
  const others = tasks.length > 1 ? tasks.map((task) => readText(`/proc/${pid}/task/${task}/stat`) ?? "") : [];
  return [stat, ...others].some((text) => text.slice(text.lastIndexOf(")") + 2).startsWith("D"));
}

/** The fields behind the name, from the state, which is number 3, on. */
function fieldsOf(pid: number): string[] | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** Of those that only wait for their parent to ask how they ended. */
const ENDED: ReadonlySet<string> = new Set(["Z", "X"]);

/** Of a process that has ended, none: it cannot be ended any more. */
function sessionOf(pid: number): number | undefined {
  const [state = "", , , session] = fieldsOf(pid) ?? [];
  return ENDED.has(state) ? undefined : Number(session);
}

function childrenOf(pid: number): number[] {
  const tasks = readdir(`/proc/${pid}/task`);
  const lists = tasks.map((task) => readText(`/proc/${pid}/task/${task}/children`) ?? "");
  return lists.join(" ").split(" ").filter(Boolean).map(Number);
}

function allPids(): number[] {
  return readdir("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Processes come and go while they are looked at: what cannot be read is not there. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function readdir(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
