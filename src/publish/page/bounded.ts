import type { FootnoteDefinition, Link, Nodes, PhrasingContent, RootContent, Table } from "mdast";
import { greatest } from "../../prose/lists.ts";
import type { Numbering, Prose } from "../../prose/tree.ts";

/** What makes HTML of a tree calls itself for each level; no person nests as deep as this. */
const DEEPEST = 100;

/**
 * A copy of its own, to be changed: what is nested too deep is only its text, and no heading is without one; ids are where mdast-util-to-hast looks for
 * them, and never the page's own, and links lead to them.
 */
export function boundedProse(prose: Prose): Prose {
  const copy: Prose = { ...prose };
  const ids = new Set<string>();
  const links: Link[] = [];
  const todo: { node: Nodes; depth: number }[] = [{ node: copy, depth: 0 }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { node, depth } = next;
    const id = node.data?.id === undefined ? undefined : idOf(node.data.id);
    const numbering = node.data?.numbering;
    const hProperties = { ...(id && { id }), ...(numbering && { type: NUMBERINGS[numbering] }) };
    if (id !== undefined || numbering !== undefined)
      node.data = { ...node.data, ...(id && { id }), hProperties } as Nodes["data"];
    if (id !== undefined) ids.add(id);
    if (node.type === "table") node.align = alignOf(node);
    if (node.type === "link" && node.url.startsWith("#") && node.url.includes(":")) {
      node.url = `#${idOf(node.url.slice(1))}`;
      links.push(node);
    }
    if (!("children" in node)) continue;
    const children: RootContent[] =
      depth < DEEPEST ? node.children.flatMap(copyOf) : [{ type: "text", value: textBelow(node) }];
    if (node.type === "footnoteDefinition" && node.data?.citation === true)
      children.unshift(...labelled(node, children));
    (node as { children: RootContent[] }).children = children;
    for (const child of children) todo.push({ node: child, depth: depth + 1 });
  }
  // Nothing of the page's own is a place in the document.
  for (const link of links) if (!ids.has(link.url.slice(1))) Object.assign(link, { type: "anchor" });
  return copy;
}

/** A heading in which nobody can read or hear anything leads nowhere: what it holds is no heading. */
function copyOf(node: RootContent): RootContent[] {
  if (node.type !== "heading" || /[^\p{Z}\p{C}]/u.test(textBelow(node))) return [{ ...node }];
  return node.children.length === 0 ? [] : [{ type: "paragraph", children: node.children }];
}

const NUMBERINGS: Readonly<Record<Numbering, string>> = {
  loweralpha: "a",
  upperalpha: "A",
  lowerroman: "i",
  upperroman: "I",
};

/** The label of a citation, in front of what begins it: the page's notes have numbers. */
function labelled({ label }: FootnoteDefinition, children: RootContent[]): RootContent[] {
  const first = children[0]?.type === "paragraph" ? children.shift() : undefined;
  const text: PhrasingContent = { type: "text", value: `[${label ?? ""}] ` };
  return [{ type: "paragraph", children: [text, ...(first?.type === "paragraph" ? first.children : [])] }];
}

/** For each cell of the longest row: mdast-util-to-hast shows no more cells than there are alignments. */
function alignOf({ align, children }: Table): Table["align"] {
  const length = greatest(
    children.map((row) => row.children.length),
    0,
  );
  return Array.from({ length }, (_, i) => align?.[i] ?? null);
}

function textBelow(top: Nodes): string {
  const texts: string[] = [];
  const todo: Nodes[] = [top];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if ("value" in node) texts.push(node.value);
    if ("alt" in node) texts.push(node.alt ?? "");
    if ("children" in node) todo.push(...node.children.toReversed());
  }
  return texts.join("");
}

/** Ids with a colon are the page's own. */
function idOf(id: string): string {
  return id.replaceAll(":", "-");
}
