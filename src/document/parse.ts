import type { Document, Format } from "./document.ts";

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly format: Format;
}

/** Reads a text of either format. Never throws: what is wrong with the text is among the document's messages. */
export async function parseDocument({ path, text, format }: Source): Promise<Document> {
  switch (format) {
    case "markdown":
      return (await import("./markdown.ts")).parseMarkdown(path, text);
    case "rst":
      return (await import("./rst/rst.ts")).parseRst(path, text);
  }
}
