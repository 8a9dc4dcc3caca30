import type { Nodes, Parent, RootContent } from "mdast";
import type { Document } from "../../document/document.ts";
import { readFrontMatter } from "../../document/markdown/front-matter.ts";
import { readRows } from "../../document/markdown/row.ts";
import { codeOf } from "../code.ts";
import { rstProse } from "../rst/rst.ts";
import type { Slugs } from "../slug.ts";
import type { Prose } from "../tree.ts";
import { type Empty, FlowTree } from "./flow.ts";
import { phrasesOf, readDefinitions, readInline } from "./inline.ts";

/**
 * The prose of a Markdown document: its structure from the scanner that finds its blocks, so that each block is found
 * again and no document takes the square of its length; the text in it from micromark.
 */
export function markdownProse({ path, text, blocks }: Document, slugs: Slugs): Prose {
  let next = 0;
  const tree = new FlowTree(
    {
      code: () => codeOf(blocks[next]!, next++),
      rst: (inner) => {
        const prose = rstProse({ path, text: inner }, { slugs, first: next });
        next += prose.blocks;
        return prose.children;
      },
    },
    { mdx: /\.mdx$/i.test(path) },
  );
  const rows = readRows(text);
  tree.read(rows.slice(readFrontMatter(rows, text).rows));
  const read = readTexts(tree);
  return { type: "root", children: filled(tree.children, read) };
}

type Texts = ReadonlyMap<Nodes | Parent, readonly RootContent[]>;

function readTexts(tree: FlowTree): Texts {
  const known = { definitions: readDefinitions(tree.definitions), footnotes: tree.footnotes };
  const sources = [
    ...tree.paragraphs.map(({ text }) => ({ text, isTitle: false })),
    ...tree.titles.map(({ text }) => ({ text, isTitle: true })),
  ];
  const read = readInline(sources, known);
  return new Map([...tree.paragraphs, ...tree.titles].map(({ node }: Empty, i) => [node, read[i] ?? []]));
}

/** Each paragraph gives way to what its text is, titles take it in. */
function filled(nodes: readonly RootContent[], texts: Texts): RootContent[] {
  return nodes.flatMap((node): RootContent[] => {
    const found = texts.get(node);
    if (found === undefined) {
      if (!("children" in node)) return [node];
      return [{ ...node, children: filled(node.children, texts) } as RootContent];
    }
    if (node.type === "paragraph") return [...found];
    return [{ ...node, children: phrasesOf(found) } as RootContent];
  });
}
