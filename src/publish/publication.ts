import type { Message } from "../message/message.ts";
import type { DocumentResult } from "../run/outcome.ts";

/** What became of documents that were to be published. */
export interface Publication {
  readonly results: readonly DocumentResult[];
  readonly editions: readonly EditionState[];
  /** What could not be read or written. */
  readonly messages: readonly Message[];
}

/** What became of a document's edition, or, where nothing is written, would. */
export interface EditionState {
  /** Of the document. */
  readonly path: string;
  /** Of the document as it is published. */
  readonly edition: string;
  /**
   * `unchanged`: but for the stamp. `stale`: the document does not hold, and its last edition says so. `none`: it does not, and
   * there is no edition. `left`: it could not be run, or its edition could not be written. `gone`: the document is.
   */
  readonly state: "new" | "changed" | "unchanged" | "stale" | "none" | "left" | "gone" | "removed";
  /** Files that are others than before, but for the stamp. */
  readonly files: readonly string[];
}
