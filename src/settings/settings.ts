import type { Pattern } from "./pattern.ts";

/** How a document is run, complete: every key has its value. Options, all optional, become Settings in resolve.ts. */
export interface Settings {
  readonly machine: "guest" | "sandbox" | "host";
  readonly image: ImageSettings;
  /** Milliseconds until a step is ended. */
  readonly timeout: number;
  /** Set in every shell before the first step. */
  readonly env: Readonly<Record<string, string>>;
  readonly terminal: { readonly cols: number; readonly rows: number };
  /** Whether the machine may reach others. */
  readonly network: boolean;
  /** The names in prompts that are machines of their own: `auto` if there are several, all of them. */
  readonly hosts: "auto" | readonly string[];
  /** Paths below the document's folder or the project's that are put on the machine before the first step. */
  readonly files: readonly string[];
  /** Texts that are prompts beside the dialect's own, without the blank that ends them; `#` alone is root's. */
  readonly prompts: readonly string[];
  /** What becomes of a shell's block without prompts: with `run` it is one step. */
  readonly scripts: "run" | "skip";
  /** A step that prints what the document does not show has failed. */
  readonly strict: boolean;
  /** What `<name>` in output and commands stands for. */
  readonly placeholders: Readonly<Record<string, Placeholder>>;
  /** Whose rules the document's transcripts are read and judged by. */
  readonly dialect: "howtrue" | "wordish" | "cram" | "scrut";
}

export interface ImageSettings {
  /** Debian suite. */
  readonly suite: Suite;
  /** Debian packages beside those that every image has. */
  readonly packages: readonly string[];
  /** Of the disk, in bytes. */
  readonly size: number;
  /** In bytes. */
  readonly memory: number;
}

export const MACHINES = ["guest", "sandbox", "host"] as const;
export const SUITES = ["bookworm", "trixie", "sid"] as const;
export type Suite = (typeof SUITES)[number];

/** Placeholders whose pattern need not be written. */
export const PLACEHOLDER_TYPES = ["int", "size", "date", "time", "ip", "path", "hex", "uuid"] as const;
export type Placeholder = (typeof PLACEHOLDER_TYPES)[number] | Pattern;

export type Options = {
  readonly [Key in keyof Settings]?:
    | (Settings[Key] extends readonly unknown[]
        ? Settings[Key]
        : Settings[Key] extends object
          ? Partial<Settings[Key]>
          : Settings[Key])
    | undefined;
};

export const DEFAULTS: Settings = {
  machine: "sandbox",
  image: { suite: "bookworm", packages: [], size: 4 * 2 ** 30, memory: 256 * 2 ** 20 },
  timeout: 30_000,
  env: {},
  terminal: { cols: 80, rows: 24 },
  network: false,
  hosts: "auto",
  files: [],
  prompts: [],
  scripts: "skip",
  strict: false,
  placeholders: {},
  dialect: "howtrue",
};
