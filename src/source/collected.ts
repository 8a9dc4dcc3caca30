import { lstatSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, normalize, relative, sep } from "node:path";
import { error, type Message } from "../message/message.ts";
import { explain } from "./read.ts";
import { makeFolder } from "./folder.ts";

interface CollectedFile {
  readonly path: string;
  readonly executable: boolean;
  readonly data: Uint8Array;
}

/**
 * Writes what was collected of a document below a folder, each document's in a folder of its own: `into/howtos/lvm.md/...`.
 * Names are the machine's, and so a stranger's: none leads out of that folder, and no link is written through.
 */
export async function keepCollected(
  into: string,
  document: string,
  files: readonly CollectedFile[],
): Promise<readonly string[] | Message> {
  const folder = join(into, inside(document));
  const written: string[] = [];
  try {
    for (const { path, executable, data } of files) {
      const at = join(folder, inside(path));
      makeRealFolder(into, dirname(at));
      if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true) return error({ path: at }, LINK);
      writeFileSync(at, data, { mode: executable ? 0o755 : 0o644 });
      written.push(at);
    }
    return written;
  } catch (cause) {
    const { what } = explain(cause);
    return error({ path: folder }, { ...UNWRITABLE, what: `${UNWRITABLE.what}: ${what}`, cause });
  }
}

/** A path that goes down only: of `/etc/hosts` `etc/hosts`, of `../other.md` `other.md`. */
function inside(path: string): string {
  const parts = normalize(isAbsolute(path) ? relative("/", path) : path).split(sep);
  const down = parts.filter((part) => part !== ".." && part !== "." && part !== "");
  return down.length === 0 ? "files" : join(...down);
}

function makeRealFolder(into: string, folder: string): void {
  makeFolder(into);
  let at = into;
  for (const part of relative(into, folder).split(sep)) {
    at = join(at, part);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new Error(`${at} is a link`);
  }
  makeFolder(folder);
}

const LINK = {
  code: "unwritable-file",
  what: "this is a link: nothing is written through it",
  hint: "remove it, or name another folder with --collect-into",
};
const UNWRITABLE = {
  code: "unwritable-file",
  what: "what was collected cannot be written",
  hint: "name another folder with --collect-into",
};
