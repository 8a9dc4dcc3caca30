import type { Message, Place } from "../message/message.ts";

/**
 * A source text and its blocks, each with its exact range. What the parsers of every format give, and all that later
 * stages know of a format.
 */
export interface Document {
  readonly path: string;
  readonly format: Format;
  /** The source, unchanged: `\r\n`, tabs and a byte order mark stay. */
  readonly text: string;
  /** In source order; ranges never overlap. */
  readonly blocks: readonly Block[];
  /** What the document says about how it is to be run, not yet checked. */
  readonly settings: readonly SettingsSource[];
  readonly messages: readonly Message[];
}

export type Format = "markdown" | "rst";

/** A half-open range of UTF-16 offsets into the source. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The six ways in which the two formats hold literal text. */
export type BlockKind = "literal" | "quoted" | "doctest" | "directive" | "fence" | "indented";

export interface Block {
  readonly kind: BlockKind;
  /** The language as it is written (`console`), without what stands around it; undefined where none is named. */
  readonly lang?: string;
  /** What follows the language in a fence's info string or a directive's argument, as written. */
  readonly meta?: string;
  /** The annotation comment right before the block (`<!-- howtrue: … -->`, `.. howtrue: …`), its text only. */
  readonly comment?: Annotation;
  /** The titles of the sections that hold the block, outermost first. */
  readonly section: readonly string[];
  /** Line of the first line of the body, from 1. */
  readonly start: number;
  /** The body, dedented, lines joined by `\n`, no final newline. */
  readonly text: string;
  /** The body line by line; `lines.map(l => l.text).join("\n")` is `text`. */
  readonly lines: readonly Line[];
  /** From the first character of the first body line to the end of the last, without its line end. */
  readonly range: Range;
  /** False where new text cannot be put in place safely: an unclosed fence, a table cell. */
  readonly rewritable: boolean;
  /** What a new line of the body begins with; undefined where the body's own lines tell. */
  readonly prefix?: string;
  /** In Markdown, the fence that holds the body: its own, or that of a directive with reStructuredText in it. */
  readonly fence?: Fence;
}

/** The characters that open and close fenced code, and those of the directives that hold it. */
export interface Fence {
  readonly open: Range;
  readonly close?: Range;
  readonly outer?: Fence;
}

export interface Line {
  /** Without indentation, quoting marks and line end. */
  readonly text: string;
  /** Of `text` in the source (where a tab was cut by dedenting, of the part of the line from that tab on). */
  readonly range: Range;
}

/** An annotation's text, still to be parsed, and where it stands. */
export interface Annotation {
  readonly text: string;
  readonly place: Place;
}

/** A piece of the document that holds settings. */
export interface SettingsSource {
  /** `yaml`: a mapping at the top of Markdown; `fields`: RST's field list; `annotation`: `key=value …`. */
  readonly kind: "yaml" | "fields" | "annotation";
  readonly text: string;
  /** Of the first character of `text` in the source. */
  readonly start: number;
}
