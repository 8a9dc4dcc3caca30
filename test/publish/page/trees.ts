import type { PhrasingContent } from "mdast";
import type { GridCell, Prose, ProseContent } from "../../../src/prose/tree.ts";

export const words = (value: string): PhrasingContent => ({ type: "text", value });
export const paragraph = (...children: PhrasingContent[]): ProseContent => ({ type: "paragraph", children });
export const root = (...children: Prose["children"]): Prose => ({ type: "root", children });

const cell = (text: string, more: Partial<GridCell> = {}): GridCell => ({
  ...{ type: "gridCell", columns: 1, rows: 1, head: false, children: [paragraph(words(text))] },
  ...more,
});

/** Every node that mdast lacks, and what is rare of mdast. */
export const EVERYTHING: Prose = root(
  {
    type: "heading",
    depth: 1,
    data: { id: "everything" },
    children: [words("Every "), { type: "inlineCode", value: "node" }],
  },
  {
    type: "definitionList",
    kind: "option",
    children: [
      { type: "definitionTerm", data: { id: "-v" }, children: [{ type: "inlineCode", value: "-v" }] },
      { type: "definitionDescription", children: [paragraph(words("says more"))] },
    ],
  },
  {
    type: "admonition",
    kind: "warning",
    children: [paragraph(words("Mind "), { type: "link", url: "#a:b", children: [words("this")] })],
  },
  {
    type: "admonition",
    kind: "tip",
    children: [{ type: "caption", children: [words("Better so")] }, paragraph(words("yes"))],
  },
  {
    type: "admonition",
    kind: "details",
    children: [{ type: "caption", children: [words("More of it")] }, paragraph(words("folded"))],
  },
  {
    type: "lineBlock",
    children: [
      { type: "verseLine", indent: 0, children: [words("one")] },
      { type: "verseLine", indent: 1, children: [words("two")] },
    ],
  },
  {
    type: "figure",
    children: [
      { type: "code", value: "x = <1>" },
      { type: "caption", children: [words("A figure")] },
    ],
  },
  {
    type: "blockquote",
    children: [paragraph(words("Well said")), { type: "attribution", children: [words("Ann")] }],
  },
  {
    type: "gridTable",
    headRows: 1,
    children: [
      { type: "gridRow", children: [cell("a", { columns: 2 }), cell("b")] },
      { type: "gridRow", children: [cell("c", { head: true }), cell("d", { rows: 2 }), cell("e")] },
      { type: "gridRow", children: [cell("f", { head: true }), cell("g")] },
    ],
  },
  paragraph(
    words("H"),
    { type: "subscript", children: [words("2")] },
    words("O, x"),
    { type: "superscript", children: [words("2")] },
    { type: "anchor", data: { id: "a:b" }, children: [words(" here")] },
    words(" "),
    { type: "footnoteReference", identifier: "1", label: "1" },
  ),
  { type: "footnoteDefinition", identifier: "1", label: "1", children: [paragraph(words("A note."))] },
  {
    type: "list",
    ordered: true,
    start: 3,
    children: [
      { type: "listItem", checked: true, children: [paragraph(words("done"))] },
      { type: "listItem", checked: false, children: [paragraph(words("to do"))] },
    ],
  },
  { type: "heading", depth: 4, data: { id: "deep" }, children: [words("Deep")] },
  { type: "heading", depth: 2, data: { id: "second" }, children: [words("Second")] },
  { type: "heading", depth: 3, data: { id: "third" }, children: [words("Third")] },
  paragraph(words("שלום עולם, שלום")),
  { type: "thematicBreak" },
);
