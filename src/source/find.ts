import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Format } from "../document/document.ts";
import { formatOf } from "../document/format.ts";
import { error, type Message } from "../message/message.ts";
import { isPublished } from "./published.ts";
import { explain, readDocument, type Source } from "./read.ts";

/** A text that is to be verified. */
export interface Found {
  readonly path: string;
  readonly format: Format;
  readonly read: () => Promise<Source>;
  /** It was not named itself: that it holds no shell session is no fault. */
  readonly within?: string;
}

export interface FindOptions {
  /** Of the files and the standard input that are named, whatever their names tell. */
  readonly format?: Format | undefined;
  /** What the path `-` stands for. */
  readonly standardInput?: () => Promise<Source>;
}

export interface Findings {
  readonly found: readonly Found[];
  readonly messages: readonly Message[];
  /** Folders that were looked through. */
  readonly folders: readonly string[];
}

/** The documents that paths name: files as they are, folders with all documents below them, in the order of their names. */
export async function findDocuments(paths: readonly string[], options: FindOptions): Promise<Findings> {
  const found: Found[] = [];
  const messages: Message[] = [];
  const folders: string[] = [];
  for (const path of new Set(paths)) {
    try {
      if (path !== "-" && (await stat(path)).isDirectory()) {
        const said = messages.length;
        const within = await walk(path, { messages, folders });
        if (within.length === 0 && messages.length === said) messages.push(error({ path }, NO_DOCUMENTS));
        found.push(...(await onceEach(within)).map((one) => ({ ...one, within: path })));
      } else {
        const format = options.format ?? formatOf(path);
        const input = path === "-" ? options.standardInput : undefined;
        const read = input ?? (() => readDocument(path));
        if (format === undefined) messages.push(error({ path }, path === "-" ? FORMAT_NEEDED : UNKNOWN_FORMAT));
        else found.push({ path, format, read });
      }
    } catch (cause) {
      messages.push(error({ path }, { ...explain(cause), cause }));
    }
  }
  return { found, messages, folders };
}

const FORMAT_NEEDED = {
  code: "unknown-format",
  what: "nothing tells whether the standard input is Markdown or reStructuredText",
  hint: "say so: --format markdown or --format rst",
};

const NO_DOCUMENTS = {
  code: "no-documents",
  what: "there is no Markdown or reStructuredText below this folder",
  hint: "documents end in .md, .markdown, .mdx, .rst or .rest, and those of cram in .t",
};

export const UNKNOWN_FORMAT = {
  code: "unknown-format",
  what: "the name does not tell whether this is Markdown or reStructuredText",
  hint: "say so: --format markdown or --format rst",
};

/**
 * Not into hidden folders, what others installed, editions, or links to folders, which may lead round in a circle. Files only: a
 * pipe or a device is read where it is named. What cannot be read is said, and the rest is found.
 */
async function walk(folder: string, seen: { messages: Message[]; folders: string[] }): Promise<Walked[]> {
  const { messages, folders } = seen;
  folders.push(folder);
  const entries = await entriesOf(folder, messages);
  const found: Walked[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const format = formatOf(entry.name);
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) found.push(...(isPublished(path) ? [] : await walk(path, seen)));
    else if (format !== undefined && (entry.isFile() || (await isLinkToFile(path)))) {
      found.push({ path, format, read: () => readDocument(path), isLink: !entry.isFile() });
    }
  }
  return found;
}

interface Walked extends Found {
  readonly isLink: boolean;
}

/** A link is another name of what it leads to, which is read once: by its own name, if that is found as well. */
async function onceEach(walked: readonly Walked[]): Promise<Found[]> {
  const links = walked.filter(({ isLink }) => isLink);
  if (links.length === 0) return [...walked];
  const known = new Set(await Promise.all(walked.filter(({ isLink }) => !isLink).map(({ path }) => realpath(path))));
  const others = new Set<Walked>();
  for (const link of links) {
    const target = await realpath(link.path);
    if (known.has(target)) others.add(link);
    known.add(target);
  }
  return walked.filter((one) => !others.has(one));
}

async function entriesOf(folder: string, messages: Message[]): Promise<Dirent[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    messages.push(error({ path: folder }, { ...explain(cause), what: "this folder may not be read", cause }));
    return [];
  }
}

async function isLinkToFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
