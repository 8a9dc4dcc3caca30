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
      for (const path of filesAt(join(folder, name), { folder, project, found: 0 })) {
        const below = relative(folder, path);
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
      const project = projectOf(realpathSync(folder));
      return Array.from(filesAt(join(folder, name), { folder, project, found: 0 }), (path) => {
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

const TOO_MANY = {
  code: "large-files",
  what: "there are more than 10,000 files and folders in it",
  hint: "name only what the document needs",
};
const NO_FILE = {
  code: "unreadable-file",
  what: "it is neither a file nor a folder",
  hint: "make it where it is needed, in a step of the document",
};

function isOutside(path: string): boolean {
  return path === "" ? false : path.split(sep)[0] === ".." || resolve(path) === path;
}

/** Where files are looked for, and what was found: so links that lead in circles, or ever to the same, come to an end. */
interface Walk {
  readonly folder: string;
  readonly project: string;
  found: number;
}

const MOST = 10_000;

/** A file itself; of a folder all below it, repositories' own folders left out. What is neither is passed over there. */
function* filesAt(path: string, walk: Walk, above: readonly string[] = []): Generator<string> {
  if (isOutside(relative(walk.folder, path))) throw new Refused(BELOW);
  const real = realpathSync.native(path);
  if (isOutside(relative(walk.project, real))) throw new Refused(OUTSIDE);
  if (++walk.found > MOST) throw new Refused(TOO_MANY);
  const stat = statSync(real);
  if (stat.isFile()) yield path;
  else if (!stat.isDirectory()) {
    if (above.length === 0) throw new Refused(NO_FILE);
  } else if (!above.includes(real)) {
    for (const entry of readdirSync(path, { withFileTypes: true }).toSorted(byName)) {
      if (entry.name !== ".git" && isFileOrFolder(entry))
        yield* filesAt(join(path, entry.name), walk, [...above, real]);
    }
  }
}

function isFileOrFolder(entry: Dirent): boolean {
  return entry.isFile() || entry.isDirectory() || entry.isSymbolicLink();
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}
