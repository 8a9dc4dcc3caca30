import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

/** The list of a folder's editions, and that it is one of ours, with the version of its shape. */
export const LISTING = "index.json";
export const EDITIONS = "editions 1";
export const LISTING_BEGINS: string = `{\n  "howtrue": "${EDITIONS}"`;

/** Whether documents in a folder are editions, which show what was true once: they are not looked for to be verified. */
export function isPublished(folder: string): boolean {
  let file: number | undefined;
  try {
    file = openSync(join(folder, LISTING), "r");
    const bytes = Buffer.alloc(LISTING_BEGINS.length);
    return bytes.toString("utf8", 0, readSync(file, bytes)) === LISTING_BEGINS;
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
