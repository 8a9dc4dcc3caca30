import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheDirectory, diskUsage, list, makeDirectory, ownName, sweep } from "../machine/guest/cache.ts";
import { freeBytes } from "../machine/guest/room.ts";
import type { Keep, Keeping } from "../machine/machine.ts";
import type { Plan } from "../plan/plan.ts";
import { integration } from "../terminal/integration.ts";
import { type Checkpoint, digest, readTrail, type Trail, writeTrail } from "./trail.ts";

/** What is older tells what was true then, and perhaps no more: a day. */
const OLDEST_MS = 24 * 3_600_000;
/** Bytes on the disk of all documents' checkpoints together; the least recently used ones go first. */
const MOST_BYTES = 4 * 2 ** 30;
/** Bytes that are left to others, where a machine is saved: each takes some 100 MB, and the guest's disk grows in the same place. */
const ROOM = 2 ** 30;

/** From where a run goes on. */
export interface Start {
  /** Of the steps that are not run again. */
  readonly trail: Trail;
  readonly checkpoint: Checkpoint;
  /** Of checkpoints that are of no use any more. */
  readonly stale: readonly string[];
}

export interface KeptFor {
  readonly plan: Plan;
  /** Of the files that the document needs, and what else its steps see. */
  readonly inputs: readonly unknown[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How many steps of an earlier run are to be taken as done. */
  readonly inCommon: (trail: Trail) => number | Promise<number>;
  /** Run all, and keep that. */
  readonly renew: boolean;
  /** It is going to be restored while it runs. */
  readonly goesBack?: boolean;
  /** Go on only from the run that began then, in milliseconds since 1970. */
  readonly began?: number | undefined;
}

/**
 * The checkpoints of one document, in the cache. A run takes them away, so that no other one uses them at the same time,
 * and brings them back at its end. What a killed run had is swept with what else it had.
 */
export class Kept implements Keeping {
  start: Start | undefined;
  /** How many steps of the run before are to be done as they were then, where one is known; also where it was not saved there. */
  common: number | undefined;
  readonly #for: KeptFor;
  readonly #all: string;
  readonly #directory: string;
  #home = "";

  constructor(wanted: KeptFor) {
    this.#for = wanted;
    this.#all = join(cacheDirectory(wanted.environment), "checkpoints");
    this.#directory = join(this.#all, ownName(`${++count}-run`));
  }

  /** Undefined where nothing can be kept: a run needs no checkpoints. */
  async begin(identity: string, anew: boolean): Promise<Keep | undefined> {
    try {
      makeDirectory(this.#all);
      chmodSync(this.#all, 0o700); // it has what was in the guests' memory
      sweep(this.#all);
      return await this.#begin(identity, anew);
    } catch {
      this.start = undefined;
      return undefined;
    }
  }

  async #begin(identity: string, anew: boolean): Promise<Keep> {
    const { plan, inputs, renew, goesBack = false } = this.#for;
    const { image, env, terminal, hosts } = plan.settings;
    const settings = [image, env, terminal, hosts, integration("", 0)];
    this.#home = join(this.#all, digest([resolve(plan.path), identity, settings, inputs]));
    this.start = renew || anew ? undefined : await this.#take();
    if (this.start === undefined) {
      rmSync(this.#directory, { recursive: true, force: true });
      mkdirSync(this.#directory, { recursive: true });
    }
    const { checkpoint } = this.start ?? {};
    const from = checkpoint && { name: checkpoint.name, machine: checkpoint.machine };
    return { directory: this.#directory, from, goesBack };
  }

  /** Brings back what the run has kept; what there is no room for is not kept. */
  bringBack(trail: Trail): void {
    if (trail.checkpoints.length === 0) return;
    try {
      writeFileSync(join(this.#directory, "trail.json"), writeTrail(trail), { mode: 0o600 });
      rmSync(this.#home, { recursive: true, force: true });
      renameSync(this.#directory, this.#home);
      this.#makeRoom();
    } catch {
      // The next run begins at the beginning.
    }
  }

  /** Whether there is room to save the machine. */
  get hasRoom(): boolean {
    return (freeBytes(this.#all) ?? ROOM) >= ROOM;
  }

  /** Takes away what was not brought back. */
  close(): void {
    remove(this.#directory);
  }

  /** Takes away what runs before have brought back. */
  discard(): void {
    if (this.#home !== "") remove(this.#home);
  }

  async #take(): Promise<Start | undefined> {
    try {
      renameSync(this.#home, this.#directory);
    } catch {
      return undefined; // there is none, or another run has it
    }
    const text = existsSync(join(this.#directory, "trail.json"))
      ? readFileSync(join(this.#directory, "trail.json"), "utf8")
      : "";
    const trail = readTrail(text);
    if (trail === undefined || Date.now() - trail.began > OLDEST_MS) return undefined;
    if (trail.began !== (this.#for.began ?? trail.began)) return undefined;
    const common = await this.#for.inCommon(trail);
    this.common = common;
    const checkpoints = trail.checkpoints.filter(({ after }) => after <= common);
    const checkpoint = checkpoints.at(-1);
    if (checkpoint === undefined) return undefined;
    const stale = trail.checkpoints.filter((one) => !checkpoints.includes(one)).map(({ name }) => name);
    return {
      trail: { ...trail, steps: trail.steps.slice(0, checkpoint.after), checkpoints },
      checkpoint,
      stale,
    };
  }

  #makeRoom(): void {
    const kept = list(this.#all)
      .filter((name) => !/^\d+-/.test(name))
      .map((name) => join(this.#all, name))
      .map((path) => ({ path, bytes: diskUsage(path), used: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .toSorted((a, b) => b.used - a.used);
    let sum = 0;
    for (const { path, bytes, used } of kept) {
      sum += bytes;
      const isOld = Date.now() - used > OLDEST_MS;
      if ((isOld || sum > MOST_BYTES) && path !== this.#home) rmSync(path, { recursive: true, force: true });
    }
  }
}

/** Where the cache is not to be written, nothing was made; what else resists, the next start sweeps. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Why nothing can be kept there is said where the guest does not start.
  }
}

let count = 0;
