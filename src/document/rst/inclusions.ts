import type { Place } from "../../message/message.ts";
import type { Inclusion, Line, Origin } from "../document.ts";
import type { Include } from "../include.ts";
import { type Fault, faults } from "./faults.ts";
import type { SourceFile } from "./file.ts";

/** More of them, or more text, nobody writes: two files that include each other in parts may grow without end. */
const MAX_FILES = 1_000;
const MAX_CHARACTERS = 50_000_000;
const MAX_LEVELS = 20;

/** The files that a document includes, as far as they were read. */
export class Inclusions {
  readonly all: Inclusion[] = [];
  readonly #document: string;
  readonly #find: Include | undefined;
  readonly #lines = new Set<string>();
  #files = 0;
  #characters = 0;
  /** Which one was reached: from there on no file is read. */
  #limit: string | undefined;

  /** @param document its path */
  constructor(document: string, find: Include | undefined) {
    this.#document = document;
    this.#find = find;
  }

  /** Whether files are followed, and not only listed. */
  get follows(): boolean {
    return this.#find !== undefined;
  }

  /** Notes a file that is named and not read. */
  list(name: string, place: Required<Place>): void {
    this.all.push({ name, place });
  }

  /** The file that `name` calls in another one. Undefined where it was said before that no more files are read. */
  open(name: string, place: Required<Place>, from: SourceFile): Origin | Fault | undefined {
    const found = this.#limit === undefined ? this.#find?.(name, from.origin.path) : undefined;
    const fault = found === undefined || "refused" in found ? found?.refused : this.#count(found.origin, from);
    if (found === undefined || "refused" in found || fault !== undefined) {
      this.list(name, place);
      return fault;
    }
    this.all.push({ name, place, path: found.origin.path });
    return found.origin;
  }

  /** Whether lines of an included file are read for the first time; the document's own are read anyway. Notes them. */
  areNew(path: string, lines: readonly Line[]): boolean {
    const keys = lines.map(({ range }) => `${range.start} ${path}`);
    const areNew = path !== this.#document && !keys.some((key) => this.#lines.has(key));
    for (const key of keys) this.#lines.add(key);
    return areNew;
  }

  #count({ text }: Origin, from: SourceFile): Fault | undefined {
    this.#files++;
    this.#characters += text.length;
    if (this.#files > MAX_FILES) this.#limit = `${MAX_FILES} have been read`;
    else if (this.#characters > MAX_CHARACTERS) this.#limit = `${MAX_CHARACTERS} characters have been read`;
    else if ([...from.chain()].length > MAX_LEVELS) this.#limit = `they are ${MAX_LEVELS} files deep`;
    return this.#limit === undefined ? undefined : faults.tooManyIncludes(this.#limit);
  }
}
