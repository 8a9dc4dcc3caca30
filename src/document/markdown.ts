import type { Code, Heading, Html, Nodes, Parents, Yaml } from "mdast";
import { toString } from "mdast-util-to-string";
import remarkFrontmatter from "remark-frontmatter";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { error, type Message, type Place } from "../message/message.ts";
import type { Annotation, Block, Document, SettingsSource } from "./document.ts";
import { indexLines, type LineIndex, lineAt, positionAt, splitLines } from "./lines.ts";
import { bodyLines, isClosed, isFenced } from "./markdown-body.ts";

/** Reads Markdown with remark: CommonMark and front matter. Positions are remark's, made exact for each line of a body. */
export function parseMarkdown(path: string, text: string): Document {
  const bom = text.startsWith("\uFEFF") ? 1 : 0; // remark drops it and counts from behind it
  const tree = unified().use(remarkParse).use(remarkFrontmatter, ["yaml"]).parse(text.slice(bom));
  const reading = new Reading({ path, text, bom, index: indexLines(text) });
  const [first] = tree.children;
  if (first?.type === "yaml") reading.frontMatter(first);
  reading.children(tree);
  const { blocks, settings, messages } = reading;
  return { path, format: "markdown", text, blocks, settings, messages };
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly bom: 0 | 1;
  readonly index: LineIndex;
}

/** A comment that holds nothing but an annotation. */
const COMMENT = /^<!--\s*howtrue:(?<text>(?:(?!-->).)*)-->\s*$/s;
const STRAY = {
  code: "stray-annotation",
  what: "no code block follows this annotation",
  hint: "put it on a line of its own right before the code block it is for",
};

/** One walk over the tree, collecting. */
class Reading {
  readonly blocks: Block[] = [];
  readonly settings: SettingsSource[] = [];
  readonly messages: Message[] = [];
  readonly #source: Source;
  #titles: { readonly depth: number; readonly title: string }[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  children(parent: Parents): void {
    for (const [at, node] of parent.children.entries()) {
      if (node.type === "heading") this.#heading(node);
      else if (node.type === "code") this.#code(node, parent.children[at - 1]);
      else if (node.type === "html") this.#html(node, parent.children[at + 1]);
      else if ("children" in node) this.children(node);
    }
  }

  frontMatter(node: Yaml): void {
    const from = this.#offset(node);
    const start = this.#source.text.slice(from).search(/\r\n|\r|\n/);
    const feed = this.#source.text.startsWith("\r\n", from + start) ? 2 : 1;
    this.settings.push({ kind: "yaml", text: node.value, start: from + start + feed });
  }

  #heading(node: Heading): void {
    this.#titles = this.#titles.filter(({ depth }) => depth < node.depth);
    this.#titles.push({ depth: node.depth, title: toString(node) });
  }

  #code(node: Code, before: Nodes | undefined): void {
    const { start, end } = node.position!;
    const opening = this.#line(start.line).slice(start.column - 1 + (start.line === 1 ? this.#source.bom : 0));
    const fenced = isFenced(opening);
    const closed = fenced && isClosed(node, opening, this.#line(end.line));
    const from = fenced ? start.line + 1 : start.line;
    // A fence that is cut short by the end of its container ends before the line that follows.
    const count = end.line - from + (closed || end.column === 1 ? 0 : 1);
    const lines = bodyLines(this.#source, { values: splitLines(node.value).slice(0, count), from });
    const comment = before?.type === "html" ? this.#comment(before.value, before) : undefined;
    const at = lines[0]?.range.start ?? this.#source.index.starts[from - 1] ?? this.#source.text.length;
    this.blocks.push({
      kind: fenced ? "fence" : "indented",
      ...(typeof node.lang === "string" && { lang: node.lang }),
      ...(typeof node.meta === "string" && { meta: node.meta }),
      ...(comment !== undefined && { comment }),
      section: this.#titles.map(({ title }) => title),
      start: from,
      text: lines.map((line) => line.text).join("\n"),
      lines,
      range: { start: at, end: lines.at(-1)?.range.end ?? at },
      rewritable: !fenced || closed,
    });
  }

  /** What says how a block is to be run must reach it: a `skip` that is lost runs what must not be run. */
  #html(node: Html, next: Nodes | undefined): void {
    const at = node.value.search(/<!--\s*howtrue:/);
    if (at === -1 || (next?.type === "code" && COMMENT.test(node.value))) return;
    this.messages.push(error(this.#placeAt(this.#offset(node) + at), STRAY));
  }

  #comment(html: string, node: Nodes): Annotation | undefined {
    const match = COMMENT.exec(html);
    if (match === null) return undefined;
    const offset = this.#offset(node) + html.indexOf("howtrue:") + "howtrue:".length;
    return { text: match.groups?.["text"] ?? "", place: this.#placeAt(offset) };
  }

  #line(line: number): string {
    return lineAt(this.#source.text, this.#source.index, line);
  }

  #offset(node: Nodes): number {
    return (node.position?.start.offset ?? 0) + this.#source.bom;
  }

  #placeAt(offset: number): Place {
    return { path: this.#source.path, ...positionAt(this.#source.index, offset) };
  }
}
