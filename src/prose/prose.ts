import type { Nodes } from "mdast";
import { toString } from "mdast-util-to-string";
import type { Document } from "../document/document.ts";
import type { Include } from "../document/include.ts";
import { cramProse } from "./cram.ts";
import { markdownProse } from "./markdown/markdown.ts";
import { rstProse } from "./rst/rst.ts";
import { Slugs } from "./slug.ts";
import type { Prose } from "./tree.ts";

/**
 * All that readers see of a document, as one tree: tree.ts says what it is made of. What is said to howtrue alone (front
 * matter, fields of settings, annotations) and other comments are no part of it.
 * @param include finds the included files; the one that the document was parsed with
 */
export function proseOf(document: Document, include?: Include): Prose {
  const slugs = new Slugs();
  const prose = treeOf(document, { slugs, include });
  nameHeadings(prose, slugs);
  return prose;
}

interface Means {
  readonly slugs: Slugs;
  readonly include: Include | undefined;
}

function treeOf(document: Document, { slugs, include }: Means): Prose {
  switch (document.format) {
    case "markdown":
      return markdownProse(document, slugs);
    case "rst":
      return { type: "root", children: rstProse(document, { slugs, include, first: 0 }).children };
    case "cram":
      return { type: "root", children: cramProse(document) };
  }
}

function nameHeadings(node: Nodes, slugs: Slugs): void {
  if (node.type === "heading")
    node.data = { id: node.data?.id === undefined ? slugs.take(toString(node)) : slugs.keep(node.data.id) };
  else if ("children" in node) for (const child of node.children) nameHeadings(child, slugs);
}
