import type { Message } from "../message/message.ts";
import type { DocumentResult } from "../run/outcome.ts";

/** A document, and what it would be if it said what was observed. */
export interface Update {
  readonly path: string;
  /** Nothing where it could not be read or run. */
  readonly texts?: { readonly old: string; readonly new: string };
  /** Of the last run. */
  readonly result?: DocumentResult;
  readonly messages: readonly Message[];
}
