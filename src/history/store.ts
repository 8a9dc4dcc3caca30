import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../source/folder.ts";
import type { DocumentRecord, ProjectRecord, RunRecord } from "./record.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where records are kept, by the XDG base directory specification: never in the project itself. */
export function stateDirectory(environment: Environment): string {
  const base = environment["XDG_STATE_HOME"];
  return join(base?.startsWith("/") === true ? base : join(homedir(), ".local", "state"), "howtrue");
}

/** What is known of a project; nothing where there is no record, or none that can be read: it is worth no failure. */
export function readRecord(root: string, environment: Environment): ProjectRecord {
  const nothing: ProjectRecord = { version: 1, root, documents: {} };
  try {
    const record = JSON.parse(readFileSync(fileOf(root, environment), "utf8")) as unknown;
    return isRecord(record) && record.root === root ? record : nothing;
  } catch {
    return nothing;
  }
}

type Unknown<Known> = { readonly [Key in keyof Known]?: unknown };

/** By hand: a schema takes 15 ms for a hundred documents, the first time that it is used. */
function isRecord(value: unknown): value is ProjectRecord {
  const { version, root, documents } = (value ?? {}) as Unknown<ProjectRecord>;
  return version === 1 && typeof root === "string" && isMap(documents, isDocument);
}

function isDocument(value: unknown): value is DocumentRecord {
  const { runs, steps } = (value ?? {}) as Unknown<DocumentRecord>;
  return Array.isArray(runs) && runs.every(isRun) && isMap(steps, isNumbers);
}

function isRun(value: unknown): value is RunRecord {
  const { status, flaky, digest, ms } = (value ?? {}) as Unknown<RunRecord>;
  const isKnown = status === "held" || status === "failed" || status === "broken";
  return isKnown && (flaky === undefined || flaky === true) && typeof digest === "string" && typeof ms === "number";
}

function isMap(value: unknown, holds: (one: unknown) => boolean): boolean {
  return typeof value === "object" && value !== null && Object.values(value).every(holds);
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "number");
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
