import type { Parent, RootContent } from "mdast";
import type { Container } from "../../document/markdown/container.ts";
import { leadingDefinitions } from "../../document/markdown/definition.ts";
import { normalize } from "../../document/markdown/title.ts";
import { withoutOptions } from "../../document/markdown/directive.ts";
import type { HtmlEnd } from "../../document/markdown/html.ts";
import { readInfo } from "../../document/markdown/info.ts";
import type { Row } from "../../document/markdown/row.ts";
import { Scanner } from "../../document/markdown/scanner.ts";
import type { FencedRows, Sink } from "../../document/markdown/sink.ts";
import { admonition, type Box, mkdocsNode, mystNode } from "./boxes.ts";
import { type Colons, readColons } from "./colons.ts";
import { Growth } from "./growth.ts";
import { htmlBlocks } from "./html-blocks.ts";

/** So deep are directives read, and boxes between colons. */
const MAX_DEPTH = 20;

/** What a block of the document is in the tree. */
export interface Blocks {
  code(): RootContent;
  /** Prose in reStructuredText. */
  rst(text: string): RootContent[];
}

/** A paragraph or a title in the tree, empty yet, and its text. */
export interface Empty {
  readonly node: Parent;
  readonly text: string;
}

/** Builds the tree of a Markdown document from what a scan finds. Text in lines is still to be read. */
export class FlowTree implements Sink {
  readonly paragraphs: Empty[] = [];
  readonly titles: Empty[] = [];
  readonly definitions: string[] = [];
  readonly footnotes: Set<string> = new Set();
  readonly #tree = new Growth();
  readonly #blocks: Blocks;
  readonly #mdx: boolean;
  /** Boxes between lines of colons that are open, and how many lines open nothing that is shown. */
  readonly #boxes: Parent[] = [];
  #unseen = 0;
  /** The text that has just been heard, where it may be a heading's. */
  #heard: RootContent | undefined;
  /** What a link to the heading behind it says. */
  #label: string | undefined;
  #depth = 0;

  constructor(blocks: Blocks, { mdx }: { mdx: boolean }) {
    this.#blocks = blocks;
    this.#mdx = mdx;
  }

