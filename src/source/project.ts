import type { Stats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute, join, relative, resolve } from "node:path";
import { error, type Message } from "../message/message.ts";
import { NOTHING_SAID, type Said } from "../settings/check.ts";
import { MOST_SETTINGS } from "../settings/limits.ts";
import { type ProjectText, readProject, saysHowtrue } from "./project-text.ts";
import { decode, explain } from "./read.ts";

/** The project's settings: `undefined` those that lie nearest above a document, a path this file, `false` none. */
export type Config = string | false | undefined;

const NAMES = ["howtrue.config.json", "howtrue.config.yaml", "howtrue.config.yml", "package.json"] as const;

/** Finds what projects say of the documents in them. Each folder is looked into once, and each file is read once. */
export class Projects {
  readonly #config: Config;
  readonly #folders = new Map<string, Promise<File | undefined>>();
  readonly #said = new Map<File, Said>();
  readonly #messages = new Set<Message>();
  #named: Promise<File> | undefined;

  constructor(config: Config) {
    this.#config = config;
  }

  /** What is said of a document, by its path; `-` stands in the working directory. Never throws: it is in the messages. */
  async of(document: string): Promise<Said> {
    return document === "-" ? this.above(".", ".") : this.above(dirname(document), document);
  }

  /** The same of all that is in a folder; `owned` is a path whose owner is believed. */
  async above(folder: string, owned: string = folder): Promise<Said> {
    if (this.#config === false) return NOTHING_SAID;
    if (this.#config !== undefined) return this.#read(await (this.#named ??= lookAt(this.#config)));
    const file = await this.#find(resolve(folder));
    if (file === undefined) return NOTHING_SAID;
    const owner = await stat(owned).catch(() => undefined);
    return this.#read(isTrusted(file, owner) ? file : foreign(file));
  }

  /** The files that were looked for, also those that are not there. */
  get looked(): readonly string[] {
    if (this.#config !== undefined) return this.#config === false ? [] : [this.#config];
    return [...this.#folders.keys()].flatMap((folder) => NAMES.map((name) => join(folder, name)));
  }

  /** Whether it is about a project's settings, and so about no document. */
  haveSaid(message: Message): boolean {
    return this.#messages.has(message);
  }

  #read(file: File): Said {
    const known = this.#said.get(file);
    if (known !== undefined) return known;
    const { text } = file;
    const said = "severity" in text ? { ...NOTHING_SAID, messages: [text] } : readProject(text);
    this.#said.set(file, said);
    for (const message of said.messages) this.#messages.add(message);
    return said;
  }

  #find(folder: string): Promise<File | undefined> {
    const known = this.#folders.get(folder) ?? this.#look(folder);
    this.#folders.set(folder, known);
    return known;
  }

  /** The nearest upwards, to the root of the repository or of the file system. */
  async #look(folder: string): Promise<File | undefined> {
    const all = await Promise.all(NAMES.map((name) => look(join(folder, name), name)));
    const files = all.filter((file) => file !== undefined);
    const [file, second] = files;
    if (file !== undefined && second !== undefined) return several(file, second);
    const isRoot = dirname(folder) === folder || (await stat(join(folder, ".git")).catch(() => undefined));
    return file !== undefined || isRoot ? file : this.#find(dirname(folder));
  }
}

/** What is known of a file's owner; not on every system. */
type Owner = Pick<Stats, "uid">;

/** A file that holds settings, or of which it is not known. */
interface File {
  readonly path: string;
  readonly owner?: Owner;
  readonly text: ProjectText | Message;
}

/** Undefined where there is no such file, and where a package.json has nothing to say to us. */
async function look(path: string, name: string): Promise<File | undefined> {
  const shown = shownPath(path);
  const kind = name === "package.json" ? "package" : extname(name) === ".json" ? "json" : "yaml";
  try {
    const owner = await stat(path);
    if (!owner.isFile() || owner.size > MOST_SETTINGS)
      return { path: shown, owner, text: error({ path: shown }, NO_FILE) };
    const source = decode(shown, await readFile(path));
    if ("message" in source) return kind === "package" ? undefined : { path: shown, owner, text: source.message };
    if (kind === "package" && !saysHowtrue(source.text)) return undefined;
    return { path: shown, owner, text: { path: shown, kind, text: source.text } };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || kind === "package") return undefined;
    return { path: shown, text: error({ path: shown }, { ...explain(cause), cause }) };
  }
}

/** A file that was named: it has to be there. */
async function lookAt(path: string): Promise<File> {
  const file = await look(path, basename(path));
  return file ?? { path, text: error({ path }, explain({ code: "ENOENT" })) };
}

/** As a user of the working directory would name it. */
function shownPath(path: string): string {
  const short = relative(".", path);
  return short.startsWith("..") || isAbsolute(short) ? resolve(path) : short;
}

/**
 * Settings are believed if whoever wrote the document could have written them, or we, or root. Otherwise anybody who may
 * write into a folder above, such as /tmp, would have a say in what is run.
 */
function isTrusted(file: File, document: Owner | undefined): boolean {
  const own = process.getuid?.();
  if (file.owner === undefined || own === undefined) return true;
  return [0, own, document?.uid].includes(file.owner.uid);
}

function foreign({ path, owner }: File): File {
  const what = `these settings belong to another user (${owner?.uid}) than the documents below them`;
  const hint = "if you trust them, name the file: --config FILE; to do without them: --no-config";
  return { path, text: error({ path }, { code: "foreign-project-file", what, hint }) };
}

function several(one: File, { path }: File): File {
  const what = `this folder says its settings twice, in ${basename(one.path)} and ${basename(path)}`;
  return { path, text: error({ path }, { code: "several-project-files", what, hint: "keep one" }) };
}

const NO_FILE = {
  code: "unreadable-file",
  what: "this is no file of settings",
  hint: "they are a text, of less than 1 MiB",
};
