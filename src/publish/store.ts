import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { error, type Message } from "../message/message.ts";
import { makeFolder } from "../source/folder.ts";

/** What a refusal says. */
class Refused extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(words: { code: string; what: string; hint: string }) {
    super(words.what);
    this.code = words.code;
    this.hint = words.hint;
  }
}

/** The folder of editions. Nothing is written outside of it, also not through links in it; its own name may be one. */
export class Store {
  readonly #out: string;

  constructor(out: string) {
    this.#out = out;
  }

  /** As a user names it. */
  shown(name: string): string {
    return join(this.#out, name);
  }

  /** A file's text; undefined where there is none, or where it is no file. */
  read(name: string): string | undefined {
    try {
      const path = this.#path(name);
      return lstatSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
    } catch {
      return undefined;
    }
  }

  /** Something is there, of whatever kind. */
  has(name: string): boolean {
    try {
      return lstatSync(this.shown(name), { throwIfNoEntry: false }) !== undefined;
    } catch {
      return false; // what stands in its way is told when it is written
    }
  }

  /**
   * Puts texts in place, all or none: drafts of all are written first, the last of them is that of the last file, and renamed
   * in this order. Where that is broken off, `mend` goes on.
   */
  write(files: ReadonlyMap<string, string>): Message | undefined {
    const id = randomBytes(6).toString("hex");
    const drafts: string[] = [];
    let now = "";
    let begun = false;
    try {
      const paths = Array.from(files, ([name, text]): [string, string] => {
        now = name;
        const path = this.#path(name);
        if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) throw new Refused(NO_FILE);
        makeFolder(dirname(path));
        const draftOf = (turn: number): string =>
          join(dirname(path), `.howtrue-${id}-${turn}of${files.size}-${basename(path)}`);
        const [half, draft] = [draftOf(0), draftOf(drafts.length + 1)];
        drafts.push(draft);
        try {
          writeFileSync(half, text, { flag: "wx", flush: true });
          renameSync(half, draft); // where the last one is, it is whole
        } finally {
          rmSync(half, { force: true });
        }
        return [draft, path];
      });
      for (const [draft, path] of paths) {
        renameSync(draft, path);
        begun = true;
      }
      return undefined;
    } catch (cause) {
      if (!begun) for (const draft of drafts) rmSync(draft, { force: true });
      return this.#explain(now, cause);
    }
  }

  /** Ends what was broken off while files were put in place, and removes drafts of what was broken off before. */
  mend(): Message | undefined {
    try {
      for (const name of this.list("")
        .filter((one) => DRAFT.test(one))
        .toSorted(byTurn)) {
        const { folder = "", id = "", all = "", base = "" } = DRAFT.exec(name)?.groups ?? {};
        const last = `${folder}.howtrue-${id}-${all}of${all}-`;
        // The last one is there: so were all, and those before it are here or in place.
        if (this.list("").some((one) => one.startsWith(last))) renameSync(this.#path(name), this.#path(folder + base));
        else rmSync(this.#path(name));
      }
      return undefined;
    } catch (cause) {
      return this.#explain("", cause);
    }
  }

  remove(name: string): Message | undefined {
    try {
      rmSync(this.#path(name), { force: true });
      return undefined;
    } catch (cause) {
      return this.#explain(name, cause);
    }
  }

  /** The names of all files with this ending, in order; links are not followed. */
  list(ending: string): string[] {
    const walk = (folder: string): string[] => {
      const entries = readdirSync(join(this.#out, folder), { withFileTypes: true });
      return entries
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
          const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
          if (entry.isDirectory()) return walk(name);
          return entry.isFile() && name.endsWith(ending) ? [name] : [];
        });
    };
    try {
      return walk("");
    } catch {
      return [];
    }
  }

  /** @throws {Refused} where the way to it leads through a link, or out of the folder */
  #path(name: string): string {
    const parts = name.split("/");
    if (parts.some((part) => part === "" || part === "." || part === "..")) throw new Refused(OUTSIDE);
    for (const i of parts.keys()) {
      const stat = lstatSync(join(this.#out, ...parts.slice(0, i + 1)), { throwIfNoEntry: false });
      if (stat?.isSymbolicLink() === true) throw new Refused(LINK);
    }
    return join(this.#out, ...parts);
  }

  #explain(name: string, cause: unknown): Message {
    const path = this.shown(name);
    if (cause instanceof Refused) return error({ path }, { code: cause.code, what: cause.message, hint: cause.hint });
    const why = (cause as Error).message.replace(/, .*/s, "");
    return error({ path }, { ...UNWRITABLE, what: `${UNWRITABLE.what}: ${why}`, cause });
  }
}

/** The first one first. */
function byTurn(one: string, other: string): number {
  const turn = (name: string): number => Number(DRAFT.exec(name)?.groups?.["turn"]);
  return turn(one) - turn(other);
}

const DRAFT = /^(?<folder>.*\/)?\.howtrue-(?<id>[0-9a-f]{12})-(?<turn>\d+)of(?<all>\d+)-(?<base>[^/]+)$/s;

const LINK = {
  code: "foreign-file",
  what: "this is a link, or lies behind one: nothing is written through it",
  hint: "remove it, or publish into another folder",
};
const OUTSIDE = { code: "foreign-file", what: "this lies outside of the folder", hint: "publish into another folder" };
const NO_FILE = { code: "foreign-file", what: "this is no file", hint: "publish into another folder" };
const UNWRITABLE = {
  code: "unwritable-edition",
  what: "the edition cannot be written",
  hint: "look at the permissions of the folder (ls -ld), or publish into another one",
};
