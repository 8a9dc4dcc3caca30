import type { Message } from "../message/message.ts";
import type { Origin } from "./document.ts";

/**
 * Finds the file that `name` calls where it stands in the file `from`: a path as it is shown, or the document's own. The
 * same file has the same path each time.
 */
export type Include = (name: string, from: string) => Included;

/** A file's text, or why there is none. */
export type Included = { readonly origin: Origin } | { readonly refused: Omit<Message, "place"> };
