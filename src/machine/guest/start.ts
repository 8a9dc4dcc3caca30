import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../settings/settings.ts";
import { MachineError, type StartContext } from "../machine.ts";
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
    const source = { ...prepared, scratch, detail, memory, network: settings.network };
    const guests = await startOrGoOn(source, context);
    void guests.ended.then(release);
    return guests;
  });
}

/** Goes on from what was kept of an earlier run, where there is something and it is good. */
async function startOrGoOn(source: Parameters<typeof Guests.start>[0], context: StartContext): Promise<Guests> {
  const { directory } = source.ready;
  const identity = [directory, readFileSync(join(directory, "manifest.json"), "utf8")].join();
  const keep = await context.keep?.begin(identity, false);
  try {
    return await Guests.start(source, context, keep);
  } catch (cause) {
    if (keep?.from === undefined || context.signal.aborted || !(cause instanceof MachineError)) throw cause;
    context.progress({ what: "what was kept of the guest cannot be restored: running from the start" });
    return Guests.start(source, context, await context.keep?.begin(identity, true));
  }
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
