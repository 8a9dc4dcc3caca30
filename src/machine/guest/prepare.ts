import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULTS, type Settings } from "../../settings/settings.ts";
import { MachineError, type StartContext } from "../machine.ts";
import { type Host, inspectHost } from "./accelerator.ts";
import { type Building, buildImage } from "./build.ts";
import { cacheDirectory, makeDirectory, ownName, sweep, takeLock } from "./cache.ts";
import { type Image, imageIn, isBuilt, noteUse } from "./image.ts";
import { isSaved, type ReadyState, readyStateOf, saveReadyState } from "./ready.ts";
import { imageName, type Recipe, recipeOf } from "./recipe.ts";
import { requirePrograms } from "./requirements.ts";
import { isFull } from "./packages.ts";
import { asRoomError, requireRoom } from "./room.ts";

export interface Prepared {
  readonly cache: string;
  readonly path: string;
  readonly recipe: Recipe;
  readonly host: Host;
  readonly image: Image;
  readonly ready: ReadyState;
}

/**
 * Builds and saves what the settings ask for and the cache does not have, or no longer has as it was written.
 * @throws {MachineError}
 */
export async function prepareGuest(settings: Settings, context: StartContext): Promise<Prepared> {
  const path = context.environment["PATH"] ?? "";
  const cache = cacheDirectory(context.environment);
  const recipe = recipeOf(settings.image);
  const image = imageIn(cache, imageName(recipe));
  requirePrograms(path, { build: !isBuilt(image) });
  makeDirectory(cache);
  const host = inspectHost(cache, path);
  if (host.version === "unknown")
    throw new MachineError("qemu-failed", "QEMU does not say what it can do", { hint: ASK });
  const ready = readyStateOf(image, host, settings.image.memory);
  const prepared = { cache, path, recipe, host, image, ready };
  if (!isBuilt(image) || !isSaved(ready)) await makeUnderLock(prepared, settings, context);
  for (const { directory } of [image, ready]) noteUse(directory);
  return prepared;
}

const ASK = "qemu-system-x86_64 --version should say at least which version it is";

async function makeUnderLock(prepared: Prepared, settings: Settings, context: StartContext): Promise<void> {
  const { cache, path, image } = prepared;
  const images = makeDirectory(join(cache, "images"));
  const lock = await takeLock(join(images, `${image.name}.lock`), context.signal, (pid) =>
    context.progress({ what: `waiting for the guest's image, which process ${pid} is building` }),
  );
  try {
    sweep(images);
    const { signal, progress } = context;
    const env = passedOn(context.environment);
    await makeWhatIsMissing(prepared, { cache, path, env, signal, progress }, settings);
  } catch (cause) {
    throw asRoomError(cause, cache);
  } finally {
    lock.release();
  }
}

/** What tools that build are told: where temporary files belong, and how the network is reached. */
function passedOn(environment: StartContext["environment"]): Record<string, string> {
  const entries = Object.entries(environment).filter(
    ([name]) => name === "TMPDIR" || /^(https?|no|all)_proxy$/i.test(name),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? ""]));
}

async function makeWhatIsMissing(prepared: Prepared, building: Building, settings: Settings): Promise<void> {
  const { recipe, image, host, ready } = prepared;
  const found = isBuilt(image);
  if (!found) {
    clear(image.directory, "image in the cache is damaged: building it anew", building);
    requireRoom(building, "image");
    await buildImage(recipe, image, building);
  }
  sweep(image.directory);
  if (isSaved(ready)) return;
  clear(ready.directory, "ready state is damaged: saving it anew", building);
  requireRoom(building, "state");
  const hardware = { accelerator: host.accelerator, memory: settings.image.memory };
  const boot = { ...hardware, io: host.io, kernel: image.kernel, initrd: image.initrd };
  try {
    await saveReadyState(image, ready, { boot, building });
  } catch (cause) {
    const stopped = building.signal.aborted || isFull(cause);
    if (stopped || !(cause instanceof MachineError) || wasKilled(cause)) throw cause;
    const said = aboutMemory(cause, settings.image.memory);
    if (!found || said !== undefined) throw said ?? cause;
    clear(image.directory, `image does not work (${lastLine(cause)}): building it anew`, building);
    await makeWhatIsMissing(prepared, building, settings);
  }
}

/** A guest that has too little memory, or wants more than there is, says nothing of its image: that is others', too. */
function aboutMemory(cause: MachineError, memory: number): MachineError | undefined {
  const usual = DEFAULTS.image.memory;
  const refused = cause.code === "qemu-failed" && /memory/.test(cause.message);
  if (memory >= usual && !refused) return undefined;
  const hint = `image.memory is ${memory / 2 ** 20}M; ${usual / 2 ** 20}M do where nothing is said`;
  return new MachineError(cause.code, cause.message, { hint, cause });
}

function clear(directory: string, why: string, { progress }: Building): void {
  if (existsSync(directory)) progress({ what: `the guest's ${why}` });
  rmSync(directory, { recursive: true, force: true });
}

/**
 * Uses what is prepared for a machine, which calls `release` when it is gone; until then nobody removes its image. A ready
 * state that cannot be restored is removed and saved anew, once: it may have been damaged without being shorter.
 */
export async function withPrepared<T>(
  settings: Settings,
  context: StartContext,
  use: (prepared: Prepared, release: () => void) => Promise<T>,
): Promise<T> {
  const release = holdImage(cacheDirectory(context.environment), imageName(recipeOf(settings.image)));
  try {
    const prepared = await prepareGuest(settings, context);
    return await use(prepared, release).catch(async (cause: unknown) => {
      if (context.signal.aborted || !isDamage(cause, prepared) || wasKilled(cause)) throw cause;
      const why = lastLine(cause);
      context.progress({ what: `the guest's ready state cannot be restored (${why}): saving it anew` });
      rmSync(prepared.ready.directory, { recursive: true, force: true });
      return use(await prepareGuest(settings, context), release);
    });
  } catch (cause) {
    release();
    throw cause;
  }
}

/** What a damaged file comes to: a guest that ends or hangs, a QEMU that names it, or one that is missing after all. */
function isDamage(cause: unknown, { image }: Prepared): cause is Error {
  if (!(cause instanceof MachineError)) return (cause as NodeJS.ErrnoException).code === "ENOENT";
  const { code, message } = cause;
  const named = message.includes(image.directory) || message.includes("load of migration failed");
  return code === "machine-lost" || code === "guest-slow" || (code === "qemu-failed" && named);
}

/** By somebody else, as the kernel does when memory is short: that says nothing of its files. */
function wasKilled({ message }: Error): boolean {
  return message.endsWith("it ended with SIGKILL");
}

/** QEMU says more than one, and the last is why. */
function lastLine({ message }: Error): string {
  return message.trim().split("\n").at(-1) ?? "";
}

let uses = 0;

/** Says that a guest runs from this image, or is about to; what a killed process says is swept. */
function holdImage(cache: string, name: string): () => void {
  const runs = makeDirectory(join(cache, "runs"));
  const path = join(runs, `${ownName(`${++uses}`)}-uses-${name}`);
  try {
    writeFileSync(path, "");
  } catch (cause) {
    throw asRoomError(cause, cache);
  }
  return () => rmSync(path, { force: true });
}
