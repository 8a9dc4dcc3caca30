import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../settings/settings.ts";
import type { StartContext } from "../machine.ts";
import { list, makeDirectory, sweep } from "./cache.ts";
import { Guests } from "./guests.ts";
import { type Prepared, withPrepared } from "./prepare.ts";

/**
 * The guests for one document, one unless it has several hosts: the image built and its ready state saved if they are not
 * yet, then restored.
 */
export function startGuest(settings: Settings, context: StartContext): Promise<Guests> {
  return withPrepared(settings, context, async (prepared, release) => {
    const scratch = makeDirectory(join(prepared.cache, "runs"));
    sweep(scratch);
    for (const directory of sharedDirectories(prepared)) sweep(directory, "ours");
    const detail = detailOf(prepared, settings, context.hosts ?? []);
    const { memory } = settings.image;
    const guests = await Guests.start({ ...prepared, scratch, detail, memory, network: settings.network }, context);
    void guests.ended.then(release);
    return guests;
  });
}

/** Where builds work that may have been killed. */
function sharedDirectories({ cache }: Prepared): string[] {
  const images = join(cache, "images");
  return [join(cache, "apt"), images, ...list(images).map((name) => join(images, name))];
}

function detailOf({ host, recipe, ready }: Prepared, { network }: Settings, hosts: readonly string[]): string {
  const { kernel } = JSON.parse(readFileSync(join(ready.directory, "manifest.json"), "utf8")) as { kernel: string };
  const how = host.accelerator === "kvm" ? "with KVM" : "without KVM";
  const parts = [`QEMU ${host.version} ${how}`, `Debian ${recipe.suite}`, `Linux ${kernel}`];
  if (hosts.length > 0) parts.push(`hosts ${hosts.join(" ")}`);
  if (network) parts.push("network on");
  return parts.join(", ");
}
