import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DEFAULTS, SUITES } from "../../settings/settings.ts";
import type { Host } from "./accelerator.ts";
import { diskUsage, isAlive, isLocked, isOwn, list } from "./cache.ts";
import { type Image, imageIn, lastUse, type Manifest } from "./image.ts";
import { readManifest } from "./manifest.ts";
import { readyStateOf } from "./ready.ts";
import { baseOf, imageName } from "./recipe.ts";

const DAY_MS = 86_400_000;

export interface PruneOptions {
  /** All that is not in use. */
  readonly all: boolean;
  /** What was not used for so many days goes. */
  readonly days: number;
  readonly now: Date;
  /** Whose ready states are good; undefined where there is no QEMU to tell: then they are all left alone. */
  readonly host: Host | undefined;
}

/** Something in the cache that nobody needs any more. */
export interface Waste {
  readonly path: string;
  /** What it is: `image 08c949cf8aaf8069 (Debian bookworm)`. */
  readonly what: string;
  readonly why: string;
  readonly bytes: number;
}

/** What a cache holds and no longer needs, but for what is being used or built. */
export function findWaste(cache: string, options: PruneOptions): Waste[] {
  return [
    ...list(join(cache, "images")).flatMap((name) => wasteOfImage(cache, name, options)),
    ...list(join(cache, "bases")).flatMap((name) => wasteOfBase(cache, name, options)),
    ...list(join(cache, "apt")).flatMap((name) => wasteOfDepot(cache, name, options)),
    ...list(join(cache, "checkpoints")).flatMap((name) => wasteOfDocument(cache, name, options)),
  ];
}

export function remove({ path }: Waste): void {
  rmSync(path, { recursive: true, force: true });
}

function wasteOfImage(cache: string, name: string, options: PruneOptions): Waste[] {
  const image = imageIn(cache, name);
  if (isOwn(name)) return isAlive(name) ? [] : [waste(image.directory, `unfinished image ${name}`, "nobody builds it")];
  if (name.includes(".lock") || isInUse(cache, name)) return [];
  const manifest = readManifest(image.directory) as Manifest | undefined;
  if (manifest === undefined) return [waste(image.directory, `image ${name}`, "it is damaged")];
  const why = whyOf(manifest, { name, used: lastUse(image.directory) }, options);
  if (why !== undefined) return [waste(image.directory, `image ${name} (Debian ${manifest.suite})`, why)];
  return list(image.directory).flatMap((entry) => wasteOfState(image, entry, options));
}

/** A guest runs from it, or somebody builds it or saves a ready state of it. */
function isInUse(cache: string, name: string): boolean {
  const held = list(join(cache, "runs")).some((entry) => entry.endsWith(`-uses-${name}`) && isAlive(entry));
  return held || isLocked(join(cache, "images", `${name}.lock`));
}

function whyOf(
  manifest: Manifest,
  { name, used }: { name: string; used: Date },
  options: PruneOptions,
): string | undefined {
  if (options.all) return "--all";
  if (!isCurrent(manifest, name)) return "this howtrue builds it otherwise";
  return unused(used, options);
}

function isCurrent(manifest: Manifest, name: string): boolean {
  try {
    return imageName(manifest) === name;
  } catch {
    return false; // it does not say what every manifest says
  }
}

function wasteOfState(image: Image, entry: string, options: PruneOptions): Waste[] {
  const path = join(image.directory, entry);
  const what = `ready state ${image.name}/${entry}`;
  if (isOwn(entry)) return isAlive(entry) ? [] : [waste(path, what, "nobody saves it")];
  if (!entry.startsWith("ready-") || options.host === undefined) return [];
  const { memory = DEFAULTS.image.memory } = (readManifest(path) ?? {}) as { memory?: number };
  if (readyStateOf(image, options.host, memory).directory !== path)
    return [waste(path, what, "another howtrue, QEMU or processor saved it")];
  const why = unused(lastUse(path), options);
  return why === undefined ? [] : [waste(path, what, why)];
}

function wasteOfBase(cache: string, name: string, options: PruneOptions): Waste[] {
  const path = join(cache, "bases", name);
  if (SUITES.some((suite) => isLocked(join(cache, "apt", `${suite}.lock`)))) return [];
  const what = `base ${name.replace(".tar.gz", "")}`;
  if (options.all) return [waste(path, what, "--all")];
  const current = SUITES.some((suite) => name === `${baseOf({ suite }).name}.tar.gz`);
  const why = current ? unused(statSync(path).mtime, options) : "this howtrue builds it otherwise";
  return why === undefined ? [] : [waste(path, what, why)];
}

function wasteOfDepot(cache: string, name: string, options: PruneOptions): Waste[] {
  const path = join(cache, "apt", name);
  if (name.includes(".lock") || isLocked(`${path}.lock`)) return [];
  const what = `packages of Debian ${name}`;
  const fetched = statSync(join(path, "fetched"), { throwIfNoEntry: false })?.mtime ?? new Date(0);
  const why = options.all ? "--all" : unused(fetched, options);
  return why === undefined ? [] : [waste(path, what, why)];
}

/** What a run has kept of its guest. */
function wasteOfDocument(cache: string, name: string, { all, now }: PruneOptions): Waste[] {
  const path = join(cache, "checkpoints", name);
  const what = `checkpoints ${name}`;
  if (isOwn(name)) return isAlive(name) ? [] : [waste(path, what, "their run was killed")];
  const kept = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const why = all
    ? "--all"
    : now.getTime() - kept > DAY_MS
      ? "no run goes on from what is older than a day"
      : undefined;
  return why === undefined ? [] : [waste(path, what, why)];
}

function unused(since: Date, { days, now }: PruneOptions): string | undefined {
  return now.getTime() - since.getTime() > days * DAY_MS ? `not used for ${days} days` : undefined;
}

function waste(path: string, what: string, why: string): Waste {
  return { path, what, why, bytes: diskUsage(path) };
}
