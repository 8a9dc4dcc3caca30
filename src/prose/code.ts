import type { Code } from "mdast";
import type { Block } from "../document/document.ts";

/** A block of the document. */
export function codeOf({ lang, meta, text }: Block, index: number): Code {
  return { type: "code", lang: lang ?? null, meta: meta ?? null, value: text, data: { block: index } };
}
