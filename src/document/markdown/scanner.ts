import type { Range } from "../document.ts";
import { closingSize, readFlow, setextDepth } from "./flow.ts";
import { type Container, continues, open } from "./container.ts";
import { Cursor, type Mark } from "./cursor.ts";
import { leadingDefinitions } from "./definition.ts";
import { endsHtml, type HtmlEnd } from "./html.ts";
import { offsetIn, type Row } from "./row.ts";
import type { FencedRows, Sink } from "./sink.ts";

type Leaf =
  | { readonly kind: "paragraph"; readonly rows: Row[] }
  | { readonly kind: "indented"; readonly rows: Row[]; readonly prefix: string; blank: Row[] }
  | { readonly kind: "html"; readonly rows: Row[]; readonly end: HtmlEnd }
  | (Omit<FencedRows, "rows" | "close"> & { readonly kind: "fence"; readonly rows: Row[]; readonly indent: number });

/** So deep may containers be nested: each line is held against each of them. */
const MAX_DEPTH = 200;
const CODE_INDENT = 4;

/**
 * The block structure of CommonMark 0.31 (appendix, phase 1) with GFM's footnotes, as micromark reads it: which lines are
 * code, what holds them, and where they begin behind it. Text within a line is no matter here.
 */
export class Scanner {
  readonly #sink: Sink;
  readonly #mdx: boolean;
  readonly #outer: string;
  readonly #stack: Container[] = [];
  /** Where each open container's mark begins in the line that is being read. */
  readonly #marks: Mark[] = [];
  #leaf: Leaf | undefined;

  /** @param outer what each row's line has before it */
  constructor(sink: Sink, { mdx, outer }: { mdx: boolean; outer: string }) {
    this.#sink = sink;
    this.#mdx = mdx;
    this.#outer = outer;
  }

  scan(rows: readonly Row[]): void {
    for (const row of rows) this.#line(new Cursor(row));
    this.#closeTo(0);
  }

  #line(cursor: Cursor): void {
    this.#marks.length = 0;
    let matched = 0;
    for (const container of this.#stack) {
      this.#marks.push(cursor.mark);
      if (!continues(container, cursor)) break;
      matched++;
    }
    this.#marks.length = matched;
    let lazy = matched < this.#stack.length;
    if (!lazy && this.#concrete(cursor)) return;
    let interrupting = !lazy && this.#leaf?.kind === "paragraph";
    while (this.#open(cursor, { matched, interrupting })) {
      interrupting = false;
      matched = this.#stack.length;
      lazy = false;
    }
    if (cursor.isBlank) this.#blank(cursor, { matched, lazy });
    else if (!this.#goesOn(cursor, lazy)) {
      if (lazy) this.#closeTo(matched);
      this.#begin(cursor);
    }
  }

  #open(cursor: Cursor, { matched, interrupting }: { matched: number; interrupting: boolean }): boolean {
    const { mark, textAt } = cursor;
    if (matched >= MAX_DEPTH) {
      if (open(cursor, { interrupting, mdx: true }) !== undefined) this.#sink.tooDeep(cursor.row);
      return false;
    }
    const container = open(cursor, { interrupting, mdx: this.#mdx });
    if (container === undefined) return false;
    this.#closeTo(matched);
    this.#sink.enter(container, cursor.row, cursor.row.text.slice(textAt));
    this.#marks.push(mark);
    this.#stack.push(container);
    return true;
  }

  /** A line of a fence or of HTML, which nothing that it begins can interrupt. */
  #concrete(cursor: Cursor): boolean {
    const leaf = this.#leaf;
    if (leaf?.kind === "fence") {
      const size = this.#isDeep(cursor) ? 0 : closingSize(cursor, leaf);
      if (size > 0) {
        const start = offsetIn(cursor.row, cursor.textAt);
        this.#closeLeaf({ start, end: start + size });
      } else {
        cursor.skip(leaf.indent);
        leaf.rows.push(cursor.rest());
      }
      return true;
    }
    if (leaf?.kind !== "html") return false;
    if (leaf.end.startsWith("blank") && cursor.isBlank) {
      this.#closeLeaf();
      return false;
    }
    leaf.rows.push(cursor.rest());
    if (endsHtml(leaf.end, cursor.text, 0)) this.#closeLeaf();
    return true;
  }

  #blank(cursor: Cursor, { matched, lazy }: { matched: number; lazy: boolean }): void {
    if (lazy) this.#closeTo(matched);
    else if (this.#leaf?.kind !== "indented") this.#closeLeaf();
    else {
      const enough = cursor.indent >= CODE_INDENT;
      cursor.skip(CODE_INDENT);
      this.#leaf.blank.push(cursor.rest());
      if (enough) this.#leaf.rows.push(...this.#leaf.blank.splice(0));
    }
  }

