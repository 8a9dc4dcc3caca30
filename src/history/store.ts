import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { makeFolder } from "../source/folder.ts";
import type { ProjectRecord } from "./record.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const NUMBERS = v.array(v.number());
const RUN = v.object({
  status: v.picklist(["held", "failed", "broken"]),
  flaky: v.exactOptional(v.literal(true)),
  digest: v.string(),
  ms: v.number(),
});
const RECORD = v.object({
  version: v.literal(1),
  root: v.string(),
  documents: v.record(v.string(), v.object({ runs: v.array(RUN), steps: v.record(v.string(), NUMBERS) })),
});

/** Where records are kept, by the XDG base directory specification: never in the project itself. */
export function stateDirectory(environment: Environment): string {
  const base = environment["XDG_STATE_HOME"];
  return join(base?.startsWith("/") === true ? base : join(homedir(), ".local", "state"), "howtrue");
}

/** What is known of a project; nothing where there is no record, or none that can be read: it is worth no failure. */
export function readRecord(root: string, environment: Environment): ProjectRecord {
  const nothing: ProjectRecord = { version: 1, root, documents: {} };
  try {
    const parsed = v.safeParse(RECORD, JSON.parse(readFileSync(fileOf(root, environment), "utf8")));
    return parsed.success && parsed.output.root === root ? parsed.output : nothing;
  } catch {
    return nothing;
  }
}

/**
 * Whoever reads it meanwhile sees the old one or the new one. Documents and projects that are no more are left out. Where it
 * cannot be written there is no record.
 * @returns whether it is written
 */
export function writeRecord(record: ProjectRecord, environment: Environment): boolean {
  const folder = stateDirectory(environment);
  const draft = join(folder, `.${randomBytes(6).toString("hex")}`);
  const isThere = ([key]: [string, unknown]): boolean => existsSync(join(record.root, pathOf(key)));
  const documents = Object.fromEntries(Object.entries(record.documents).filter(isThere));
  try {
    makeFolder(folder, 0o700);
    forget(folder);
    writeFileSync(draft, `${JSON.stringify({ ...record, documents })}\n`, { mode: 0o600 });
    renameSync(draft, fileOf(record.root, environment));
    return true;
  } catch {
    removeDraft(draft);
    return false;
  }
}

function removeDraft(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is not even a folder.
  }
}

/** A document's key without the suite. */
function pathOf(key: string): string {
  return key.replace(/ \((bookworm|trixie|sid)\)$/, "");
}

function fileOf(root: string, environment: Environment): string {
  return join(stateDirectory(environment), `${createHash("sha256").update(root).digest("hex").slice(0, 24)}.json`);
}

/** Projects that are gone. There are few, and their records are small. */
function forget(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!/^[0-9a-f]{24}\.json$/.test(name)) continue;
    const [, root] = /"root":("(?:[^"\\]|\\.)*")/.exec(readFileSync(join(folder, name), "utf8").slice(0, 10_000)) ?? [];
    if (root === undefined || !existsSync(JSON.parse(root) as string)) rmSync(join(folder, name), { force: true });
  }
}
