import type { Format } from "../document/document.ts";
import type { Event } from "../run/outcome.ts";
import type { Options, Suite } from "../settings/settings.ts";

/** What `verify` and `update` are told alike. */
export interface RunOptions {
  /** Above what the documents and their projects say. */
  readonly settings?: Options | undefined;
  /** A file with the project's settings; false: none. Unless given, the nearest one above each document. */
  readonly config?: string | false | undefined;
  /** Of the files and the text that are named, whatever their names tell. */
  readonly format?: Format | undefined;
  /** What the path `-` stands for. */
  readonly standardInput?: () => Promise<{ readonly text: string }>;
  /** Names of variables of the environment that documents may type as answers; none unless given. */
  readonly secrets?: readonly string[] | undefined;
  /** `process.env` unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Whether guests go on from what earlier runs of a document have kept where its commands are the same: `use`, `renew`
   * (run all, and keep that) or, unless given, `off`.
   */
  readonly cache?: "use" | "renew" | "off" | undefined;
  /**
   * Aborted, it ends the run as Ctrl-C does: the running step is interrupted, cleanup runs, the machine is gone. What has
   * not been run by then is told among the results; nothing is thrown.
   */
  readonly signal?: AbortSignal | undefined;
  /** Aborted, it ends the run at once: no cleanup either. */
  readonly force?: AbortSignal | undefined;
  /** Hears what happens. What it throws ends the run as `signal` does, and is thrown when that is done. */
  readonly onEvent?: ((event: Event) => void) | undefined;
}

export interface VerifyOptions extends RunOptions {
  /** Stop a document at the first step that fails in any way. */
  readonly bail?: boolean | undefined;
  /** Go on after an exit status that the document does not announce. */
  readonly keepGoing?: boolean | undefined;
  /** How many documents run at a time; unless given, as many as this machine has cores and memory for. */
  readonly jobs?: number | undefined;
  /** Debian suites: each document is verified in a guest of each of them, whatever it says of its own. */
  readonly on?: readonly Suite[] | undefined;
  /** By lines of the document, then there is to be only one: where judging begins, and after which nothing is run. */
  readonly extent?: { readonly from?: number | undefined; readonly to?: number | undefined } | undefined;
}

export interface PublishOptions extends Omit<RunOptions, "cache"> {
  /** The folder of editions. */
  readonly out: string;
  /** Say what would change, and write nothing. */
  readonly check?: boolean | undefined;
  /** Remove editions of documents that are gone. */
  readonly prune?: boolean | undefined;
  /** Show what is observed now also where what was observed last still is what the document says. */
  readonly anew?: boolean | undefined;
  /** How many documents run at a time; unless given, as many as this machine has cores and memory for. */
  readonly jobs?: number | undefined;
}

export interface UpdateOptions extends RunOptions {
  /** How often each document is run, once unless given: what differs between the runs is left open. */
  readonly runs?: number;
  /** Show also output that documents do not show. */
  readonly fill?: boolean;
}
