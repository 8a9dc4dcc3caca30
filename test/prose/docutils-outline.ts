/** A tree as an outline of lines that bench/corpus/prose-oracle.py makes of docutils' tree, too. */
import type { Nodes, PhrasingContent } from "mdast";

type Of<Type, Result> = (node: Extract<Nodes, { type: Type }>) => Result;

const BLOCKS: { readonly [Type in Nodes["type"]]?: Of<Type, string[]> } = {
  heading: ({ depth, children }) => line(`h${depth}`, phrase(children)),
  paragraph: ({ children }) => line("p", phrase(children)),
  caption: ({ children }) => line("caption", phrase(children)),
  attribution: ({ children }) => line("attribution", phrase(children)),
  definitionTerm: ({ children }) => line("dt", phrase(children)),
  verseLine: ({ children }) => line("line", phrase(children)),
  code: ({ value }) => line("code", value),
  thematicBreak: () => ["hr"],
  list: ({ ordered, start, data }) => [ordered === true ? `ol ${start ?? 1} ${data?.numbering ?? "arabic"}` : "ul"],
  listItem: () => ["li"],
  definitionList: ({ kind }) => [{ definition: "dl", field: "fields", option: "options" }[kind]],
  definitionDescription: () => ["dd"],
  blockquote: () => ["quote"],
  lineBlock: () => ["verse"],
  footnoteDefinition: ({ label }) => [`note ${label ?? ""}`],
  admonition: ({ kind }) => [`admonition ${kind}`],
  table: () => ["table 1"],
  gridTable: ({ headRows }) => [`table ${headRows}`],
  tableRow: () => ["row"],
  gridRow: () => ["row"],
  tableCell: ({ children }) => ["cell 1 1", ...line("p", phrase(children))],
  gridCell: ({ columns, rows }) => [`cell ${columns} ${rows}`],
};

/** Their text is in their line. */
const TEXTS = new Set("heading paragraph caption attribution definitionTerm verseLine tableCell".split(" "));

export function outlineOf(node: Nodes): string[] {
  const own = (BLOCKS[node.type] as ((one: Nodes) => string[]) | undefined)?.(node) ?? [];
  if (TEXTS.has(node.type) || !("children" in node)) return own;
  const inside = node.children.flatMap((child) => outlineOf(child));
  // docutils' options are no code.
  const isOptions = node.type === "definitionList" && node.kind === "option";
  return [...own, ...(isOptions ? inside.map((one) => one.replace(/^dt: `(.*)`$/, "dt: $1")) : inside)];
}

function line(kind: string, text: string): string[] {
  const shown = text.replaceAll(/\s+/g, " ").trim();
  return shown === "" ? [] : [`${kind}: ${shown}`];
}

const PHRASES: { readonly [Type in Nodes["type"]]?: Of<Type, string> } = {
  text: ({ value }) => value,
  inlineCode: ({ value }) => `\`${value}\``,
  emphasis: ({ children }) => `*${phrase(children)}*`,
  strong: ({ children }) => `**${phrase(children)}**`,
  superscript: ({ children }) => `^{${phrase(children)}}`,
  subscript: ({ children }) => `_{${phrase(children)}}`,
  anchor: ({ children }) => `{${phrase(children)}}`,
  link: ({ url, children }) => `[${phrase(children)}](${url.startsWith("#") ? "#" : url})`,
  image: ({ alt, url }) => `![${alt ?? ""}](${url})`,
  footnoteReference: ({ label }) => `[^${label ?? ""}]`,
};

function phrase(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => (PHRASES[node.type] as ((one: PhrasingContent) => string) | undefined)?.(node) ?? "")
    .join("");
}
