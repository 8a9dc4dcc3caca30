import type { Element, ElementContent } from "hast";
import type { Parents } from "mdast";
import type { Handlers, State } from "mdast-util-to-hast";
import type { Admonition, Caption, DefinitionList, GridRow, GridTable, VerseLine } from "../../prose/tree.ts";
import { el } from "./element.ts";

/** How the nodes that mdast lacks become elements. */
export const NODE_HANDLERS: Handlers = {
  definitionList: (state: State, node: DefinitionList) =>
    filled(el("dl", { className: [`of-${node.kind}s`] }), node, state),
  definitionTerm: simply("dt"),
  definitionDescription: simply("dd"),
  lineBlock: simply("div", "verse"),
  verseLine: (state: State, node: VerseLine) =>
    filled(el("div", { className: [`indent-${Math.min(node.indent, MOST_INDENT)}`] }), node, state),
  figure: simply("figure"),
  attribution: simply("p", "attribution"),
  superscript: simply("sup"),
  subscript: simply("sub"),
  anchor: simply("span"),
  caption: (state: State, node: Caption, parent: Parents | undefined) => filled(captionOf(parent), node, state),
  admonition,
  gridTable,
};

const MOST_INDENT = 6;

type Holder = Parents | Caption | GridRow["children"][number] | Admonition | DefinitionList | VerseLine;

function simply(tag: string, name?: string): (state: State, node: Parents) => ElementContent {
  return (state, node) => filled(el(tag, name === undefined ? {} : { className: [name] }), node, state);
}

/** The element with what the node holds, and its id. */
function filled(element: Element, node: Holder, state: State): Element {
  const id = node.data?.id;
  const properties = id === undefined ? element.properties : { ...element.properties, id };
  return { ...element, properties, children: [...element.children, ...state.all(node)] };
}

function captionOf(parent: Admonition | Parents | undefined): Element {
  if (parent?.type === "figure") return el("figcaption");
  if (parent?.type !== "admonition") return el("p", { className: ["caption"] });
  return FOLDED.has(parent.kind) ? el("summary") : el("p", { className: ["label"] });
}

/** What is folded until a reader asks for it. */
const FOLDED: ReadonlySet<string> = new Set(["details", "collapse", "dropdown", "spoiler"]);
/** Kinds that warn; all others inform. */
const WARN: ReadonlySet<string> = new Set(["attention", "caution", "danger", "error", "important", "warning"]);

function admonition(state: State, node: Admonition): Element {
  const { kind, children } = node;
  const [first] = children;
  const isNamed = first?.type === "caption";
  if (FOLDED.has(kind)) {
    return filled(el("details", { className: ["aside"] }, [!isNamed && el("summary", {}, ["Details"])]), node, state);
  }
  const label = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const tone = WARN.has(kind) ? "warns" : "informs";
  const shown = !isNamed && el("p", { className: ["label"] }, [label]);
  return filled(el("div", { className: ["aside", tone], role: "note" }, [shown]), node, state);
}

function gridTable(state: State, { children, headRows, data }: GridTable): Element {
  const rows = children.map((row, i) => gridRow(row, i < headRows, state));
  return el("table", data?.id === undefined ? {} : { id: data.id }, [
    headRows > 0 && el("thead", {}, rows.slice(0, headRows)),
    rows.length > headRows && el("tbody", {}, rows.slice(headRows)),
  ]);
}

function gridRow({ children }: GridRow, isHead: boolean, state: State): Element {
  const cells = children.map((cell) => {
    const { columns, rows, head } = cell;
    const spans = { ...(columns > 1 && { colSpan: columns }), ...(rows > 1 && { rowSpan: rows }) };
    if (isHead) return filled(el("th", { ...spans, scope: "col" }), cell, state);
    return filled(head ? el("th", { ...spans, scope: "row" }) : el("td", spans), cell, state);
  });
  return el("tr", {}, cells);
}
