import type { Message, Place } from "../../message/message.ts";
import type { Annotation, Block, BlockKind, SettingsSource } from "../document.ts";
import { indexLines, type LineIndex, positionAt } from "../lines.ts";
import { type Fault, faults } from "./faults.ts";
import { Front } from "./front.ts";
import { Sections } from "./sections.ts";
import { spotOf } from "./source.ts";
import { lineAt, offsetAt, type View } from "./view.ts";

/** Where the parser stands in a view. Each construct's function reads from `at` on and leaves it behind what it read. */
export interface Cursor {
  readonly reading: Reading;
  readonly view: View;
  /** Whether section titles may stand here. */
  readonly titles: boolean;
  at: number;
}

/** Literal text, as a construct's function found it. */
export interface Found {
  readonly kind: BlockKind;
  readonly view: View;
  readonly lang?: string | undefined;
  readonly meta?: string | undefined;
}

interface Text {
  readonly path: string;
  readonly text: string;
}

/** So deep may constructs be nested: each level costs stack, and time for the lines inside. */
const MAX_DEPTH = 200;

/** What is known of a document while it is read, and what has been found so far. */
export class Reading {
  readonly blocks: Block[] = [];
  readonly messages: Message[] = [];
  readonly settings: SettingsSource[] = [];
  /** The language that a `highlight` directive has set for the literal blocks behind it. */
  highlight: string | undefined;
  sections: Sections = new Sections();
  readonly front: Front = new Front();
  readonly #text: Text;
  readonly #parse: (cursor: Cursor) => void;
  #index: LineIndex | undefined;
  #depth = 0;
  #deepest = false;
  #annotation: Annotation | undefined;

  constructor(text: Text, parse: (cursor: Cursor) => void) {
    this.#text = text;
    this.#parse = parse;
  }

  /** Reads text that stands inside a construct; titles may not stand there (docutils: nested_parse). */
  nest(view: View): void {
    this.#run(view, false);
  }

  /** Reads text with sections of its own: a document's, a directive's (Sphinx: nested_parse_with_titles). */
  nestWithTitles(view: View): void {
    const outer = this.sections;
    this.sections = new Sections(outer.path);
    this.#run(view, true);
    this.sections = outer;
  }

  add({ kind, view, lang, meta }: Found): void {
    const lines = Array.from({ length: view.to - view.from }, (_, i) => lineAt(view, view.from + i));
    const [first] = lines;
    if (first === undefined) return;
    const last = view.lines.cell ? first : (lines.at(-1) ?? first);
    this.blocks.push({
      kind,
      ...(lang !== undefined && { lang }),
      ...(meta !== undefined && meta !== "" && { meta }),
      ...(this.#annotation !== undefined && { comment: this.#annotation }),
      section: this.sections.path,
      start: this.placeAt(first.range.start).line,
      text: lines.map((line) => line.text).join("\n"),
      lines,
      range: { start: first.range.start, end: last.range.end },
      rewritable: !view.lines.cell && isContiguous(view),
    });
    this.#annotation = undefined;
  }

  /** An annotation for the block that comes next. */
  annotate(annotation: Annotation): void {
    this.dropAnnotation();
    this.#annotation = annotation;
  }

  get annotation(): Annotation | undefined {
    return this.#annotation;
  }

  /** What comes next is no block. */
  dropAnnotation(): void {
    if (this.#annotation !== undefined)
      this.messages.push({ ...faults.strayAnnotation(), place: this.#annotation.place });
    this.#annotation = undefined;
  }

  say(fault: Fault, view: View, at: number): void {
    const line = Math.max(view.from, Math.min(at, view.to - 1));
    this.messages.push({ ...fault, place: this.placeAt(offsetAt(view, line)) });
  }

  placeAt(offset: number): Required<Place> {
    this.#index ??= indexLines(this.#text.text);
    return { path: this.#text.path, ...positionAt(this.#index, offset) };
  }

  #run(view: View, titles: boolean): void {
    this.dropAnnotation();
    if (this.#depth > 0) this.front.close();
    if (view.from >= view.to) return;
    if (this.#depth === MAX_DEPTH) {
      if (!this.#deepest) this.messages.push({ ...faults.tooDeep(), place: this.placeAt(offsetAt(view, view.from)) });
      this.#deepest = true;
      return;
    }
    this.#depth++;
    this.#parse({ reading: this, view, titles, at: view.from });
    this.#depth--;
    this.dropAnnotation();
  }
}

/** Whether the lines follow each other in the source: directives' options may stand between them. */
function isContiguous({ lines, from, to }: View): boolean {
  if (lines.spots === undefined) return true;
  return spotOf(lines, to - 1).row - spotOf(lines, from).row === to - 1 - from;
}
