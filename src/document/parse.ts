import { error } from "../message/message.ts";
import type { Document, Format } from "./document.ts";
import type { Include } from "./include.ts";

export interface ParseOptions {
  /** What messages call the text, and what names in it are relative to. */
  readonly path: string;
  readonly format: Format;
  /** Finds included files; without it they are listed and not followed. */
  readonly include?: Include;
}

/**
 * In UTF-16 units. The longest documents that people write have two million; what is longer was made by a program, and
 * what it could be cut into may take more memory than there is.
 */
const LONGEST = 5_000_000;

const TOO_LONG = {
  code: "too-long",
  what: "this text has more than 5 million characters: it is not read",
  hint: "split it into documents that people can read",
};

/** Reads a text of any format. Never throws: what is wrong with the text is among the document's messages. */
export async function parse(text: string, { path, format, include }: ParseOptions): Promise<Document> {
  if (text.length > LONGEST) {
    return { path, format, text, blocks: [], settings: [], messages: [error({ path }, TOO_LONG)] };
  }
  switch (format) {
    case "markdown":
      return (await import("./markdown/markdown.ts")).parseMarkdown(path, text);
    case "cram":
      return (await import("./cram.ts")).parseCram(path, text);
    case "rst":
      return (await import("./rst/rst.ts")).parseRst(path, text, include);
  }
}