  read(rows: readonly Row[]): void {
    this.#depth++;
    new Scanner(this, { mdx: this.#mdx, outer: "" }).scan(rows);
    this.#depth--;
  }

  get children(): RootContent[] {
    return this.#tree.children;
  }

  enter(container: Container, { line }: Row, text: string): void {
    switch (container.kind) {
      case "quote":
        this.#tree.open({ type: "blockquote", children: [] }, line);
        break;
      case "item":
        this.#tree.item(text, line);
        break;
      case "indented":
        this.#tree.open(this.#indentedNode(text), line);
        break;
    }
  }

  leave(): void {
    this.#tree.endList();
    while (this.#boxes.at(-1) === this.#tree.top) this.#closeBox();
    this.#tree.close();
  }

  thematicBreak(row: Row): void {
    this.#tree.add([{ type: "thematicBreak" }], [row]);
  }

  /** Of the paragraph that has just been heard. */
  heading(depth: number, title: string): void {
    if (this.#heard !== undefined) {
      this.paragraphs.pop();
      this.#tree.top.children.pop();
    }
    const [, text = "", named] = /^(.*?)(?:\s*\{:?\s*#([\w:.-]+)[^{}]*\})?$/s.exec(title) ?? [];
    const id = named ?? this.#label;
    this.#label = undefined;
    const data = id !== undefined && { data: { id } };
    const node: RootContent = { type: "heading", depth: Math.min(depth, 6) as 1, children: [], ...data };
    this.#tree.top.children.push(node);
    this.titles.push({ node, text });
  }

  fence(fenced: FencedRows): void {
    const info = readInfo(fenced.info);
    const { row, rows, close } = fenced;
    const end = row.line + rows.length + (close === undefined ? 0 : 1);
    const extent = [row, { ...row, line: end }];
    if (info.kind === "code" || info.kind === "literal") this.#tree.add([this.#blocks.code()], extent);
    else if (info.kind === "rst") this.#tree.add(this.#blocks.rst(rows.map(({ text }) => text).join("\n")), extent);
    else if (info.kind === "markdown") this.#directive(fenced, info.name.toLowerCase());
  }

  indented(rows: readonly Row[]): void {
    this.#tree.add([this.#blocks.code()], rows);
  }

  html(rows: readonly Row[], end: HtmlEnd): void {
    this.#tree.add(end === "-->" || end === "*/}" ? [] : htmlBlocks(textOf(rows)), rows);
  }

  text(rows: readonly Row[]): void {
    this.#heard = undefined;
    let from = 0;
    for (const [at, row] of rows.entries()) {
      const colons = readColons(row.text);
      if (colons === undefined || !this.#mayStand(colons)) continue;
      this.#paragraph(rows.slice(from, at));
      this.#colons(colons, row);
      from = at + 1;
    }
    this.#paragraph(rows.slice(from));
  }

  tooDeep(): void {}

  #paragraph(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    let text = textOf(rows).trimStart();
    this.#label = /^\(([\w:.-]+)\)=\s*$/.exec(text)?.[1] ?? this.#label;
    if (/^\([\w:.-]+\)=\s*$/.test(text) || (this.#mdx && /^(?:import|export)\s/.test(text))) return;
    if (text.startsWith("[")) {
      const { end } = leadingDefinitions(text);
      this.definitions.push(text.slice(0, end));
      // What could not begin a list there does not begin one now.
      text = this.#mark(
        end === 0
          ? text
          : text
              .slice(end)
              .trimStart()
              .replace(/^(\d*)([-+*.)])(?=\s|$)/, "$1\\$2"),
      );
    }
    if (text === "") {
      this.#tree.add([], rows);
      return;
    }
    this.#heard = { type: "paragraph", children: [] };
    this.#tree.add([this.#heard], rows);
    this.paragraphs.push({ node: this.#heard, text });
  }

  /** A box to be ticked at an item's beginning, or what makes a quote a box: `[!NOTE]`. */
  #mark(text: string): string {
    const { top } = this.#tree;
    if (top.children.length > 0) return text;
    const task = top.type === "listItem" ? /^\[([ \t\nxX])\]\s+(?=\S)/.exec(text) : null;
    if (task !== null) Object.assign(top, { checked: /x/i.test(task[1] ?? "") });
    const alert = top.type === "blockquote" ? /^\[!(\w+)\][-+]?(?:[ \t]+(\S.*))?(?:\n|$)/.exec(text) : null;
    if (alert !== null)
      this.#titled({ node: Object.assign(top, admonition(alert[1]!.toLowerCase())), title: alert[2] });
    return text.slice((task ?? alert)?.[0].length ?? 0);
  }

  #mayStand(colons: Colons): boolean {
    return colons.kind !== "close" || this.#unseen > 0 || this.#boxes.length > 0;
  }

  #colons(colons: Colons, { line }: Row): void {
    if (colons.kind === "unseen" || (colons.kind === "open" && this.#boxes.length === MAX_DEPTH)) this.#unseen++;
    else if (colons.kind === "open") {
      this.#tree.open(this.#titled(colons), line);
      this.#boxes.push(colons.node);
    } else {
      this.#tree.endList();
      if (this.#boxes.at(-1) === this.#tree.top) this.#closeBox();
      else this.#unseen = Math.max(0, this.#unseen - 1);
    }
  }

  #closeBox(): void {
    this.#boxes.pop();
    this.#tree.close();
  }

  #indentedNode(text: string): Parent {
    const label = /^\[\^((?:[^\]\\]|\\.)+)\]:/.exec(text)?.[1];
    if (label === undefined) return this.#titled(mkdocsNode(text));
    this.footnotes.add(normalize(label));
    return { type: "footnoteDefinition", identifier: normalize(label).toLowerCase(), label, children: [] } as Parent;
  }

  #titled({ node, title }: Box): Parent {
    if (title === undefined) return node;
    const caption: RootContent = { type: "caption", children: [] };
    this.titles.push({ node: caption, text: title });
    node.children.push(caption);
    return node;
  }

  #directive(fenced: FencedRows, name: string): void {
    const argument = /^\{[^}]*\}\s*(.*)$/s.exec(fenced.info)?.[1] ?? "";
    const { node, title, text } = mystNode(name, argument);
    if (this.#depth === MAX_DEPTH) return;
    if (node !== undefined) this.#tree.open(this.#titled({ node, title }), fenced.row.line);
    if (text !== undefined) this.text([{ ...fenced.row, text }]);
    this.read(withoutOptions(fenced.rows));
    if (node !== undefined) this.leave();
  }
}

/** What would underline a paragraph is text where the paragraph goes on lazily. */
function textOf(rows: readonly Row[]): string {
  return rows.map(({ text }, i) => (i > 0 ? text.replace(/^( {0,3})(?=(?:=+|-+)[ \t]*$)/, "$1\\") : text)).join("\n");
}
