import type { PhrasingContent } from "mdast";
import { toString } from "mdast-util-to-string";
import { readHtml, type Tag } from "./tags.ts";

type Wrap = (children: PhrasingContent[], tag: Tag) => PhrasingContent;

const code: Wrap = (children) => ({ type: "inlineCode", value: toString({ type: "paragraph", children }) });
const emphasis: Wrap = (children) => ({ type: "emphasis", children });
const strong: Wrap = (children) => ({ type: "strong", children });
const struck: Wrap = (children) => ({ type: "delete", children });

const WRAPS: ReadonlyMap<string, Wrap> = new Map<string, Wrap>([
  ...["code", "kbd", "samp", "tt"].map((name) => [name, code] as const),
  ...["em", "i", "cite", "dfn", "var"].map((name) => [name, emphasis] as const),
  ...["strong", "b", "summary"].map((name) => [name, strong] as const),
  ...["del", "s", "strike"].map((name) => [name, struck] as const),
  ["sub", (children): PhrasingContent => ({ type: "subscript", children })],
  ["sup", (children): PhrasingContent => ({ type: "superscript", children })],
  ["a", anchor],
]);

function anchor(children: PhrasingContent[], { attributes }: Tag): PhrasingContent {
  const url = attributes.get("href");
  if (url !== undefined) return { type: "link", url, title: attributes.get("title") ?? null, children };
  const id = attributes.get("id") ?? attributes.get("name");
  return { type: "anchor", children, ...(id !== undefined && { data: { id } }) };
}

/** Phrasing with tags among it, as `html` nodes: they become what they mean, or go. */
export function foldHtml(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return fold(nodes.flatMap((node) => (node.type === "html" ? readHtml(node.value).map(asNode) : [node])));
}

/** An opened tag, and what has been read in it. */
interface Opened {
  readonly tag: Tag;
  readonly wrap: Wrap;
  readonly children: PhrasingContent[];
}

/** What is not closed ends with the text; what was not opened is not closed. */
export function fold(items: readonly (PhrasingContent | Tag)[]): PhrasingContent[] {
  const done: PhrasingContent[] = [];
  const open: Opened[] = [];
  const put = (node: PhrasingContent): void => void (open.at(-1)?.children ?? done).push(node);
  const close = (): void => {
    const { tag, wrap, children } = open.pop()!;
    const nothing = tag.name === "a" && tag.attributes.size === 0;
    if (nothing) for (const child of children) put(child);
    else put(wrap(children, tag));
  };
  for (const item of items) {
    if ("type" in item) put(item);
    else if (item.closing) {
      const depth = open.findLastIndex(({ tag }) => tag.name === item.name);
      if (depth !== -1) while (open.length > depth) close();
    } else {
      const wrap = WRAPS.get(item.name);
      if (wrap !== undefined) open.push({ tag: item, wrap, children: [] });
      else if (item.name === "br") put({ type: "break" });
      else if (item.name === "img") put(image(item));
    }
  }
  while (open.length > 0) close();
  return done;
}

function image({ attributes }: Tag): PhrasingContent {
  const [url = "", alt, title] = ["src", "alt", "title"].map((name) => attributes.get(name));
  return { type: "image", url, alt: alt ?? null, title: title ?? null };
}

function asNode(item: Tag | string): PhrasingContent | Tag {
  return typeof item === "string" ? { type: "text", value: item } : item;
}
