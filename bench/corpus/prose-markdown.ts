/**
 * The tree of a Markdown document's prose against remark's, on real documents: the same where nobody else's markup
 * (MkDocs', MyST's, boxes of GitHub's and Docusaurus') is used. Ends with 1 where the target is missed.
 *
 *   node --import tsx bench/corpus/prose-markdown.ts [--list]
 *
 * It needs what markdown.ts needs.
 */
import type { Definition, Nodes, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { mkdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { normalize } from "../../src/document/markdown/title.ts";
import { parse } from "../../src/document/parse.ts";
import { htmlBlocks } from "../../src/prose/markdown/html-blocks.ts";
import { settle } from "../../src/prose/markdown/settle.ts";
import { proseOf } from "../../src/prose/prose.ts";
import { outline } from "../../test/prose/outline.ts";
import { cache } from "./docutils.ts";
import { fetchMarkdown } from "./markdown-files.ts";

const TARGET = 0.98;
const HOLDERS = new Set(["root", "blockquote", "list", "listItem", "footnoteDefinition"]);
/** Markup that remark does not know, and a front matter. */
const OTHER =
  /^(?:---|\+\+\+)[ \t]*$[^]*^(?:---|\+\+\+)[ \t]*$|^ *(?:!!!|\?\?\?|===) ?["\w]|^ *:::|^[ >]*[`~]{3,}\{|^> *\[!|^\([\w:.-]+\)=$|\{#[\w:.-]+\}$/m;

type Known = Parameters<typeof settle>[1];

function remarkOf(text: string): Nodes {
  const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const definitions = new Map<string, Definition>();
  const collect = (node: Nodes): void => {
    const label = node.type === "definition" ? normalize(node.label ?? node.identifier) : "";
    if (node.type === "definition" && !definitions.has(label)) definitions.set(label, node);
    if ("children" in node) for (const child of node.children) collect(child);
  };
  collect(root);
  return { ...root, children: settled(root.children, { definitions, footnotes: new Set() }) };
}

function settled(nodes: readonly RootContent[], known: Known): RootContent[] {
  return nodes.flatMap((node) => {
    if (node.type === "html") return htmlBlocks(node.value);
    if (!HOLDERS.has(node.type) || !("children" in node)) return settle([node], known);
    return [{ ...node, children: settled(node.children, known) } as RootContent];
  });
}

/** Without what only our tree has, and with titles in one line. */
function shown(root: Nodes): string {
  const lines = outline(root).map((line) => line.replace(/ lang=[^\s:]+/, "").replace(/ @\d+/, ""));
  const title = (line: string): string => line.replace(/^( *heading depth=\d) #\S*:/, "$1:").replaceAll("⏎", " ");
  return lines.map((line) => (/^ *heading/.test(line) ? title(line) : line)).join("\n");
}

mkdirSync(cache, { recursive: true });
let same = 0;
let total = 0;
for (const file of fetchMarkdown(cache).files) {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  if (OTHER.test(text) || !file.endsWith(".md")) continue;
  total++;
  const ours = shown(proseOf(await parse(text, { path: file, format: "markdown" })));
  const theirs = shown(remarkOf(text));
  if (ours === theirs) same++;
  else if (process.argv.includes("--list")) {
    const other = theirs.split("\n");
    const at = ours.split("\n").findIndex((line, i) => line !== other[i]);
    process.stdout.write(
      `${relative(cache, file)}\n  ours    ${ours.split("\n")[at] ?? ""}\n  remark  ${other[at] ?? ""}\n`,
    );
  }
}
process.stdout.write(
  `${same} of ${total} Markdown documents have remark's tree (${((100 * same) / total).toFixed(2)} %).\n`,
);
process.exitCode = same / total >= TARGET ? 0 : 1;
