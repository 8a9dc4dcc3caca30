import type { IndexEntry } from "./edition.ts";
import { EDITIONS, LISTING } from "../source/published.ts";
import { type Entry, readEntry } from "./entry.ts";
import type { Pages } from "./pages.ts";
import { baseOf, namesOf } from "./names.ts";
import type { Store } from "./store.ts";

export const LISTING_PAGE = "index.html";

/** All editions of a folder, by their entries. */
export function entriesIn(store: Store): { readonly name: string; readonly entry: Entry }[] {
  return store.list(".json").flatMap((name) => {
    const entry = readEntry(store.read(name));
    return entry === undefined || namesOf(entry.path).entry !== name ? [] : [{ name, entry }];
  });
}

/** The files that list all editions; none where one of them has their name. */
export async function listingOf(
  entries: readonly Entry[],
  { indexOf }: Pick<Pages, "indexOf">,
): Promise<Map<string, string>> {
  const all = entries.map(asIndexed);
  const taken = entries.some(({ path }) => namesOf(path).entry === LISTING);
  if (taken || all.length === 0) return new Map();
  const editions = entries.map(({ path, title, files: own, stamp: { stale } }) => {
    const { entry } = namesOf(path);
    const folder = entry.slice(0, -baseOf(entry).length);
    const names = [baseOf(entry), ...own].map((name) => folder + name);
    return { path, title, ...(stale !== undefined && { stale }), files: names };
  });
  const files = new Map([[LISTING, `${JSON.stringify({ howtrue: EDITIONS, editions }, undefined, 2)}\n`]]);
  return files.set(LISTING_PAGE, await indexOf(all));
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
