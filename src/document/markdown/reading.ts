import { error, type Message, type Place, warning } from "../../message/message.ts";
import { ALMOST_ANNOTATION, isAlmostAnnotation } from "../annotation.ts";
import type { Annotation, Block, Fence } from "../document.ts";
import { indexLines, type LineIndex, positionAt } from "../lines.ts";
import { findComment } from "./comment.ts";
import { leadingDefinitions } from "./definition.ts";
import { withoutOptions } from "./directive.ts";
import { HIDDEN, STRAY, TOO_DEEP } from "./faults.ts";
import type { HtmlEnd } from "./html.ts";
import { readInfo } from "./info.ts";
import { lineOf, offsetIn, type Row } from "./row.ts";
import { Scanner } from "./scanner.ts";
import type { FencedRows, Sink } from "./sink.ts";

/** A heading; its text is inline Markdown. */
export interface Title {
  readonly depth: number;
  readonly text: string;
  /** The text is what readers see. */
  readonly plain?: boolean;
}

/** reStructuredText inside a directive, and what stands around it. */
export interface Embedded {
  readonly rows: readonly Row[];
  readonly titles: readonly Title[];
  /** The fences around it. */
  readonly outer: Fence;
  readonly rewritable: boolean;
}

/** A block whose titles are still Markdown. */
export type Found = Omit<Block, "section"> & { readonly titles: readonly Title[] };

interface Source {
  readonly path: string;
  readonly text: string;
}

/** So deep may directives be nested: each level is read again. */
const MAX_DEPTH = 20;

/** What is known of a document while it is read, and what has been found so far. */
export class Reading implements Sink {
  readonly blocks: Found[] = [];
  readonly embedded: Embedded[] = [];
  readonly messages: Message[] = [];
  readonly labels: string[] = [];
  readonly #source: Source;
  readonly #mdx: boolean;
  #index: LineIndex | undefined;
  #titles: readonly Title[] = [];
  /** A comment that stands alone, and where it begins. */
  #annotation: { readonly annotation: Annotation; readonly place: Place } | undefined;
  #outer: Fence | undefined;
  #depth = 0;
  #deepest = false;

  constructor(source: Source) {
    this.#source = source;
    this.#mdx = /\.mdx$/i.test(source.path);
  }

  /** @param outer what new lines begin with */
  read(rows: readonly Row[], outer: string): void {
    this.#depth++;
    new Scanner(this, { mdx: this.#mdx, outer }).scan(rows);
    this.#depth--;
    this.#boundary();
  }

  heading(depth: number, text: string): void {
    this.#titles = [...this.#titles.filter((title) => title.depth < depth), { depth, text }];
  }

  fence(fenced: FencedRows): void {
    const info = readInfo(fenced.info);
    if (info.kind === "code") this.#code(fenced, fenced.rows, info);
    else if (info.kind === "literal") this.#code(fenced, withoutOptions(fenced.rows), info);
    else {
      this.#boundary();
      const outer = this.#fenceOf(fenced);
      const { rows } = fenced;
      if (info.kind === "rst") {
        this.embedded.push({ rows, titles: this.#titles, outer, rewritable: isClosed(outer) });
      } else if (info.kind === "markdown") this.#nest(fenced, outer);
    }
  }

  indented(rows: readonly Row[], prefix: string): void {
    const lines = rows.map(lineOf);
    const range = { start: lines[0]!.range.start, end: lines.at(-1)!.range.end };
    this.#add({ kind: "indented", start: rows[0]!.line, lines, range, prefix, rewritable: true });
  }

  html(rows: readonly Row[], end: HtmlEnd): void {
    this.text(rows);
    const fence = end.startsWith("blank") ? rows.find(({ text }) => /^[ \t]*(```|~~~)/.test(text)) : undefined;
    if (fence !== undefined) this.messages.push(warning(this.#placeIn([fence], fence.text.search(/\S/)), HIDDEN));
  }

  text(rows: readonly Row[]): void {
    this.#boundary();
    const text = rows.length === 1 ? rows[0]!.text : rows.map((row) => row.text).join("\n");
    const comment = findComment(text, this.#mdx);
    if (comment !== undefined) {
      const place = this.#placeIn(rows, comment.start);
      const annotation = { text: comment.text, place: this.#placeIn(rows, comment.textStart) };
      if (comment.alone) this.#annotation = { annotation, place };
      else this.messages.push(error(place, STRAY));
    } else if (isAlmostAnnotation(/^\s*(?:<!--|\{\/\*)(.*?)(?:-->|\*\/\})/.exec(text)?.[1] ?? "")) {
      this.messages.push(error(this.#placeIn(rows, text.search(/\S/)), ALMOST_ANNOTATION));
    }
    if (/^[ \t]*\[/.test(text)) this.labels.push(...leadingDefinitions(text).labels);
  }

  enter(): void {
    this.#boundary();
  }

  leave(): void {
    this.#boundary();
  }

  thematicBreak(): void {
    this.#boundary();
  }

  tooDeep(row: Row): void {
    if (!this.#deepest) this.messages.push(error(this.#placeIn([row], 0), TOO_DEEP));
    this.#deepest = true;
  }

  /** What says how a block is to be run must reach it: a `skip` that is lost runs what must not be run. */
  #boundary(): void {
    if (this.#annotation !== undefined) this.messages.push(error(this.#annotation.place, STRAY));
    this.#annotation = undefined;
  }

  #nest({ rows, row, prefix }: FencedRows, fence: Fence): void {
    const [outer, titles] = [this.#outer, this.#titles];
    this.#outer = fence;
    if (this.#depth === MAX_DEPTH) this.tooDeep(row);
    else this.read(withoutOptions(rows), prefix);
    [this.#outer, this.#titles] = [outer, titles];
  }

  #code(fenced: FencedRows, rows: readonly Row[], { lang, meta }: { lang?: string; meta?: string }): void {
    const start = rows[0]?.line ?? fenced.row.line + fenced.rows.length + 1;
    const lines = rows.map(lineOf);
    const at = lines[0]?.range.start ?? this.#lines.starts[start - 1] ?? this.#source.text.length;
    const fence = this.#fenceOf(fenced);
    this.#add({
      kind: "fence",
      ...(lang !== undefined && { lang }),
      ...(meta !== undefined && { meta }),
      start,
      lines,
      range: { start: at, end: lines.at(-1)?.range.end ?? at },
      rewritable: isClosed(fence),
      prefix: fenced.prefix,
      fence,
    });
  }

  #fenceOf({ start, size, close }: FencedRows): Fence {
    return {
      open: { start, end: start + size },
      ...(close !== undefined && { close }),
      ...(this.#outer !== undefined && { outer: this.#outer }),
    };
  }

  #add(block: Omit<Found, "text" | "comment" | "titles">): void {
    const comment = this.#annotation?.annotation;
    this.#annotation = undefined;
    const text = block.lines.map((line) => line.text).join("\n");
    this.blocks.push({ ...block, ...(comment !== undefined && { comment }), text, titles: this.#titles });
  }

  /** Of a character of rows that are joined by `\n`. */
  #placeIn(rows: readonly Row[], index: number): Place {
    let rest = index;
    let at = 0;
    for (; rest > rows[at]!.text.length; at++) rest -= rows[at]!.text.length + 1;
    return { path: this.#source.path, ...positionAt(this.#lines, offsetIn(rows[at]!, rest)) };
  }

  get #lines(): LineIndex {
    this.#index ??= indexLines(this.#source.text);
    return this.#index;
  }
}

function isClosed({ close, outer }: Fence): boolean {
  return close !== undefined && (outer === undefined || isClosed(outer));
}
