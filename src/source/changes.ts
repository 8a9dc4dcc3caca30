import { type FSWatcher, readdirSync, realpathSync, statSync, watch } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** What decides what is read: a change there may be a change of a document. */
export interface Sources {
  /** In which documents may appear. */
  readonly folders: readonly string[];
  /** Documents, what they include and need, and the settings of projects; also those that are not there. */
  readonly files: readonly string[];
}

/** An editor writes a file in several steps, and a formatter after it. */
const SETTLED_MS = 80;

/** A folder that is watched: editors put a new file in the place of the old one, and only the folder tells of that. */
interface Watched {
  readonly watcher: FSWatcher;
  /** Of the folder that was there: another one by its name is another one. */
  readonly inode: number;
  /** Names that matter in it; undefined where all do but hidden ones. */
  names: ReadonlySet<string> | undefined;
}

/** Tells when something in a number of places may have changed, once for what comes together. */
export class Changes {
  readonly #onChange: () => void;
  readonly #onTrouble: (cause: NodeJS.ErrnoException) => void;
  readonly #folders = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: () => void, onTrouble: (cause: NodeJS.ErrnoException) => void) {
    this.#onChange = onChange;
    this.#onTrouble = onTrouble;
  }

  /** Watches these, and no others any more. Says whether some were not watched before: what changed there, nobody saw. */
  watch(sources: Sources): boolean {
    const wanted = foldersOf(sources);
    let isNew = false;
    for (const [folder, { watcher, inode }] of this.#folders) {
      if (wanted.has(folder) && inodeOf(folder) === inode) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const [folder, names] of wanted) {
      const known = this.#folders.get(folder);
      if (known !== undefined) known.names = names;
      else isNew = this.#add(folder, names) || isNew;
    }
    return isNew;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #add(folder: string, names: Watched["names"]): boolean {
    try {
      const watcher = watch(folder, (_, name) => this.#hear(folder, name));
      watcher.on("error", this.#onTrouble);
      this.#folders.set(folder, { watcher, inode: inodeOf(folder), names });
      return true;
    } catch (cause) {
      this.#onTrouble(cause as NodeJS.ErrnoException);
      return false;
    }
  }

  #hear(folder: string, name: string | null): void {
    const names = this.#folders.get(folder)?.names;
    const matters = name === null || name === basename(folder) || (names?.has(name) ?? !name.startsWith("."));
    if (!matters) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onChange, SETTLED_MS);
  }
}

/** The folders to watch, and which names in them. */
function foldersOf({ folders, files }: Sources): Map<string, Watched["names"]> {
  const wanted = new Map<string, Set<string> | undefined>();
  const add = (path: string): void => {
    const { folder, name } = nearest(path);
    if (!wanted.has(folder)) wanted.set(folder, new Set());
    wanted.get(folder)?.add(name);
  };
  for (const folder of folders) wanted.set(resolve(folder), undefined);
  const known = new Set(wanted.keys());
  for (const file of files) {
    const path = resolve(file);
    const real = realOf(path);
    add(path);
    if (real !== path) add(real); // what a link leads to
    if (!known.has(path)) for (const folder of foldersBelow(path)) wanted.set(folder, undefined);
  }
  return wanted;
}

/** The folder that holds it, and its name; of what is not there, the nearest folder that is. */
function nearest(path: string): { folder: string; name: string } {
  const folder = dirname(path);
  if (folder === path || statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true)
    return { folder, name: basename(path) };
  return nearest(folder);
}

/** Itself and those in it, where it is a folder. */
function* foldersBelow(path: string): Generator<string> {
  if (inodeOf(path) === 0 || !statSync(path).isDirectory()) return;
  yield path;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== ".git") yield* foldersBelow(join(path, entry.name));
  }
}

/** Changes when something else is there by this name; 0 where there is nothing. */
function inodeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
