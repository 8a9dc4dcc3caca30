import type * as v from "valibot";
import type { Claims } from "./claims.ts";
import { SCHEMAS } from "./schema.ts";
import { DEFAULTS, type Settings } from "./settings.ts";

/** Where something can be said, the farthest from the command first: what stands nearer holds. */
export const WHERE = ["project", "document", "block", "command"] as const;
export type Where = (typeof WHERE)[number];

export type KeyName = keyof Settings | keyof Claims;

/** All that there is to know of a key: what reads it, the schema for editors and the documentation have it from here. */
export interface Key {
  /** What it may be, and what becomes of it. */
  readonly schema: v.GenericSchema;
  readonly where: readonly Where[];
  /** The option of the command line that says the same. */
  readonly flag?: string;
  /** One line for people. */
  readonly about: string;
  /** Ways to write it, as in an annotation. */
  readonly forms: readonly string[];
  /** The names that a mapping has. */
  readonly parts?: readonly string[];
  /** The version that first verified it. */
  readonly since: string;
  /** Whether a value that stands where other tools read too, and where the key is theirs as well, is one of theirs. */
  readonly foreign?: (value: unknown) => boolean;
  /** A foreign value that could be ours is told: without it the document would hold for another reason, or not. */
  readonly told?: true;
}

/** How the document is run: it is too late to say at a block. */
const RUN = ["project", "document"] as const;
/** How steps are compared: one habit may be a whole project's. */
const HABIT = WHERE;
/** What takes claims away: whoever reads the document must see it there. */
const WAIVER = ["document", "block", "command"] as const;
/** What is said of single commands, and of all of them would make no sense. */
const STEP = ["block", "command"] as const;

const always = (): boolean => true;

type Row = Omit<Key, "schema">;

