import type { BlockContent, DefinitionContent, Parent, PhrasingContent, Root } from "mdast";

/**
 * The prose of a document: mdast (https://github.com/syntax-tree/mdast) and the nodes below, for what mdast lacks.
 *
 * - Each block of `document.blocks` is one `code` node with `data.block`, its index there; they stand in that order. Code
 *   that is no block of the document (mathematics, say) has no `data.block`.
 * - Headings have `data.id`, unique in the document; so has all that a link in the document leads to (`#id`).
 * - `html`, `yaml`, `definition`, `linkReference` and `imageReference` never occur: they are resolved, or left out.
 * - `footnoteReference` and `footnoteDefinition` are as in mdast; every reference has its definition. A definition
 *   stands where the document has it. `label` is what readers see.
 * - URLs are as the document writes them: who makes HTML of them says which schemes are safe.
 */
export type Prose = Root;

/** A term, or several, and what is said of it: also fields (`:name: body`) and options of a command. */
export interface DefinitionList extends Parent {
  type: "definitionList";
  /** How the document writes it; terms of options are inline code. */
  kind: "definition" | "field" | "option";
  children: (DefinitionTerm | DefinitionDescription)[];
}

export interface DefinitionTerm extends Parent {
  type: "definitionTerm";
  children: PhrasingContent[];
}

export interface DefinitionDescription extends Parent {
  type: "definitionDescription";
  children: ProseContent[];
}

/** Text that is set apart. Its first child is a `caption` where the document gives it a title. */
export interface Admonition extends Parent {
  type: "admonition";
  /** In small letters: `note`, `warning`, `versionadded`, `topic`, `sidebar`, `tab`, `details`, … */
  kind: string;
  children: ProseContent[];
}

/** Verse, addresses: each line is a line. */
export interface LineBlock extends Parent {
  type: "lineBlock";
  children: VerseLine[];
}

export interface VerseLine extends Parent {
  type: "verseLine";
  /** From 0. */
  indent: number;
  children: PhrasingContent[];
}

/** A picture (a paragraph with an `image`), a `table` or a `code` with a `caption`, and further text. */
export interface Figure extends Parent {
  type: "figure";
  children: ProseContent[];
}

export interface Caption extends Parent {
  type: "caption";
  children: PhrasingContent[];
}

/** Who said it: the last child of a block quote. */
export interface Attribution extends Parent {
  type: "attribution";
  children: PhrasingContent[];
}

/** What mdast's `table` cannot hold: blocks in cells, cells over several rows or columns, no head, several head rows. */
export interface GridTable extends Parent {
  type: "gridTable";
  /** So many rows at the top are its head. */
  headRows: number;
  children: GridRow[];
}

export interface GridRow extends Parent {
  type: "gridRow";
  children: GridCell[];
}

export interface GridCell extends Parent {
  type: "gridCell";
  /** Columns and rows that it takes up, from 1. */
  columns: number;
  rows: number;
  /** Whether it is the head of its row. */
  head: boolean;
  children: ProseContent[];
}

export interface Superscript extends Parent {
  type: "superscript";
  children: PhrasingContent[];
}

export interface Subscript extends Parent {
  type: "subscript";
  children: PhrasingContent[];
}

/** Text that links lead to: `data.id`. */
export interface Anchor extends Parent {
  type: "anchor";
  children: PhrasingContent[];
}

export type ProseContent = BlockContent | DefinitionContent;

interface Blocks {
  definitionList: DefinitionList;
  admonition: Admonition;
  lineBlock: LineBlock;
  figure: Figure;
  caption: Caption;
  attribution: Attribution;
  gridTable: GridTable;
}

interface Phrases {
  superscript: Superscript;
  subscript: Subscript;
  anchor: Anchor;
}

interface Parts {
  definitionTerm: DefinitionTerm;
  definitionDescription: DefinitionDescription;
  verseLine: VerseLine;
  gridRow: GridRow;
  gridCell: GridCell;
}

export type Numbering = "loweralpha" | "upperalpha" | "lowerroman" | "upperroman";

declare module "mdast" {
  interface BlockContentMap extends Blocks {}
  interface PhrasingContentMap extends Phrases {}
  interface RootContentMap extends Blocks, Phrases, Parts {}
  interface Data {
    /** Of a `code` node: index into `document.blocks`. */
    block?: number;
    /** What a link `#id` leads to. */
    id?: string;
    /** Of a `list` that is ordered: how its items are numbered, where it is not `1`, `2`, `3`. */
    numbering?: Numbering;
    /** Of a footnote and what refers to it: it is known by its label, whatever its number. */
    citation?: boolean;
    /** Of a paragraph: its text stands as it is written, for it would take too long to read its markup. */
    unread?: boolean;
    /** Of what `splitAtBlocks` has cut in two: the second part. */
    continued?: boolean;
  }
}
