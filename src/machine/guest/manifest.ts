import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAME = "manifest.json";

interface Manifest {
  readonly bytes?: Readonly<Record<string, number>>;
}

/** Written last, into a folder that is then put in its place whole: where there is one, all is there. */
export function writeManifest(directory: string, content: object, files: readonly string[]): void {
  const bytes = Object.fromEntries(files.map((name) => [name, statSync(join(directory, name)).size]));
  writeFileSync(join(directory, NAME), `${JSON.stringify({ ...content, bytes }, null, 2)}\n`);
}

/** Undefined where there is none, or one that nobody can read. */
export function readManifest(directory: string): Manifest | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(join(directory, NAME), "utf8"));
    return typeof content === "object" && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Whether every file is as long as it was when the manifest was written; one of 0.1.0 only says that there was something. */
export function isWhole(directory: string, files: readonly string[]): boolean {
  const manifest = readManifest(directory);
  if (manifest === undefined) return false;
  return files.every((name) => {
    const size = statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0;
    return size > 0 && size === (manifest.bytes?.[name] ?? size);
  });
}
