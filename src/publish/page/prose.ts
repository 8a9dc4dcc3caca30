import type { Element, ElementContent } from "hast";
import { sanitize, type Schema } from "hast-util-sanitize";
import type { Code, FootnoteDefinition, FootnoteReference, Heading, Image, Nodes, Paragraph } from "mdast";
import { defaultHandlers, type State, toHast } from "mdast-util-to-hast";
import { append } from "../../prose/lists.ts";
import type { Prose } from "../../prose/tree.ts";
import { el, mapElements } from "./element.ts";
import type { Outline } from "./outline.ts";
import { NODE_HANDLERS } from "./nodes.ts";

/** What a document's nodes become that are not prose. */
export interface Inlays {
  /** For a block of the document, by its index. */
  readonly block: (index: number) => Element;
  /** For other code. */
  readonly code: (text: string) => Element;
  /** The data: URL of an image of the project's own, where it is small enough to be in the page. */
  readonly image: (url: string) => string | undefined;
}

/** A bounded prose as elements. Nothing in it is markup but what its nodes stand for, and nothing is fetched for it. */
export function proseView(prose: Prose, outline: Outline, inlays: Inlays): ElementContent[] {
  const slots: Element[] = [];
  const slot = (element: Element): Element => el("slot", { name: String(slots.push(element) - 1) });
  const referred = referredIn(prose);
  const tree = toHast(prose, {
    clobberPrefix: "note:",
    footnoteLabelTagName: "h2",
    footnoteLabelProperties: {},
    handlers: {
      ...NODE_HANDLERS,
      code: (_, node: Code) => {
        const block = node.data?.block;
        return slot(block === undefined ? inlays.code(node.value) : inlays.block(block));
      },
      heading: (state, node: Heading) => {
        const level = Math.min(outline.levelOf(node), 6);
        return state.applyData(node, el(`h${level}`, {}, state.all(node)));
      },
      paragraph: (state, node: Paragraph) => {
        const text = state.applyData(node, el("p", {}, state.all(node)));
        return node.data?.unread === true ? [el("p", { className: ["caption"] }, [UNREAD]), text] : text;
      },
      footnoteDefinition: (state, node: FootnoteDefinition) =>
        referred.has(node.identifier) ? undefined : loneNote(node, state),
      footnoteReference: (state, node: FootnoteReference) => {
        const view = defaultHandlers.footnoteReference(state, node);
        const [link] = view.children;
        if (node.data?.citation === true && link?.type === "element")
          link.children = [{ type: "text", value: `[${node.label ?? ""}]` }];
        return view;
      },
      image: (_, node: Image) => imageView(node, inlays),
    },
  });
  const safe = sanitize(tree, SCHEMA);
  const children = safe.type === "root" ? safe.children : [safe];
  return mapElements(children.filter(isContent), (element) => finish(element, slots));
}

/** The notes to which something refers: they stand at the end. */
function referredIn(prose: Prose): ReadonlySet<string> {
  const found = new Set<string>();
  const todo: Nodes[] = [prose];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (node.type === "footnoteReference") found.add(node.identifier);
    if ("children" in node) append(todo, node.children);
  }
  return found;
}

/** A note stands where the document has it if nothing in the text leads there. */
function loneNote(node: FootnoteDefinition, state: State): Element {
  const label = node.data?.citation !== true && el("p", { className: ["caption"] }, [`[${node.label ?? ""}]`]);
  return el("div", { id: `note:fn-${node.identifier}` }, [label, ...state.all(node)]);
}

const UNREAD = "The text below is shown as it is written: it is too long, or nested too deeply, to be read.";

/** A picture of another host would tell it who reads the page: it is a link. */
function imageView({ url, alt }: Image, { image }: Inlays): Element {
  const source = RASTER.test(url) ? url : image(url);
  const words = alt?.trim() ?? "";
  if (source !== undefined && RASTER.test(source)) return el("img", { src: source, alt: words });
  return el("a", { href: url, className: ["picture"] }, [words === "" ? "(picture)" : words]);
}

/** Pictures that hold nothing but pixels. */
const RASTER = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+$/;

function isContent(node: { type: string }): node is ElementContent {
  return node.type === "element" || node.type === "text";
}

/** In characters. */
const SHORT = 24;

/** Lines of text, of which each has a direction of its own. */
const LINES: ReadonlySet<string> = new Set(
  "p h1 h2 h3 h4 h5 h6 li dt dd td th figcaption summary blockquote".split(" "),
);

function finish(element: Element, slots: readonly Element[]): Element | undefined {
  const { tagName } = element;
  const properties = ownIds(element.properties);
  if (tagName === "slot") return withId(slots[Number(properties["name"])] ?? el("p"), properties);
  if (tagName === "input") return taskView(properties["checked"] === true);
  const children = mapElements(element.children, (child) => finish(child, slots));
  if (tagName === "table") return el("div", { className: ["scroll"] }, [{ ...element, children }]);
  const { href } = properties;
  if (tagName === "a" && typeof href === "string" && /^(?:[a-z]+:)?\/\//i.test(href))
    return { ...element, properties: { ...properties, rel: ["noreferrer"] }, children };
  // Options and names stay on one line: `--find` is not to be broken behind its dashes.
  const [only] = children;
  if (tagName === "code" && only?.type === "text" && only.value.length <= SHORT)
    return { ...element, properties: { className: ["short"] } };
  return { ...element, properties: LINES.has(tagName) ? { ...properties, dir: "auto" } : properties, children };
}

/** mdast-util-to-hast names the heading of footnotes, and refers to it. */
function ownIds(properties: Element["properties"]): Element["properties"] {
  const { id, ariaDescribedBy } = properties;
  if (id === FOOTNOTES) return { ...properties, id: "note:label" };
  return ariaDescribedBy === undefined ? properties : { ...properties, ariaDescribedBy: ["note:label"] };
}

const FOOTNOTES = "footnote-label";

function withId(element: Element, { id }: Element["properties"]): Element {
  return id === undefined ? element : { ...element, properties: { ...element.properties, id } };
}

function taskView(done: boolean): Element {
  return el("span", { className: ["task"], role: "img", ariaLabel: done ? "done" : "to do" }, [done ? "☑" : "☐"]);
}

const SCHEMA: Schema = {
  tagNames: (
    "a aside blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img input kbd li ol p " +
    "pre section slot span strong sub summary sup table tbody td th thead tr ul"
  ).split(" "),
  attributes: {
    a: ["href", "title", "dataFootnoteRef", "dataFootnoteBackref", "ariaDescribedBy", "ariaLabel"],
    img: ["src", "alt", "title"],
    input: ["checked"],
    ol: ["start", "type"],
    section: ["dataFootnotes"],
    slot: ["name"],
    td: ["align", "colSpan", "rowSpan"],
    th: ["align", "colSpan", "rowSpan", "scope"],
    "*": ["id", "className", "role"],
  },
  protocols: { href: ["http", "https", "mailto", "ftp", "irc", "ircs", "xmpp"], src: ["data"] },
  clobber: [],
  required: {},
  strip: ["script"],
};
