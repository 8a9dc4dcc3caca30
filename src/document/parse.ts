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

/** In UTF-16 units: nobody writes a document so long, and its lines would fill the memory. */
const LONGEST = 10_000_000;

const TOO_LONG = {
  code: "large-file",
  what: "this is too long for a document: more than 10,000,000 characters",
  hint: "show the parts of it that are to be verified in documents of their own",
};

/** Reads a text of any format. Never throws: what is wrong with the text is among the document's messages. */
export async function parse(text: string, { path, format, include }: ParseOptions): Promise<Document> {
  if (text.length > LONGEST) {
    return { path, format, text, blocks: [], settings: [], messages: [error({ path }, TOO_LONG)] };
  }
  switch (format) {
    case "markdown":
      return (await import("./markdown.ts")).parseMarkdown(path, text);
    case "cram":
      return (await import("./cram.ts")).parseCram(path, text);
    case "rst":
      return (await import("./rst/rst.ts")).parseRst(path, text, include);
  }
}
