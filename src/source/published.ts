import { closeSync, openSync, readSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

/** The list of a folder's editions, and that it is one of ours, with the version of its shape. */
export const LISTING = "editions.json";
export const EDITIONS = "editions 1";
export const LISTING_BEGINS: string = `{\n  "howtrue": "${EDITIONS}"`;

/** Whether documents in a folder are editions, which show what was true once: they are not looked for to be verified. */
export function isPublished(folder: string): boolean {
  return beginningOf(folder).startsWith(LISTING_BEGINS);
}

/** More than a path has. */
const BEGINNING = 8_192;

function beginningOf(folder: string): string {
  let file: number | undefined;
  try {
    file = openSync(join(folder, LISTING), "r");
    const bytes = Buffer.alloc(BEGINNING);
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } catch {
    return "";
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Where documents are from: their editions are named from there. */
export interface Root {
  readonly path: string;
  /** From the folder of editions, with slashes. */
  readonly relative: string;
  /** The folder of editions says so; otherwise it is the working directory. */
  readonly said: boolean;
}

/** What a folder of editions says of where its documents are; it may move together with them. */
export function rootOf(out: string): Root {
  const folder = realOf(resolve(out));
  const said = ROOT.exec(beginningOf(out))?.[1];
  const path = said === undefined ? process.cwd() : resolve(folder, JSON.parse(said) as string);
  return { path, relative: relative(folder, path).split(sep).join("/"), said: said !== undefined };
}

const ROOT = /^\{\n {2}"howtrue": "editions 1",\n {2}"root": ("(?:[^"\\\n]|\\["\\])*")/;

/** Of a folder that may not be there yet. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realOf(dirname(path)), basename(path));
  }
}
