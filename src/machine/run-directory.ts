import { chmodSync, lstatSync, mkdtempSync, readdirSync, realpathSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inWords, type Picture, takeAway, takePicture, thingsBelow } from "./left-behind.ts";
import { MachineError } from "./machine.ts";
import { hasTerminal, killAll, processesFrom, processNamespace, startTime } from "./proc.ts";

/**
 * The directory of a run on the host. Its name says whose it is, and marks what the run starts: so the next run finds what
 * one that was killed could not take away.
 */

/** In a container, or in a sandbox, an id is another process's. */
const NAME = /^howtrue-(\d+)-(\d+)-(\d+)-\w{6}$/;
/** Set (it means nothing else on a directory) when its run has ended, and what is mounted in it was told: it is its user's now. */
const KEPT = 0o4000;

export function makeRunDirectory(): string {
  return realpathSync.native(mkdtempSync(join(tmpdir(), `howtrue-${owner()}-`)));
}

/** This process, in the names of its directories. */
function owner(): string {
  return (ownName ??= `${processNamespace()}-${process.pid}-${startTime(process.pid)}`);
}

let ownName: string | undefined;

/**
 * Takes away what runs of this user left that were killed: processes, mounts, loop devices and directories.
 * @param path where programs are found
 * @returns what could not be taken away
 */
export async function sweepRuns(path: string): Promise<{ what: string; hint: string }[]> {
  const left: { what: string; hint: string }[] = [];
  for (const directory of abandoned()) {
    const name = basename(directory);
    const ended = await endProcesses({ mark: name, sessions: new Set<number>(), directory });
    takeAway(thingsBelow(directory, takePicture()), path);
    const things = thingsBelow(directory, takePicture());
    if (things.length > 0) {
      const { names, hint } = inWords(things);
      left.push({ what: `a run that was killed has left on this machine: ${names}`, hint });
    } else if (ended) await tryToRemove(directory);
  }
  return left;
}

/** The same for the start of a document, of which many may begin in one second: then they are swept once for all of them. */
export function leftByKilledRuns(path: string): ReturnType<typeof sweepRuns> {
  const [tmp, now] = [tmpdir(), performance.now()];
  if (swept?.tmp !== tmp || now - swept.at > LASTS_MS) swept = { tmp, at: now, left: sweepRuns(path) };
  return swept.left;
}

const LASTS_MS = 1_000;
let swept: { readonly tmp: string; readonly at: number; readonly left: ReturnType<typeof sweepRuns> } | undefined;

function abandoned(): string[] {
  try {
    const tmp = realpathSync(tmpdir());
    return readdirSync(tmp).flatMap((name) => (isAbandoned(name, join(tmp, name)) ? [join(tmp, name)] : []));
  } catch {
    return []; // who cannot look there has nothing there
  }
}

/** Where others may write as well, as in /tmp, a name says nothing: the directory must be our own, and no link to one. */
function isAbandoned(name: string, directory: string): boolean {
  const [, namespace, pid, start] = NAME.exec(name) ?? [];
  if (namespace === undefined || `${namespace}-${pid}-${start}` === owner()) return false;
  if (namespace !== processNamespace() || startTime(Number(pid)) === start) return false;
  const stat = lstatSync(directory, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.geteuid?.() && (stat.mode & KEPT) === 0;
}

/**
 * What had a terminal of the run's has none any more: who still has one came later, and looks at what is left.
 * @returns whether nobody is left
 */
async function endProcesses(origin: Parameters<typeof processesFrom>[0]): Promise<boolean> {
  for (let round = 0; round < 20; round++) {
    const left = processesFrom(origin);
    if (left.length === 0) return true;
    killAll(left.filter((pid) => !hasTerminal(pid)));
    await sleep(10);
  }
  return false;
}

/** Another run may sweep at the same time; what stays, the next one finds. */
async function tryToRemove(directory: string): Promise<void> {
  try {
    await removeAll(directory);
  } catch {
    // It is somebody else's turn.
  }
}

/**
 * Removes a run's directory, but nothing where another file system is mounted inside: what is removed there is somebody's.
 * @throws {MachineError} if something stays
 */
export async function removeRunDirectory(directory: string, picture: Picture): Promise<void> {
  const inside = thingsBelow(directory, picture).find(({ kind }) => kind === "mount");
  if (inside !== undefined) {
    chmodSync(directory, 0o700 | KEPT);
    const what = `${directory} is not removed: something is mounted on ${inside.name}`;
    throw new MachineError("left-behind", what, { hint: "unmount it, then remove the directory" });
  }
  if (await wasEmpty(directory)) return;
  try {
    await removeAll(directory);
  } catch (cause) {
    throw new MachineError("left-behind", `${directory} could not be removed: ${String(cause)}`, { cause });
  }
}

/** Then it is gone: most documents leave nothing there, and removing what may be there takes ten calls. */
async function wasEmpty(directory: string): Promise<boolean> {
  try {
    await rmdir(directory);
    return true;
  } catch {
    return false;
  }
}

/** Also what a document took its own rights from, as Go's module cache does. */
async function removeAll(directory: string): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true });
  } catch {
    for (const folder of foldersBelow(directory)) chmodSync(folder, 0o700);
    await rm(directory, { recursive: true, force: true });
  }
}

/** Parents first: each is readable when its own come. */
function* foldersBelow(folder: string): Generator<string> {
  yield folder;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* foldersBelow(join(folder, entry.name));
  }
}
