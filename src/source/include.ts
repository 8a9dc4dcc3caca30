import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Include, Included } from "../document/include.ts";
import { nearestWith, projectOf } from "./root.ts";
import { decode, explain } from "./read.ts";

/** In bytes: nobody shows more than a part of such a file. */
const LARGEST = 10_000_000;

interface Reason {
  readonly code: string;
  readonly what: string;
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * Finds the files that a document includes, within the project that it belongs to. Each is read once.
 * @param document its path; `-`, the standard input, is taken to stand in the working directory
 * @param onLook told of each file that is looked for
 */
export function includeFrom(document: string, onLook: (path: string) => void = () => undefined): Include {
  const known = new Map<string, Included>();
  let project: string | undefined;
  const find = (name: string, from: string): Included => {
    const located = locate(name, { document, from });
    onLook(located);
    const path = realpathSync(located);
    project ??= projectOf(realpathSync(dirname(document)));
    if (relative(project, path).split(/[/\\]/)[0] === "..") return refuse(name, outside(project));
    const included = known.get(path) ?? read(name, path, document);
    known.set(path, included);
    return included;
  };
  return (name, from) => {
    try {
      return find(name, from);
    } catch (cause) {
      return refuse(name, { ...explain(cause), cause });
    }
  };
}

/**
 * Where a name leads. Docutils looks in the folder of the file that holds it. In Sphinx names are relative to the
 * document, also in the files that it includes, and those that begin with a slash to the folder of conf.py.
 */
export function locate(name: string, { document, from }: { document: string; from: string }): string {
  const sources = nearestWith(resolve(dirname(document)), ["conf.py"]);
  if (sources !== undefined && name.startsWith("/")) return join(sources, name);
  const besideDocument = resolve(dirname(document), name);
  const exists = sources !== undefined && statSync(besideDocument, { throwIfNoEntry: false }) !== undefined;
  return exists ? besideDocument : resolve(dirname(from), name);
}

function read(name: string, path: string, document: string): Included {
  const stat = statSync(path);
  if (!stat.isFile()) return refuse(name, NO_FILE);
  if (stat.size > LARGEST) return refuse(name, TOO_LARGE);
  const source = decode(path, readFileSync(path));
  if ("text" in source) return { origin: { path: shownPath(path, document), text: source.text } };
  const { place, code, what } = source.message;
  return refuse(name, { code, what: `${what} (line ${place.line})`, hint: "include texts in UTF-8" });
}

/** The document's own as it was named, others as their document was: from the working directory, or whole. */
function shownPath(path: string, document: string): string {
  const own = statSync(document, { throwIfNoEntry: false }) !== undefined && realpathSync(document) === path;
  if (own) return document;
  return isAbsolute(document) ? path : relative("", path);
}

function refuse(name: string, { what, ...reason }: Reason): Included {
  return { refused: { severity: "error", what: `${JSON.stringify(name)} is not included: ${what}`, ...reason } };
}

const NO_FILE = { code: "unreadable-file", what: "it is no file", hint: "include files" };
const TOO_LARGE = { code: "large-file", what: "it is larger than 10 MB", hint: "include a smaller file" };

function outside(project: string): Reason {
  return {
    code: "outside-project",
    what: `it lies outside of the project, ${project}`,
    hint: "copy it into the project; a howtrue.config.json further up makes a larger folder the project",
  };
}
