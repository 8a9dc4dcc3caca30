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
  /**
   * In the order in which they are read, which is the source's; those of an included file stand where it is included.
   * The ranges of one source never overlap, but where a file is included more than once.
   */
  readonly blocks: readonly Block[];
  /** What the document says about how it is to be run, not yet checked. */
  readonly settings: readonly SettingsSource[];
  readonly messages: readonly Message[];
  /** The files that the document and its included files name, in the order in which they are read. */
  readonly includes?: readonly Inclusion[];
}

/** A text that blocks come from: the document's own, or that of a file it includes. */
export interface Origin {
  readonly path: string;
  readonly text: string;
}

export interface Inclusion {
  /** As the document writes it. */
  readonly name: string;
  readonly place: Required<Place>;
  /** Of the file; undefined where it was not followed. */
  readonly path?: string;
}

export type Format = "markdown" | "rst" | "cram";

/** A half-open range of UTF-16 offsets into the source: the document's text, or that of the block's origin. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The six ways in which the two formats hold literal text. */
export type BlockKind = "literal" | "quoted" | "doctest" | "directive" | "fence" | "indented";

export interface Block {
  readonly kind: BlockKind;
  /** The included file that holds the block; undefined where the document itself does. */
  readonly origin?: Origin;
  /** The language as it is written (`console`), without what stands around it; undefined where none is named. */
  readonly lang?: string;
  /** What follows the language in a fence's info string, as written. */
  readonly meta?: string;
  /** The prompts that a `prompt` directive names for its commands (sphinx-prompt). */
  readonly prompts?: NamedPrompts;
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
  /**
   * False where new text cannot be put in place safely: an unclosed fence, a table cell, text of a file that is included
   * once more.
   */
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

export interface NamedPrompts {
  /** Without the blank behind them. */
  readonly texts: readonly string[];
  /** Whether the body shows them. If not, each of its commands has the first one. */
  readonly shown: boolean;
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