  /** Whether the line belongs to the paragraph or the indented code that is open. */
  #goesOn(cursor: Cursor, lazy: boolean): boolean {
    const leaf = this.#leaf;
    if (leaf?.kind === "paragraph") {
      if (this.#isDeep(cursor)) {
        leaf.rows.push(cursor.rest());
        return true;
      }
      const depth = lazy ? 0 : setextDepth(cursor);
      if (depth > 0) return this.#underline(leaf.rows, depth);
      const flow = readFlow(cursor, { interrupting: true, mdx: this.#mdx });
      if (flow === undefined && !this.#isJsx(cursor)) {
        leaf.rows.push(cursor.rest());
        return true;
      }
    } else if (leaf?.kind === "indented" && !lazy && cursor.indent >= CODE_INDENT) {
      cursor.skip(CODE_INDENT);
      leaf.rows.push(...leaf.blank.splice(0), cursor.rest());
      return true;
    }
    return false;
  }

  /** What a paragraph begins with may be definitions of links: nothing else in it, nothing is underlined. */
  #underline(rows: readonly Row[], depth: number): boolean {
    const text = rows.map((row) => row.text.trim()).join("\n");
    const title = text.startsWith("[") ? text.slice(leadingDefinitions(text).end) : text;
    this.#closeLeaf();
    if (title === "") return false;
    this.#sink.heading(depth, title.replaceAll("\n", " "));
    return true;
  }

  #begin(cursor: Cursor): void {
    this.#closeLeaf();
    const { mark } = cursor;
    const code = this.#isDeep(cursor);
    const flow = code ? undefined : readFlow(cursor, { interrupting: false, mdx: this.#mdx });
    if (code) {
      cursor.skip(CODE_INDENT);
      this.#leaf = { kind: "indented", rows: [cursor.rest()], prefix: this.#prefix(cursor, mark), blank: [] };
      return;
    }
    switch (flow?.kind) {
      case undefined:
        this.#leaf = { kind: "paragraph", rows: [cursor.rest()] };
        if (this.#isJsx(cursor)) this.#closeLeaf();
        break;
      case "heading":
        this.#sink.text([cursor.rest()]);
        this.#sink.heading(flow.depth, flow.title);
        break;
      case "break":
        this.#sink.thematicBreak(cursor.row);
        break;
      case "html":
        this.#leaf = { kind: "html", rows: [cursor.rest()], end: flow.end };
        if (endsHtml(flow.end, cursor.text, 1)) this.#closeLeaf();
        break;
      case "fence": {
        const { indent, row } = cursor;
        const start = offsetIn(row, cursor.textAt);
        cursor.skip(indent);
        this.#leaf = { ...flow, row, start, indent, prefix: this.#prefix(cursor, mark), rows: [] };
        break;
      }
    }
  }

  /** In MDX a tag or an expression on a line of its own is no text, and Markdown may follow right below. */
  #isJsx(cursor: Cursor): boolean {
    return this.#mdx && /^(?:<[\w/>]|\{)/.test(cursor.row.text.slice(cursor.textAt, cursor.textAt + 2));
  }

  /** Indented as code is. */
  #isDeep(cursor: Cursor): boolean {
    return cursor.indent >= CODE_INDENT && !this.#mdx;
  }

  /** What a new line begins with to stand where the cursor does. */
  #prefix(cursor: Cursor, start: Mark): string {
    const before = cursor.row.text.slice(0, cursor.at);
    if (/^[ \t]*$/.test(before)) return this.#outer + before + " ".repeat(cursor.mark.eaten);
    const marks = [...this.#marks, start, cursor.mark];
    const pieces = marks.slice(1).map((end, i) => {
      const container = this.#stack[i];
      const text = cursor.between(marks[i]!, end);
      if (container?.kind === "quote") return /[ \t]$/.test(text) ? text : `${text} `;
      if (/^[ \t]*$/.test(text)) return text;
      return " ".repeat(container?.kind === "item" ? container.size : CODE_INDENT); // its mark stands in its first line only
    });
    return this.#outer + pieces.join("");
  }

  #closeTo(depth: number): void {
    this.#closeLeaf();
    while (this.#stack.length > depth) {
      this.#stack.pop();
      this.#sink.leave();
    }
    this.#marks.length = Math.min(this.#marks.length, depth);
  }

  /** @param close where the characters stand that close a fence */
  #closeLeaf(close?: Range): void {
    const leaf = this.#leaf;
    this.#leaf = undefined;
    switch (leaf?.kind) {
      case undefined:
        break;
      case "paragraph":
        this.#sink.text(leaf.rows);
        break;
      case "indented":
        if (leaf.rows.at(-1)?.text === "") leaf.rows.pop(); // as remark does; blanks behind the indentation stay
        this.#sink.indented(leaf.rows, leaf.prefix);
        break;
      case "html":
        this.#sink.html(leaf.rows, leaf.end);
        break;
      case "fence":
        this.#sink.fence({ ...leaf, close });
        break;
    }
  }
}
