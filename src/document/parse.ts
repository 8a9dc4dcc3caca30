import type { Document, Format } from "./document.ts";

export interface ParseOptions {
  /** What messages call the text, and what names in it are relative to. */
  readonly path: string;
  readonly format: Format;
}

/** Reads a text of any format. Never throws: what is wrong with the text is among the document's messages. */
export async function parse(text: string, { path, format }: ParseOptions): Promise<Document> {
  switch (format) {
    case "markdown":
      return (await import("./markdown.ts")).parseMarkdown(path, text);
    case "cram":
      return (await import("./cram.ts")).parseCram(path, text);
    case "rst":
      return (await import("./rst/rst.ts")).parseRst(path, text);
  }
}
