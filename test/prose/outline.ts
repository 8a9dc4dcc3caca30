/** A tree as lines that a person can read: a block a line, what stands in it below, text with its markup. */
import type { Nodes } from "mdast";
import type { Document, Format } from "../../src/document/document.ts";
import type { Include } from "../../src/document/include.ts";
import { parse } from "../../src/document/parse.ts";
import { proseOf } from "../../src/prose/prose.ts";

export async function outlineOf(text: string, format: Format, include?: Include): Promise<string> {
  const paths = { markdown: "a.md", rst: "a.rst", cram: "a.t" };
  const path = paths[format];
  return outline(proseOf(await parse(text, { path, format, ...(include && { include }) }), include)).join("\n");
}

/** The indices of a document's blocks in the order in which they stand in its tree. */
export function blocksIn(node: Nodes): number[] {
  if (node.type === "code" && node.data?.block !== undefined) return [node.data.block];
  return "children" in node ? node.children.flatMap((child) => blocksIn(child)) : [];
}

/** What a document's blocks say, those in its tree, which must be the same. */
export function textsOf(document: Document, prose: Nodes): { readonly written: string[]; readonly shown: string[] } {
  const shown: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "code" && node.data?.block !== undefined) shown[node.data.block] = node.value;
    else if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(prose);
  return { written: document.blocks.map(({ text }) => text), shown };
}

const ATTRIBUTES = ["depth", "ordered", "start", "spread", "checked", "kind", "headRows", "indent", "label", "lang"];
const INLINE = new Set(["paragraph", "heading", "caption", "attribution", "definitionTerm", "verseLine", "tableCell"]);

export function outline(node: Nodes, depth = 0): string[] {
  const fields = node as unknown as Record<string, unknown>;
  const said = ATTRIBUTES.filter(
    (name) => fields[name] !== undefined && fields[name] !== null && fields[name] !== false,
  );
  const words = said.map((name) => (fields[name] === true ? name : `${name}=${String(fields[name])}`));
  const { block, id } = node.data ?? {};
  const data = [...(id === undefined ? [] : [`#${id}`]), ...(block === undefined ? [] : [`@${block}`])];
  const text = INLINE.has(node.type) ? phrase((node as { children: Nodes[] }).children) : undefined;
  const value = node.type === "code" ? node.value : text;
  const head =
    [node.type, ...words, ...data].join(" ") + (value === undefined ? "" : `: ${value.replaceAll("\n", "⏎")}`);
  const inside = text === undefined && "children" in node ? node.children : [];
  return [" ".repeat(depth) + head, ...inside.flatMap((child) => outline(child, depth + 1))];
}

function phrase(nodes: readonly Nodes[]): string {
  return nodes.map((node) => phraseOf(node)).join("");
}

function phraseOf(node: Nodes): string {
  const inside = "children" in node ? phrase(node.children) : "";
  const shown: Partial<Record<Nodes["type"], () => string>> = {
    text: () => valueOf(node),
    emphasis: () => `*${inside}*`,
    strong: () => `**${inside}**`,
    delete: () => `~${inside}~`,
    inlineCode: () => `\`${valueOf(node)}\``,
    link: () => `[${inside}](${"url" in node ? node.url : ""})`,
    image: () => (node.type === "image" ? `![${node.alt ?? ""}](${node.url})` : ""),
    footnoteReference: () => `[^${"label" in node ? (node.label ?? "") : ""}]`,
    break: () => "<br>",
  };
  const id = node.data?.id === undefined ? "" : ` #${node.data.id}`;
  return shown[node.type]?.() ?? `<${node.type}${id}>${inside}</>`;
}

function valueOf(node: Nodes): string {
  return "value" in node ? node.value : "";
}
