import type { RootContent } from "mdast";
import type { Document } from "../document/document.ts";
import { codeOf } from "./code.ts";

/** A test of cram's: text that is not indented is prose without markup, and what is indented stands as it is. */
export function cramProse({ text, blocks }: Document): RootContent[] {
  const nodes: RootContent[] = [];
  let at = 0;
  for (const [index, block] of blocks.entries()) {
    for (const node of paragraphs(text.slice(at, block.range.start))) nodes.push(node);
    nodes.push(codeOf(block, index));
    at = block.range.end;
  }
  for (const node of paragraphs(text.slice(at))) nodes.push(node);
  return nodes;
}

function paragraphs(text: string): RootContent[] {
  return text
    .split(/\n[ \t\r]*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((value) => ({ type: "paragraph", children: [{ type: "text", value }] }));
}
