import { readFileSync } from "node:fs";

/**
 * A moment, told by the processes that were there: ids are given in turn, each one the next that is free. So those that
 * are younger than a moment are found without looking at all that the system runs; see proc(5).
 */
export interface Birth {
  /** The id that was given last. */
  readonly last: number;
  /** Forks since the system was started, in all name spaces and of threads, too: never fewer than ids were given. */
  readonly forks: number;
  /** Ids begin again behind this one. */
  readonly most: number;
}

/** Undefined on a system that does not tell. */
export function birthNow(): Birth | undefined {
  try {
    const last = Number(readFileSync("/proc/loadavg", "utf8").trim().split(" ").at(-1));
    const [, forks] = /^processes (\d+)$/m.exec(readFileSync("/proc/stat", "utf8")) ?? [];
    const birth = { last, forks: Number(forks), most: Number(readFileSync("/proc/sys/kernel/pid_max", "utf8")) };
    return Object.values(birth).every(Number.isInteger) ? birth : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process that is there now may be younger than `since`: surely so if it is, and mostly not if it is not. */
export function youngerThan(since: Birth | undefined, now: Birth | undefined): (pid: number) => boolean {
  // Ids that are taken are passed over: that there are few of them is what half of the range is for.
  if (since === undefined || now === undefined || now.forks - since.forks > now.most / 2) return () => true;
  if (now.last >= since.last) return (pid) => pid > since.last && pid <= now.last;
  return (pid) => pid > since.last || pid <= now.last;
}
