import type { Block } from "../document.ts";
import type { Enumerator } from "./enumerator.ts";

/**
 * Hears what a document is made of, in the order of reading, where somebody wants to know more than its blocks. Texts
 * are as written, their indentation cut off, their lines joined by `\n`; markup within lines is still to be read.
 */
export interface Structure {
  enter(part: Part): void;
  /** Behind the part that was entered last. */
  leave(): void;
  leaf(leaf: Leaf): void;
  block(block: Block): void;
}

/** What holds other elements. */
export type Part =
  | { readonly kind: "bullets" }
  | { readonly kind: "numbers"; readonly first: Enumerator }
  /** Of a list. `apart`: a blank line stands before it, and it is not the first one. */
  | { readonly kind: "item"; readonly apart: boolean }
  | { readonly kind: "definitions" }
  | { readonly kind: "definition"; readonly term: string }
  /** `settings`: they may say how the document is run. */
  | { readonly kind: "fields"; readonly settings: boolean }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "options" }
  /** `marker`: `-a, --all=FILE`. */
  | { readonly kind: "option"; readonly marker: string }
  | { readonly kind: "quote" }
  | { readonly kind: "verse" }
  /** A footnote or a citation. */
  | { readonly kind: "note"; readonly label: string }
  /** So many of its rows and columns are heads. */
  | { readonly kind: "table"; readonly head: number; readonly stubs: number }
  | { readonly kind: "row" }
  | { readonly kind: "cell"; readonly columns: number; readonly rows: number }
  | DirectivePart
  /** `|name| directive:: …`. */
  | { readonly kind: "substitution"; readonly name: string };

export interface DirectivePart {
  readonly kind: "directive";
  /** In small letters. */
  readonly name: string;
  readonly argument: string;
  readonly options: ReadonlyMap<string, string>;
  /** What is read as no markup. */
  readonly raw: string;
}

export type Leaf =
  | { readonly kind: "paragraph"; readonly text: string }
  /** `depth`: from 1; undefined where no section begins, for its style is out of turn. */
  | { readonly kind: "title"; readonly text: string; readonly depth: number | undefined }
  | { readonly kind: "transition" }
  | { readonly kind: "attribution"; readonly text: string }
  /** A line of verse. */
  | { readonly kind: "line"; readonly text: string; readonly indent: number }
  /** What stands behind `.. _` or `__ `; without a name it is anonymous. */
  | { readonly kind: "target"; readonly lines: readonly string[]; readonly anonymous: boolean };