const ROWS: { readonly [Name in KeyName]: Row } = {
  machine: {
    since: "0.1.0",
    where: RUN,
    flag: "--machine",
    about:
      "where it runs: a virtual machine that is thrown away, this machine's programs where they can do no harm, or this " +
      "machine itself, if the command line says so; a guest where an image or root is asked for",
    forms: ["guest", "sandbox", "host"],
  },
  image: {
    since: "0.1.0",
    where: RUN,
    about: "the guest: Debian suite, packages, size of the disk, memory",
    forms: ["trixie", "{suite: trixie, packages: [rsync], size: 4G, memory: 256M}"],
    parts: ["suite", "packages", "size", "memory"],
    // A blog's picture.
    foreign: (value) => typeof value === "string" && /[./]/.test(value),
  },
  timeout: {
    since: "0.1.0",
    where: HABIT,
    flag: "--timeout",
    about: "a step is ended after this long",
    forms: ["30s", "500ms", "2m"],
  },
  env: { since: "0.1.0", where: RUN, about: "environment variables of every shell", forms: ["{LANG: C.UTF-8}"] },
  terminal: {
    since: "0.1.0",
    where: RUN,
    about: "columns and rows of the terminals",
    forms: ["80x24", "{cols: 80, rows: 24}"],
    parts: ["cols", "rows"],
  },
  network: {
    since: "0.2.0",
    where: RUN,
    about: "the machine may reach others",
    forms: ["true", "false"],
    foreign: (value) => typeof value !== "boolean" && !/^(?:yes|no|on|off)$/i.test(String(value)),
  },
  hosts: {
    since: "0.2.0",
    where: RUN,
    about: "the names in prompts that are guests of their own: auto if there are two or more, all of them",
    forms: ["auto", "false", "[db1, web]"],
    foreign: always,
  },
  files: {
    since: "0.2.0",
    where: RUN,
    about:
      "copied into the working directory before the first step: files and folders below the folder of whoever asks",
    forms: ["[site/, data.sql]"],
    foreign: always,
    told: true,
  },
  prompts: {
    since: "0.2.0",
    where: RUN,
    about: 'more texts that are prompts; "#" makes a bare # root\'s prompt everywhere',
    forms: ['["#", "mysql>"]'],
  },
  scripts: {
    since: "0.2.0",
    where: RUN,
    about: "a sh, bash or shell block without prompts: run makes it one step, which fails where a command fails",
    forms: ["run", "skip"],
    foreign: (value) => typeof value !== "string" || /[\s./]/.test(value),
  },
  strict: {
    since: "0.2.0",
    where: HABIT,
    about: "a step that prints what the document does not show has failed",
    forms: ["true", "false"],
  },
  placeholders: {
    since: "0.2.0",
    where: RUN,
    about: "what <name> stands for in output and commands: int, size, date, time, ip, path, hex, uuid or a regex",
    forms: ['{id: uuid, version: "/v[0-9]+/"}'],
  },
  dialect: {
    since: "0.2.0",
    where: RUN,
    flag: "--dialect",
    about: "by which tool's rules the document is read",
    forms: ["howtrue", "wordish", "cram", "scrut"],
  },
  exit: { since: "0.1.0", where: WAIVER, about: "the status that is announced", forms: ["127", "any", "nonzero"] },
  ignore: { since: "0.1.0", where: WAIVER, about: "run it, compare nothing", forms: ["true"] },
  skip: { since: "0.1.0", where: WAIVER, about: "do not run it", forms: ["true"] },
  if: {
    since: "0.2.0",
    where: HABIT,
    about: "run it only where this holds; with !, &&, || and brackets",
    forms: ["machine==guest", "suite==trixie", "command:docker", "network"],
  },
  cleanup: {
    since: "0.1.0",
    where: STEP,
    about: "run it also when the document stops early, the last one first",
    forms: ["true"],
  },
  within: { since: "0.2.0", where: HABIT, about: "it takes no longer", forms: ["2s"] },
  match: {
    since: "0.2.0",
    where: HABIT,
    about: "how output is compared",
    forms: ["exact", "ellipsis", "glob", "regex", "unordered"],
  },
  forbid: { since: "0.2.0", where: HABIT, about: "never in a line of its output", forms: ["/warning/i"] },
  stderr: {
    since: "0.2.0",
    where: HABIT,
    about: "whether standard error is part of the comparison",
    forms: ["compare", "ignore"],
  },
  session: {
    since: "0.1.0",
    where: STEP,
    about: "in a terminal of its own, by this name",
    forms: ["db"],
    // The second word of a language, `bash session`.
    foreign: (value) => value === true,
  },
  background: {
    since: "0.2.0",
    where: STEP,
    about: "started in a terminal of its own and left running to the end",
    forms: ["true"],
  },
  until: {
    since: "0.2.0",
    where: STEP,
    about: "what tells that a step in the background is ready: a line of its output, or a port that listens",
    forms: ["/ready/", "tcp:8080"],
  },
  answer: {
    since: "0.2.0",
    where: STEP,
    about: "typed at a question that the transcript does not answer",
    forms: ["y"],
  },
  secret: {
    since: "0.2.0",
    where: STEP,
    about: "the same, from this variable of your environment, if --secret names it; shown nowhere",
    forms: ["DB_PASSWORD"],
  },
};

export const KEYS: Readonly<Record<KeyName, Key>> = Object.fromEntries(
  Object.entries(ROWS).map(([name, row]) => [name, { ...row, schema: SCHEMAS[name as KeyName] }]),
) as unknown as Record<KeyName, Key>;

export const KEY_NAMES: readonly KeyName[] = Object.keys(ROWS) as KeyName[];

export function isKey(name: string): name is KeyName {
  return Object.hasOwn(KEYS, name);
}

/** It is said of a whole run; timeout and strict also of single steps. */
export function isSetting(name: KeyName): name is keyof Settings {
  return Object.hasOwn(DEFAULTS, name);
}

/** The keys that can be said there, in the order of the table. */
export function keysFor(where: Where): readonly KeyName[] {
  return KEY_NAMES.filter((name) => KEYS[name].where.includes(where));
}
