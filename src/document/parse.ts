import { error } from "../message/message.ts";
import type { Document, Format } from "./document.ts";

export interface ParseOptions {
  /** What messages call the text, and what names in it are relative to. */
  readonly path: string;
  readonly format: Format;
}

/**
 * In UTF-16 units. The longest documents that people write have two million; what is longer was made by a program, and
 * what it could be cut into may take more memory than there is.
 */
const MAX_LENGTH = 5_000_000;

/** Reads a text of any format. Never throws: what is wrong with the text is among the document's messages. */
export async function parse(text: string, { path, format }: ParseOptions): Promise<Document> {
  if (text.length > MAX_LENGTH)
    return { path, format, text, blocks: [], settings: [], messages: [error({ path }, TOO_LONG)] };
  switch (format) {
    case "markdown":
      return (await import("./markdown/markdown.ts")).parseMarkdown(path, text);
    case "rst":
      return (await import("./rst/rst.ts")).parseRst(path, text);
  }
}

const TOO_LONG = {
  code: "too-long",
  what: `this text has more than ${MAX_LENGTH / 1_000_000} million characters: it is not read`,
  hint: "split it into documents that people can read",
};
