import type { RootContent } from "mdast";
import { append } from "./lists.ts";
import { blockquote, codeBlock, footnote, heading, verse } from "./typeset/blocks.ts";
import { admonition } from "./typeset/admonition.ts";
import { definitions } from "./typeset/definitions.ts";
import { fill } from "./typeset/lines.ts";
import { list } from "./typeset/list.ts";
import type { Setting, TypesetOptions } from "./typeset/setting.ts";
import { Spans } from "./typeset/spans.ts";
import { table } from "./typeset/table.ts";

export type { TypesetOptions } from "./typeset/setting.ts";

const NARROWEST = 16;

/** Prose as a terminal shows it, line by line. Nothing in it but the paint is more than characters to be seen. */
export function typeset(nodes: readonly RootContent[], options: TypesetOptions): string[] {
  const colours = options.paint.sgr("1", "") !== "";
  return setAll(nodes, {
    ...options,
    columns: Math.max(20, options.columns),
    colours,
    narrowest: NARROWEST,
    set: setAll,
  });
}

/** Blocks one below the other, a blank line between them. */
function setAll(nodes: readonly RootContent[], setting: Setting): string[] {
  const lines: string[] = [];
  let before: RootContent | undefined;
  for (const node of nodes) {
    const set = setNode(node, setting);
    if (set.length === 0) continue;
    if (before !== undefined && !isClose(before, node)) lines.push("");
    append(lines, set);
    before = node;
  }
  return lines;
}

/** A heading and the text below it belong together, as footnotes do. */
function isClose(before: RootContent, node: RootContent): boolean {
  if (before.type === "heading") return node.type !== "heading" && node.type !== "thematicBreak";
  if (before.type === "footnoteDefinition" && node.type === "footnoteDefinition") return true;
  return before.type === "caption" || node.type === "caption" || node.type === "attribution";
}

type Setter<Type> = (node: Extract<RootContent, { type: Type }>, setting: Setting) => readonly string[];

const SETTERS: { readonly [Type in RootContent["type"]]?: Setter<Type> } = {
  paragraph: ({ children }, setting) => fill(new Spans(setting.colours).read(children).all, setting),
  heading,
  code: codeBlock,
  list,
  blockquote,
  attribution: ({ children }, setting) => fill(new Spans(setting.colours).put("— ").read(children).all, setting),
  caption: ({ children }, setting) =>
    fill(new Spans(setting.colours).read([{ type: "emphasis", children }]).all, setting),
  admonition,
  definitionList: definitions,
  lineBlock: verse,
  table,
  gridTable: table,
  footnoteDefinition: footnote,
  thematicBreak: (_, { columns }) => [`${" ".repeat(Math.floor((columns - 5) / 2))}* * *`],
};

function setNode(node: RootContent, setting: Setting): readonly string[] {
  const setter = SETTERS[node.type] as ((one: RootContent, setting: Setting) => readonly string[]) | undefined;
  if (setter !== undefined) return setter(node, setting);
  // What does not stand by itself, as a rule.
  if ("children" in node) return setting.set(node.children, setting);
  return "value" in node
    ? fill(new Spans(setting.colours).read([{ type: "text", value: node.value }]).all, setting)
    : [];
}
