/** What remark makes of a Markdown text: the code in it, as an oracle for howtrue's own reading. */
import { Parser } from "commonmark";
import type { Code, Nodes } from "mdast";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { decodeString } from "micromark-util-decode-string";
import { toString } from "mdast-util-to-string";
import remarkFrontmatter from "remark-frontmatter";
import remarkParse from "remark-parse";
import { type Processor, unified } from "unified";
import type { Block } from "../../src/document/document.ts";

export interface OracleBlock {
  readonly fenced: boolean;
  /** The whole text behind the fence, decoded. */
  readonly info: string;
  readonly text: string;
  /** Of the body's first line. */
  readonly line: number;
  readonly section: readonly string[];
}

const plain = unified().use(remarkParse).use(footnotes).freeze();
const withFrontMatter = unified().use(remarkParse).use(remarkFrontmatter, ["yaml", "toml"]).use(footnotes).freeze();

/** GFM's footnotes, without the rest of GFM, which is no matter for blocks of code. */
function footnotes(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(gfmFootnote());
  (data.fromMarkdownExtensions ??= []).push([gfmFootnoteFromMarkdown()]);
}

export function ask(text: string): OracleBlock[] {
  const source = text.replace(/^\uFEFF/, "");
  const rows = source.split(/\r\n|\r|\n/);
  const found: OracleBlock[] = [];
  let titles: { depth: number; title: string }[] = [];
  const walk = (node: Nodes): void => {
    if (node.type === "heading") {
      const title = toString(node).replaceAll(/\s*(\r\n|\r|\n)/g, " ");
      titles = [...titles.filter(({ depth }) => depth < node.depth), { depth: node.depth, title }];
    } else if (node.type === "code") {
      found.push({ ...blockOf(node, rows), section: titles.map(({ title }) => title) });
    } else if ("children" in node) for (const child of node.children) walk(child);
  };
  // Where nothing closes it, remark-frontmatter leaves micromark unable to find what holds blocks.
  const front = /^(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?:.*(?:\r\n|\r|\n))*?\1[ \t]*(?:\r|\n|$)/.test(source);
  walk((front ? withFrontMatter : plain).parse(source));
  return found;
}

/** The same from CommonMark's reference implementation, for where remark and howtrue differ. */
export function askReference(text: string): Pick<OracleBlock, "fenced" | "text" | "line">[] {
  const walker = new Parser().parse(text.replace(/^\uFEFF/, "")).walker();
  const found: Pick<OracleBlock, "fenced" | "text" | "line">[] = [];
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { node } = event;
    if (node.type !== "code_block") continue;
    const fenced = node.info !== null;
    const line = node.sourcepos[0][0] + (fenced ? 1 : 0);
    found.push({ fenced, line, text: (node.literal ?? "").replace(/\n$/, "") });
  }
  return found;
}

function blockOf(node: Code, rows: readonly string[]): Omit<OracleBlock, "section"> {
  const { start } = node.position!;
  const fenced = /^(`{3,}[^`]*|~{3,}.*)$/.test((rows[start.line - 1] ?? "").slice(start.column - 1));
  return {
    fenced,
    info: [node.lang, node.meta].filter((part) => typeof part === "string").join(" "),
    text: node.value.replaceAll(/\r\n|\r/g, "\n").replaceAll("\uFFFD", "\0"),
    line: start.line + (fenced ? 1 : 0),
  };
}

/** Whether a block is what remark found. An unclosed fence has one blank line less there. */
export function isSame(block: Block, { fenced, info, text, line }: OracleBlock): boolean {
  const ours = block.text.replaceAll("\uFFFD", "\0");
  return (
    (block.kind === "fence") === fenced &&
    block.start === line &&
    (ours === text || (!block.rewritable && ours === `${text}\n`)) &&
    decodeString([block.lang, block.meta].filter((part) => part !== undefined).join(" ")).replaceAll(/\s+/g, " ") ===
      info.replaceAll(/\s+/g, " ")
  );
}
