import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { error, type Message } from "../message/message.ts";
import { explain } from "./read.ts";
import { projectOf } from "./root.ts";

/** A file that a document needs, by its path below the working directory, with slashes. */
export interface NeededFile {
  readonly path: string;
  readonly executable: boolean;
  readonly data: Uint8Array;
}

/** Whether a file or a folder of this name stands in a document's folder or below it. */
export function isBeside(document: string, name: string): boolean {
  const folder = document === "-" ? "." : dirname(document);
  return !isOutside(join(name)) && statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

/** In bytes, of all files together: they are held in memory, and sent to the machine. */
const LARGEST = 256 * 2 ** 20;

/**
 * Reads what a document or its project asks for with `files:`. All of it lies below the folder of whoever asks and, links
 * resolved, within the project: a document is somebody else's, and shows what it reads. Never throws.
 * @param asker path of the document or of the project's settings
 */
export function readNeededFiles(
  asker: string,
  names: readonly string[],
): { files: readonly NeededFile[]; messages: readonly Message[] } {
  const folder = resolve(asker === "-" ? "." : dirname(asker));
  const files = new Map<string, NeededFile>();
  const messages: Message[] = [];
  let size = 0;
  const project = projectOf(realpathSync(folder));
  const refuse = (name: string, words: { code: string; what: string; hint?: string; cause?: unknown }): void => {
    messages.push(error({ path: asker }, { ...words, what: `files: ${JSON.stringify(name)}: ${words.what}` }));
  };
  for (const name of names) {
    try {
      for (const path of filesAt(join(folder, name))) {
        const below = relative(folder, path);
        if (isOutside(below)) throw new Refused(BELOW);
        if (isOutside(relative(project, realpathSync(path)))) throw new Refused(OUTSIDE);
        const { mode, size: bytes } = statSync(path);
        if ((size += bytes) > LARGEST) throw new Refused(TOO_LARGE);
        const shown = below.split(sep).join("/");
        files.set(shown, { path: shown, executable: (mode & 0o111) !== 0, data: readFileSync(path) });
      }
    } catch (cause) {
      refuse(name, cause instanceof Refused ? cause.words : { ...explain(cause), cause });
    }
  }
  return { files: [...files.values()], messages };
}

/** Changes when one of the files does that `files:` asks for. */
export function stampOfFiles(asker: string, names: readonly string[]): string {
  const folder = resolve(asker === "-" ? "." : dirname(asker));
  const stamps = names.flatMap((name) => {
    try {
      return Array.from(filesAt(join(folder, name)), (path) => {
        const { mtimeMs, size, mode } = statSync(path);
        return [path, mtimeMs, size, mode].join(":");
      });
    } catch {
      return [`${name}: not there`];
    }
  });
  return stamps.join("\n");
}

class Refused extends Error {
  readonly words: { readonly code: string; readonly what: string; readonly hint: string };

  constructor(words: Refused["words"]) {
    super(words.what);
    this.words = words;
  }
}

const BELOW = {
  code: "outside-folder",
  what: "it is not below the folder of whoever asks for it",
  hint: "say it in the settings of the project, or put the file beside the document",
};
const OUTSIDE = {
  code: "outside-project",
  what: "it leads out of the project",
  hint: "copy it into the project",
};
const TOO_LARGE = {
  code: "large-files",
  what: "with it, the files have more than 256 MB",
  hint: "name only what the document needs",
};

function isOutside(path: string): boolean {
  return path === "" ? false : path.split(sep)[0] === ".." || resolve(path) === path;
}

/** A file itself; of a folder all below it, repositories' own folders left out. What is neither is passed over. */
function* filesAt(path: string): Generator<string> {
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path, { withFileTypes: true }).toSorted(byName)) {
      if (entry.name !== ".git" && isFileOrFolder(entry)) yield* filesAt(join(path, entry.name));
    }
  } else yield path;
}

function isFileOrFolder(entry: Dirent): boolean {
  return entry.isFile() || entry.isDirectory() || entry.isSymbolicLink();
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}
