import type { Process } from "../terminal/terminal.ts";

/** Linux's numbers of the system calls that wait for something to read, by processor (syscalls(2)). */
const CALLS: Readonly<Record<string, { read: number[]; select: number[]; poll: number[] }>> = {
  x64: { read: [0, 19], select: [23, 270], poll: [7, 271, 232, 281, 441] },
  arm64: { read: [63, 65], select: [72], poll: [73, 22, 441] },
};

/** A terminal's path, as /proc/PID/fd has it. */
export const TTY: RegExp = /^(\(unreachable\))?\/dev\/(pts\/|tty|console)/;

/** What the kernel tells of a process that may be waiting. */
export interface Waiter {
  /** Field 3 of /proc/PID/stat. */
  readonly state: string;
  /** /proc/PID/syscall; empty where it may not be read. */
  readonly call: string;
  /** What the file descriptor is that the call's first argument names, as a path. */
  readonly first: string;
  /** What the standard input is, as a path. */
  readonly input: string;
}

/**
 * Whether a process waits for what is typed at its terminal. A `read` of a tty does, and so does a `select` of the standard
 * input alone without a time limit. One that polls may wait for other things too, and of another user's nothing is known.
 */
export function waitingOf({ state, call, first, input }: Waiter, arch: string = process.arch): Process["waits"] {
  const calls = CALLS[arch];
  if (state !== "S") return "no";
  if (call === "" || calls === undefined) return "perhaps";
  const [number, ...args] = call.trim().split(" ").map(Number);
  if (number === undefined || Number.isNaN(number)) return "no"; // "running"
  if (calls.read.includes(number)) return TTY.test(first) ? "yes" : "no";
  if (calls.select.includes(number)) return args[0] === 1 && args[4] === 0 && TTY.test(input) ? "yes" : "perhaps";
  return calls.poll.includes(number) ? "perhaps" : "no";
}
