import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as v from "valibot";
import type { Place } from "../run/place.ts";
import { makeFolder } from "../source/folder.ts";
import { stateDirectory } from "./store.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const WAY = v.variant("kind", [
  v.object({ kind: v.picklist(["run", "skip"]) }),
  v.object({ kind: v.literal("edit"), command: v.string() }),
]);
const STEP = v.object({ key: v.string(), shown: v.exactOptional(v.string()), way: WAY });
const PLACE = v.object({
  version: v.literal(1),
  path: v.string(),
  began: v.number(),
  left: v.number(),
  machine: v.exactOptional(v.string()),
  steps: v.array(STEP),
});
/** Nobody comes back after that. */
const OLDEST_MS = 90 * 24 * 3_600_000;

/** Where a reader has left a document; nothing where they have not begun, or have come to its end. */
export function readPlace(path: string, environment: Environment): Place | undefined {
  try {
    const parsed = v.safeParse(PLACE, JSON.parse(readFileSync(fileOf(path, environment), "utf8")));
    return parsed.success && parsed.output.path === resolve(path) ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps it; without one, forgets what was kept.
 * @returns whether it is kept
 */
export function writePlace(path: string, place: Place | undefined, environment: Environment): boolean {
  const file = fileOf(path, environment);
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    if (place === undefined) {
      rmSync(file, { force: true });
      return false;
    }
    makeFolder(folderIn(environment), 0o700);
    forgetOld(folderIn(environment));
    writeFileSync(draft, `${JSON.stringify({ version: 1, path: resolve(path), ...place })}\n`, { mode: 0o600 });
    renameSync(draft, file);
    return true;
  } catch {
    return false;
  }
}

function folderIn(environment: Environment): string {
  return join(stateDirectory(environment), "replay");
}

function fileOf(path: string, environment: Environment): string {
  const name = createHash("sha256").update(resolve(path)).digest("hex").slice(0, 24);
  return join(folderIn(environment), `${name}.json`);
}

function forgetOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const { mtimeMs = Date.now() } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > OLDEST_MS) rmSync(file, { force: true });
  }
}
