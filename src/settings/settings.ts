/** How a document is run, complete: every key has its value. Options, all optional, become Settings in resolve.ts. */
export interface Settings {
  readonly machine: "guest" | "host";
  readonly image: ImageSettings;
  /** Milliseconds until a step is ended. */
  readonly timeout: number;
  /** Set in every shell before the first step. */
  readonly env: Readonly<Record<string, string>>;
  readonly terminal: { readonly cols: number; readonly rows: number };
  /** Whose rules the document's transcripts are read and judged by. */
  readonly dialect: "howtrue" | "wordish" | "cram" | "scrut";
}

export interface ImageSettings {
  /** Debian suite. */
  readonly suite: "bookworm" | "trixie" | "sid";
  /** Debian packages beside those that every image has. */
  readonly packages: readonly string[];
  /** Of the disk, in bytes. */
  readonly size: number;
  /** In bytes. */
  readonly memory: number;
}

export type Options = {
  readonly [Key in keyof Settings]?:
    | (Settings[Key] extends object ? Partial<Settings[Key]> : Settings[Key])
    | undefined;
};

export const DEFAULTS: Settings = {
  machine: "guest",
  image: { suite: "bookworm", packages: [], size: 4 * 2 ** 30, memory: 256 * 2 ** 20 },
  timeout: 30_000,
  env: {},
  terminal: { cols: 80, rows: 24 },
  dialect: "howtrue",
};
