import type { ListItem, PhrasingContent, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import { fold } from "./html.ts";
import { readHtml, type Tag } from "./tags.ts";

/** Tags that stand within a line; all others begin a paragraph. */
const INLINE = new Set(
  (
    "a abbr b bdi bdo big br button cite code del dfn em font i img input ins kbd label mark q s samp small span " +
    "strike strong sub sup td th time tt u var wbr"
  ).split(" "),
);

/** What is read of HTML just now: the tag that says what it is, and what stands in it. */
interface Flow {
  kind: string;
  items: (PhrasingContent | Tag)[];
}

/** A block of HTML as prose: its paragraphs, headings, lists' items and pictures. Tables are rows of text. */
export function htmlBlocks(html: string): RootContent[] {
  const found: RootContent[] = [];
  let flow: Flow = { kind: "p", items: [] };
  const begin = (kind: string): void => {
    add(found, flow);
    flow = { kind, items: [] };
  };
  for (const item of readHtml(html)) {
    if (typeof item === "string") flow.items.push({ type: "text", value: item });
    else if (item.name === "td" || item.name === "th") flow.items.push({ type: "text", value: " " });
    else if (INLINE.has(item.name)) flow.items.push(item);
    else if (item.name === "p" && flow.kind === "li") flow.items.push({ type: "text", value: " " });
    else {
      begin(item.closing ? "p" : item.name);
      if (item.name === "hr") found.push({ type: "thematicBreak" });
    }
  }
  begin("p");
  return found;
}

function add(found: RootContent[], { kind, items }: Flow): void {
  if (kind === "pre") {
    const value = toString({ type: "paragraph", children: fold(items) }).replace(/^\n|\n$/g, "");
    if (value !== "") found.push({ type: "code", lang: null, meta: null, value });
    return;
  }
  const children = trim(fold(items.map((item) => ("type" in item && item.type === "text" ? collapsed(item) : item))));
  if (children.length === 0) return;
  const depth = /^h([1-6])$/.exec(kind)?.[1];
  if (depth !== undefined) found.push({ type: "heading", depth: Number(depth) as 1, children });
  else if (kind === "li")
    addItem(found, { type: "listItem", spread: false, children: [{ type: "paragraph", children }] });
  else found.push({ type: "paragraph", children: kind === "summary" ? [{ type: "strong", children }] : children });
}

function addItem(found: RootContent[], item: ListItem): void {
  const last = found.at(-1);
  if (last?.type === "list") last.children.push(item);
  else found.push({ type: "list", ordered: false, start: null, spread: false, children: [item] });
}

function collapsed<Kind extends { value: string }>(node: Kind): Kind {
  return { ...node, value: node.value.replaceAll(/\s+/g, " ") };
}

/** Without blanks at its ends, and nothing where nothing is seen. */
function trim(nodes: PhrasingContent[]): PhrasingContent[] {
  const isBlank = (node: PhrasingContent | undefined): boolean =>
    node?.type === "break" || (node?.type === "text" && node.value.trim() === "");
  let [from, to] = [0, nodes.length];
  while (from < to && isBlank(nodes[from])) from++;
  while (to > from && isBlank(nodes[to - 1])) to--;
  const kept = nodes.slice(from, to);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first?.type === "text") first.value = first.value.trimStart();
  if (last?.type === "text") last.value = last.value.trimEnd();
  return kept;
}
