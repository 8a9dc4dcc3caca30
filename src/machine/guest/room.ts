import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { MachineError } from "../machine.ts";
import { isFull } from "./packages.ts";

const MB = 1e6;

/** What building takes at its fullest, without packages of its own. */
const NEEDED: Readonly<Record<"image" | "state", { cache: number; tmp: number }>> = {
  image: { cache: 1_400 * MB, tmp: 600 * MB },
  state: { cache: 250 * MB, tmp: 0 },
};

/**
 * Says at once what would show after a minute: QEMU and others do not tell, or wait for ever, when a disk is full.
 * @throws {MachineError}
 */
export function requireRoom(
  { cache, env }: { cache: string; env: Readonly<Record<string, string>> },
  what: "image" | "state",
): void {
  const tmp = env["TMPDIR"] ?? tmpdir();
  const wanted: readonly [string, number][] = [
    [cache, NEEDED[what].cache],
    [tmp, NEEDED[what].tmp],
  ];
  for (const [path, needed] of wanted) {
    const free = freeBytes(path);
    if (free === undefined || free >= needed) continue;
    throw new MachineError(
      "disk-full",
      `${path} has ${inMB(free)} free, and the guest's ${what} takes some ${inMB(needed)}`,
      {
        hint: path === cache ? HINT : "make room there, or name another directory with TMPDIR",
      },
    );
  }
}

const HINT = "howtrue image prune makes room; XDG_CACHE_HOME names another place for the cache";

/** What went wrong for want of room says so. */
export function asRoomError(cause: unknown, cache: string): unknown {
  if (!isFull(cause)) return cause;
  const what = cause instanceof MachineError ? cause.message : "writing failed";
  return new MachineError(
    "disk-full",
    `no room is left for the guest's image, below ${cache} or for temporary files: ${what}`,
    {
      hint: HINT,
      cause,
    },
  );
}

/** For those without rights; undefined where it cannot be told. */
export function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function inMB(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`;
}
