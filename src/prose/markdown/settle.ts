import type { Definition, Nodes, PhrasingContent, RootContent } from "mdast";
import { normalize } from "../../document/markdown/title.ts";
import { foldHtml } from "./html.ts";

/** What the whole document defines, by normal labels. */
export interface Known {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly footnotes: ReadonlySet<string>;
}

/** References become what they refer to, HTML what it means; definitions and places go. */
export function settle(nodes: readonly RootContent[], known: Known): RootContent[] {
  const settled: RootContent[] = [];
  for (const node of nodes) {
    if (node.type === "definition" || node.type === "footnoteDefinition") continue;
    const one = reference(node, known);
    delete one.position;
    if ("children" in one) {
      const children = settle(one.children, known);
      const fold = children.some((child) => child.type === "html");
      one.children = (fold ? foldHtml(children as PhrasingContent[]) : children) as never;
    }
    settled.push(one as RootContent);
  }
  return settled;
}

function reference(node: RootContent, { definitions }: Known): Nodes {
  if (node.type !== "linkReference" && node.type !== "imageReference") return node;
  const definition = definitions.get(normalize(node.label ?? node.identifier));
  const resource = { url: definition?.url ?? "", title: definition?.title ?? null };
  if (node.type === "linkReference") return { type: "link", ...resource, children: node.children };
  return { type: "image", ...resource, alt: node.alt ?? null };
}
