import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { DEFAULTS } from "../settings/settings.ts";
import { tryBubblewrap } from "./bubblewrap.ts";
import { inspectHost, whyNoKvm } from "./guest/accelerator.ts";
import { cacheDirectory, diskUsage } from "./guest/cache.ts";
import { imageIn, isBuilt } from "./guest/image.ts";
import { imageName, recipeOf } from "./guest/recipe.ts";
import { requirePrograms } from "./guest/requirements.ts";
import { freeBytes, requireRoom } from "./guest/room.ts";
import { MachineError } from "./machine.ts";
import { loadPty } from "./pty.ts";

/** What this machine can do. Pure but for its making: the report has it from here. */
export interface Diagnosis {
  /** A document that asks for nothing can be verified: the sandbox works. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly cache: { readonly path: string; readonly bytes: number; readonly freeBytes: number | null };
  readonly versions: { readonly node: string; readonly qemu: string | null; readonly bubblewrap: string | null };
}

export interface Check {
  readonly name: "guest" | "images" | "kvm" | "sandbox" | "host";
  readonly works: boolean;
  /** How it works, or why it does not. */
  readonly detail: string;
  /** One command that mends it, where one does. */
  readonly mend?: string;
}

/** Looks at everything and changes nothing. */
export async function diagnose(environment: Readonly<Record<string, string | undefined>>): Promise<Diagnosis> {
  const path = environment["PATH"] ?? "";
  const cache = cacheDirectory(environment);
  const bubblewrap = await tryBubblewrap(environment);
  const guest = checkGuest(cache, path);
  const images = checkImages(cache, environment);
  const host = guest.works ? inspectHost(cache, path) : undefined;
  const slow = host && whyNoKvm(host);
  const kvm: Check[] = host === undefined ? [] : [checkKvm(slow)];
  const sandbox = { detail: bubblewrap.why ?? `bubblewrap ${bubblewrap.version ?? ""}`, ...mendBy(bubblewrap) };
  return {
    ok: bubblewrap.works,
    checks: [
      { ...guest, detail: host === undefined ? guest.detail : `QEMU ${host.version}` },
      ...kvm,
      images,
      { name: "sandbox", works: bubblewrap.works, ...sandbox },
      await checkHost(),
    ],
    cache: { path: cache, bytes: diskUsage(cache), freeBytes: freeBytes(nearestThere(cache)) ?? null },
    versions: {
      node: process.versions.node,
      qemu: host?.version ?? null,
      bubblewrap: bubblewrap.version ?? null,
    },
  };
}

function checkGuest(cache: string, path: string): Check {
  const there = nearestThere(cache);
  if (!isWritable(there)) {
    return { name: "guest", works: false, detail: `the cache cannot be written: ${there} is not yours to write to` };
  }
  return requiring("guest", "", () => requirePrograms(path, { build: false }));
}

function checkKvm(slow: ReturnType<typeof whyNoKvm>): Check {
  if (slow === undefined) return { name: "kvm", works: true, detail: "guests run at the processor's own speed" };
  const detail = `${slow.why}; guests run without it, but their commands are slower`;
  return { name: "kvm", works: false, detail, ...mendBy(slow) };
}

function checkImages(cache: string, environment: Readonly<Record<string, string | undefined>>): Check {
  const path = environment["PATH"] ?? "";
  const image = imageIn(cache, imageName(recipeOf(DEFAULTS.image)));
  const built = isBuilt(image) ? `that of Debian ${DEFAULTS.image.suite} is built` : "the first run builds one";
  const programs = requiring("images", built, () => requirePrograms(path, { build: true }));
  if (!programs.works && isBuilt(image))
    return { name: "images", works: true, detail: `${built}; no other can be: ${programs.detail}` };
  if (!programs.works) return programs;
  if (hasSubordinateIds()) return (isBuilt(image) ? undefined : checkRoom(cache, environment)) ?? programs;
  const { username } = userInfo();
  const ids = "100000-165535";
  return {
    name: "images",
    works: isBuilt(image),
    detail: `${username} has no ids of others to build images with, in /etc/subuid and /etc/subgid`,
    mend: `sudo usermod --add-subuids ${ids} --add-subgids ${ids} ${username}`,
  };
}

/** Whether there is room for the first image; undefined where there is. */
function checkRoom(cache: string, { TMPDIR }: Readonly<Record<string, string | undefined>>): Check | undefined {
  const env: Record<string, string> = TMPDIR === undefined ? {} : { TMPDIR };
  const { works, detail, mend } = requiring("images", "", () =>
    requireRoom({ cache: nearestThere(cache), env }, "image"),
  );
  return works ? undefined : { name: "images", works, detail: `${detail}: ${mend ?? ""}` };
}

async function checkHost(): Promise<Check> {
  try {
    await loadPty();
    return { name: "host", works: true, detail: "with --machine host, and no protection" };
  } catch (cause) {
    const sudo = process.getuid?.() === 0 ? "" : "sudo ";
    return { ...failed("host", cause), mend: `${sudo}apt-get install python3 make g++ && npm rebuild node-pty` };
  }
}

function requiring(name: Check["name"], detail: string, require: () => void): Check {
  try {
    require();
    return { name, works: true, detail };
  } catch (cause) {
    return failed(name, cause);
  }
}

function failed(name: Check["name"], cause: unknown): Check {
  if (!(cause instanceof MachineError)) throw cause;
  return { name, works: false, detail: cause.message, ...mendBy({ mend: cause.hint }) };
}

function mendBy({ mend }: { mend?: string | undefined }): { mend?: string } {
  return mend === undefined ? {} : { mend };
}

function hasSubordinateIds(): boolean {
  if (process.getuid?.() === 0) return true;
  const { username, uid } = userInfo();
  const has = (path: string): boolean => {
    const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    return lines.some((line) => line.startsWith(`${username}:`) || line.startsWith(`${uid}:`));
  };
  return has("/etc/subuid") && has("/etc/subgid");
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function nearestThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path));
}
