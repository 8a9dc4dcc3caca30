import type { IndexEntry } from "./edition.ts";
import { EDITIONS, LISTING } from "../source/published.ts";
import type { Entry } from "./entry.ts";
import { readEntry } from "./read-entry.ts";
import type { Pages } from "./pages.ts";
import { baseOf, namesOf } from "./names.ts";
import type { Store } from "./store.ts";

export const LISTING_PAGE = "index.html";

/** All editions of a folder, by their entries. */
export function entriesIn(store: Store): { readonly name: string; readonly entry: Entry }[] {
  return store.list(".json").flatMap((name) => {
    const { entry } = readEntry(store.read(name));
    return entry === undefined || namesOf(entry.path).entry !== name ? [] : [{ name, entry }];
  });
}

/**
 * The files that list all editions: for programs, and a page where no edition has its name.
 * @param root where documents are from: the way there from the folder of editions
 */
export async function listingOf(
  entries: readonly Entry[],
  { root, indexOf }: Pick<Pages, "indexOf"> & { root: string },
): Promise<Map<string, string>> {
  if (entries.length === 0) return new Map();
  const editions = entries.map((entry) => {
    const {
      path,
      title,
      stamp: { stale },
    } = entry;
    return { path, title, ...(stale !== undefined && { stale }), files: filesOf(entry) };
  });
  const files = new Map([[LISTING, `${JSON.stringify({ howtrue: EDITIONS, root, editions }, undefined, 2)}\n`]]);
  if (editions.some(({ files: own }) => own.includes(LISTING_PAGE))) return files;
  return files.set(LISTING_PAGE, await indexOf(entries.map(asIndexed)));
}

/** The names of all files of an edition, below the folder of editions; first its entry. */
export function filesOf({ path, files }: Entry): string[] {
  const { entry } = namesOf(path);
  const folder = entry.slice(0, -baseOf(entry).length);
  return [baseOf(entry), ...files].map((name) => folder + baseOf(name));
}

function asIndexed({ path, title, summary, stamp, files, steps }: Entry): IndexEntry {
  const { page, recording, still } = namesOf(path);
  const has = (name: string): boolean => files.includes(baseOf(name));
  return {
    path,
    title,
    ...(summary !== undefined && { summary }),
    stamp,
    page,
    steps: steps.length,
    ...(has(still) && { still }),
    ...(has(recording) && { recording }),
  };
}
