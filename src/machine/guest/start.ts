import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../settings/settings.ts";
import type { StartContext } from "../machine.ts";
import { type Host, inspectHost } from "./accelerator.ts";
import { type Building, buildImage } from "./build.ts";
import { cacheDirectory, makeDirectory, sweep, takeLock } from "./cache.ts";
import { Guests } from "./guests.ts";
import { type Image, imageIn, isBuilt } from "./image.ts";
import { isSaved, type ReadyState, readyStateOf, saveReadyState } from "./ready.ts";
import { imageName, type Recipe, recipeOf } from "./recipe.ts";
import { requirePrograms } from "./requirements.ts";

/**
 * The guests for one document, one unless it has several hosts: the image built and its ready state saved if they are not
 * yet, then restored.
 */
export async function startGuest(settings: Settings, context: StartContext): Promise<Guests> {
  const prepared = await prepareGuest(settings, context);
  const scratch = makeDirectory(join(prepared.cache, "runs"));
  sweep(scratch);
  const detail = detailOf(prepared, settings, context.hosts ?? []);
  return Guests.start(
    { ...prepared, scratch, detail, memory: settings.image.memory, network: settings.network },
    context,
  );
}

export interface Prepared {
  readonly cache: string;
  readonly path: string;
  readonly recipe: Recipe;
  readonly host: Host;
  readonly image: Image;
  readonly ready: ReadyState;
}

/** Builds and saves what the settings ask for and the cache does not have. */
export async function prepareGuest(settings: Settings, context: StartContext): Promise<Prepared> {
  const path = context.environment["PATH"] ?? "";
  const cache = cacheDirectory(context.environment);
  const recipe = recipeOf(settings.image);
  const image = imageIn(cache, imageName(recipe));
  requirePrograms(path, { build: !isBuilt(image) });
  makeDirectory(cache);
  const host = inspectHost(cache, path);
  const ready = readyStateOf(image, host, settings.image.memory);
  const prepared = { cache, path, recipe, host, image, ready };
  if (isBuilt(image) && isSaved(ready)) return prepared;
  const images = makeDirectory(join(cache, "images"));
  const lock = await takeLock(join(images, `${image.name}.lock`), context.signal, (pid) =>
    context.progress({ what: `waiting for the guest's image, which process ${pid} is building` }),
  );
  try {
    sweep(images);
    await makeWhatIsMissing(prepared, { path, signal: context.signal, progress: context.progress }, settings);
  } finally {
    lock.release();
  }
  return prepared;
}

async function makeWhatIsMissing(prepared: Prepared, building: Building, settings: Settings): Promise<void> {
  const { recipe, image, host, ready } = prepared;
  if (!isBuilt(image)) await buildImage(recipe, image, building);
  if (isSaved(ready)) return;
  sweep(image.directory);
  const hardware = { accelerator: host.accelerator, memory: settings.image.memory };
  const boot = { ...hardware, kernel: image.kernel, initrd: image.initrd };
  await saveReadyState(image, ready, { boot, building });
}

function detailOf({ host, recipe, ready }: Prepared, { network }: Settings, hosts: readonly string[]): string {
  const { kernel } = JSON.parse(readFileSync(join(ready.directory, "manifest.json"), "utf8")) as { kernel: string };
  const how = host.accelerator === "kvm" ? "with KVM" : "without KVM";
  const parts = [`QEMU ${host.version} ${how}`, `Debian ${recipe.suite}`, `Linux ${kernel}`];
  if (hosts.length > 0) parts.push(`hosts ${hosts.join(" ")}`);
  if (network) parts.push("network on");
  return parts.join(", ");
}
