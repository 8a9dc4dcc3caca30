import type { Document } from "../document/document.ts";
import type { DocumentResult, Outcome, Program } from "../run/outcome.ts";

/** A verified document as it is published. */
export interface Edition {
  /** The document's path below the folder that is published, with `/`: `howtos/lvm-snapshot.rst`. */
  readonly path: string;
  readonly title: string;
  /** As it is published: its outputs are what was observed. It has no stamp in its text. */
  readonly document: Document;
  /**
   * What became of each step, in the document's order; cleanup steps that ran at the end stand where the document has them.
   * Styles of lines are kept with their screens.
   */
  readonly outcomes: readonly Outcome[];
  /**
   * The same, held against what its source claims: it tells what differs from run to run, which stands written out in the
   * edition. Undefined where the source has changed since.
   */
  readonly claimed?: readonly Outcome[];
  readonly stamp: Stamp;
  readonly recording?: Recording;
}

/** What an edition was verified with, and when. */
export interface Stamp {
  /** Of the run: ISO 8601, UTC, whole seconds. */
  readonly date: string;
  readonly machine: NonNullable<DocumentResult["machine"]>;
  /** Code name of its distribution: `bookworm`. */
  readonly suite?: string;
  /** As `uname -r` says. */
  readonly kernel?: string;
  /** Those that its commands use, by name. */
  readonly programs: readonly Program[];
  readonly howtrue: string;
  /** How many things the document claims: statuses, outputs, what must not appear, times. */
  readonly claims: number;
  /** How long the run took, in milliseconds. */
  readonly ms: number;
  /** Since when it does not hold any more: ISO 8601, UTC, whole seconds. */
  readonly stale?: string;
}

/** The whole session as a reader would see it. */
export interface Recording {
  /** asciicast: a line of JSON for the terminal, then one for each event. */
  readonly cast: string;
  readonly seconds: number;
  /** Seconds at which each step begins, by index of the outcome. */
  readonly marks: readonly (number | undefined)[];
  /** Not all of the output is in it. */
  readonly capped: boolean;
}

/** What an index tells of each edition. */
export interface IndexEntry {
  /** As in the edition; its page is this and `.html` instead of the ending. */
  readonly path: string;
  readonly title: string;
  /** What ends with it was verified; with `stale`, that is no longer so. */
  readonly stamp: Stamp;
  /** Of its files, relative to the index: `howtos/lvm-snapshot.html`. */
  readonly page: string;
  /** Its first sentence. */
  readonly summary?: string;
  /** How many there are. */
  readonly steps?: number;
  readonly still?: string;
  readonly recording?: string;
}
