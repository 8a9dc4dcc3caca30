import type { Message, Place } from "../../message/message.ts";
import type { Annotation, Block, BlockKind, NamedPrompts, Origin, SettingsSource } from "../document.ts";
import type { Include } from "../include.ts";
import { type Fault, faults } from "./faults.ts";
import { SourceFile } from "./file.ts";
import type { Front } from "./front.ts";
import { Inclusions } from "./inclusions.ts";
import { Sections } from "./sections.ts";
import { spotOf } from "./source.ts";
import type { Structure } from "./structure.ts";
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
  readonly prompts?: NamedPrompts | undefined;
}

interface Means {
  /** Reads a cursor's view to its end. */
  readonly parse: (cursor: Cursor) => void;
  readonly include: Include | undefined;
  readonly structure: Structure | undefined;
}

/** So deep may constructs be nested: each level costs stack, and time for the lines inside. */
const MAX_DEPTH = 200;

/** What is known of a document while it is read, and what has been found so far. */
export class Reading {
  readonly messages: Message[] = [];
  readonly settings: SettingsSource[] = [];
  /** The language that a `highlight` directive has set for the literal blocks behind it. */
  highlight: string | undefined;
  sections: Sections = new Sections();
  readonly inclusions: Inclusions;
  readonly structure: Structure | undefined;
  readonly #parse: Means["parse"];
  #file: SourceFile;
  #depth = 0;
  #deepest = false;
  #annotation: Annotation | undefined;

  constructor(origin: Origin, { parse, include, structure }: Means) {
    this.structure = structure;
    this.#file = new SourceFile(origin);
    this.#parse = parse;
    this.inclusions = new Inclusions(origin.path, include);
  }

  /** In source order. */
  get blocks(): Block[] {
    return this.#file.blocks();
  }

  /** The file that is read just now. */
  get file(): SourceFile {
    return this.#file;
  }

  get front(): Front {
    return this.#file.front;
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

  /** Reads text of an included file as if it stood where its directive stands: in the same sections. */
  insert(view: View, { titles }: Cursor): void {
    this.#parse({ reading: this, view, titles, at: view.from });
  }

  /** Does something within an included file, whose blocks stand where its directive does. */
  within(file: SourceFile, offset: number, act: () => void): void {
    const outer = this.#file;
    this.#file = file;
    act();
    this.#file = outer;
    outer.take(file, offset);
  }

  add({ kind, view, lang, prompts }: Found): void {
    const lines = Array.from({ length: view.to - view.from }, (_, i) => lineAt(view, view.from + i));
    const [first] = lines;
    if (first === undefined) return;
    const last = view.lines.cell ? first : (lines.at(-1) ?? first);
    const { origin, inserted } = this.#file;
    const once = inserted === undefined || this.inclusions.areNew(origin.path, lines);
    const block: Block = {
      kind,
      ...(inserted !== undefined && { origin }),
      ...(lang !== undefined && { lang }),
      ...(prompts !== undefined && { prompts }),
      ...(this.#annotation !== undefined && { comment: this.#annotation }),
      section: this.sections.path,
      start: this.placeAt(first.range.start).line,
      text: lines.map((line) => line.text).join("\n"),
      lines,
      range: { start: first.range.start, end: last.range.end },
      rewritable: once && !view.lines.cell && isContiguous(view),
    };
    this.#file.add(block);
    this.structure?.block(block);
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
    return this.#file.placeAt(offset);
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

/** Whether the lines follow each other in the source: directives' options may stand between them, some be left out. */
function isContiguous({ lines, from, to }: View): boolean {
  if (lines.spots === undefined) return true;
  for (let at = from + 1; at < to; at++) {
    if (spotOf(lines, at).row !== spotOf(lines, at - 1).row + 1) return false;
  }
  return true;
}
