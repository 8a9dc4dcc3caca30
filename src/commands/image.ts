import { existsSync } from "node:fs";
import { join } from "node:path";
import { inspectHost } from "../machine/guest/accelerator.ts";
import { cacheDirectory, sweep } from "../machine/guest/cache.ts";
import { listImages, removeImage } from "../machine/guest/image.ts";
import { prepareGuest } from "../machine/guest/prepare.ts";
import { findWaste, remove } from "../machine/guest/prune.ts";
import { MachineError } from "../machine/machine.ts";
import { error } from "../message/message.ts";
import { liveLine } from "../report/live.ts";
import { check } from "../settings/check.ts";
import { resolve } from "../settings/resolve.ts";
import type { ImageSettings, Settings } from "../settings/settings.ts";
import { shownMessage, visible } from "../report/visible.ts";
import { stageLines } from "./progress.ts";
import { listenForStop } from "./stop.ts";
import { type Streams, Writer } from "./writer.ts";

/** `howtrue image build`: builds what is not there yet, so that no later run has to wait for it. */
export async function buildImage(image: Partial<ImageSettings>, streams: Streams): Promise<number> {
  const { options, messages } = check(
    [{ key: "image", value: image, place: { path: "howtrue" }, ours: true }],
    "project",
  );
  for (const message of messages) streams.stderr.write(`${shownMessage(message)}\n`);
  return messages.length > 0 ? 2 : build(resolve(options), streams);
}

async function build(settings: Settings, streams: Streams): Promise<number> {
  const live = liveLine(streams.stderr.isTTY && !process.env["NO_COLOR"]);
  const writer = new Writer(streams, live);
  const stages = streams.stderr.isTTY ? () => undefined : stageLines((line) => writer.say(line));
  const stop = listenForStop(() => writer.say("Stopping."));
  try {
    const progress = (now: { what: string; fraction?: number }): void => {
      live.event({ kind: "progress", path: "", ...now }, performance.now());
      stages({ kind: "progress", path: "", ...now });
    };
    const prepared = await prepareGuest(settings, { progress, signal: stop.signal, environment: process.env });
    writer.write(`${prepared.image.name}: Debian ${prepared.recipe.suite}, ready in ${prepared.image.directory}\n`);
    return 0;
  } catch (cause) {
    if (!(cause instanceof MachineError)) throw cause;
    writer.say(describe(cause));
    return stop.status ?? 2;
  } finally {
    stop.clear();
    writer.close();
  }
}

/** `howtrue image list`: the images in the cache, the newest first. */
export function showImages({ json }: { json?: boolean }, { stdout }: Streams): number {
  const images = listImages(cacheDirectory(process.env));
  if (json === true) stdout.write(`${JSON.stringify(images, null, 2)}\n`);
  else if (images.length === 0) stdout.write("There is no image yet: the first run in a guest builds one.\n");
  for (const { name, suite, built, used, bytes, states, packages } of json === true ? [] : images) {
    const kinds = [...new Set(states.map(accelerator))].join(", ");
    const count = states.length > 1 ? ` (${states.length} ready states)` : "";
    const ready = states.length === 0 ? "no ready state" : `ready for ${kinds}${count}`;
    const days = `built ${built.slice(0, 10)}, last used ${used.toISOString().slice(0, 10)}`;
    const line = `${name}  Debian ${suite}, ${packages.length} packages named, ${inMB(bytes)}, ${days}, ${ready}`;
    stdout.write(`${visible(line)}\n`);
  }
  return 0;
}

/** `howtrue image remove`: by name, by the beginning of one, or all. */
export function removeImages(names: readonly string[], { all }: { all?: boolean }, streams: Streams): number {
  const cache = cacheDirectory(process.env);
  const known = listImages(cache).map(({ name }) => name);
  const chosen = all === true ? known : known.filter((name) => names.some((start) => name.startsWith(start)));
  const unknown = names.filter((start) => !known.some((name) => name.startsWith(start)));
  for (const name of chosen) {
    removeImage(cache, name);
    streams.stdout.write(`removed ${name}\n`);
  }
  for (const name of unknown) streams.stderr.write(`howtrue: there is no image ${JSON.stringify(name)}\n`);
  if (chosen.length === 0 && unknown.length === 0) streams.stderr.write("howtrue: name an image, or say --all\n");
  return unknown.length > 0 || (chosen.length === 0 && all !== true) ? 2 : 0;
}

export interface PruneFlags {
  readonly dryRun?: boolean;
  readonly all?: boolean;
  readonly days: number;
}

/** `howtrue image prune`: removes what no run needs any more. */
export function pruneImages({ dryRun = false, all = false, days }: PruneFlags, { stdout }: Streams): number {
  const cache = cacheDirectory(process.env);
  sweep(join(cache, "runs"));
  const host = existsSync(cache) ? inspectHost(cache, process.env["PATH"] ?? "") : undefined;
  const known = host?.version === "unknown" ? undefined : host;
  const wastes = findWaste(cache, { all, days, now: new Date(), host: known });
  for (const waste of wastes) {
    if (!dryRun) remove(waste);
    stdout.write(`${dryRun ? "would remove" : "removed"} ${visible(waste.what)}: ${waste.why}, ${inMB(waste.bytes)}\n`);
  }
  const room = inMB(wastes.reduce((sum, { bytes }) => sum + bytes, 0));
  stdout.write(wastes.length === 0 ? `There is nothing to remove from ${visible(cache)}.\n` : `${room} in all\n`);
  return 0;
}

function inMB(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function accelerator(state: string): string {
  return state.split("-")[1] ?? state;
}

function describe({ code, message, hint }: MachineError): string {
  const words = hint === undefined ? { code, what: message } : { code, what: message, hint };
  return shownMessage(error({ path: "howtrue" }, words));
}
