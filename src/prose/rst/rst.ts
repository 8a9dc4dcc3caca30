import type { Node, PhrasingContent, RootContent } from "mdast";
import type { Document } from "../../document/document.ts";
import type { Include } from "../../document/include.ts";
import { readRst } from "../../document/rst/rst.ts";
import type { Slugs } from "../slug.ts";
import { RstTree } from "./tree.ts";

/** Where blocks stand in a document. */
interface Place {
  readonly slugs: Slugs;
  readonly include?: Include | undefined;
  /** Index of the text's first block. */
  readonly first: number;
}

export interface RstProse {
  readonly children: RootContent[];
  /** How many blocks it holds. */
  readonly blocks: number;
}

/** The prose of a text in reStructuredText, read once more by the parser that has found its blocks. */
export function rstProse({ path, text }: Pick<Document, "path" | "text">, { slugs, include, first }: Place): RstProse {
  const tree = new RstTree(slugs);
  const { blocks } = readRst({ path, text }, { include, structure: tree });
  for (const [i, block] of blocks.entries()) {
    const code = tree.codes.get(block);
    if (code !== undefined) code.data = { ...code.data, block: first + i };
  }
  const { references } = tree;
  const lost: ReadonlySet<Node> = new Set([...references.resolve(), ...references.notes.resolve()]);
  const settlement = new Settlement(lost, references.replacements());
  return { children: settlement.of(tree.root.children), blocks: blocks.length };
}

/** So much may stand for substitutions: they may stand for each other, and grow beyond measure. */
const MAX_SUBSTITUTED = 10_000;
const MAX_DEPTH = 10;

/** Puts in place what is known at the end only. */
class Settlement {
  /** References that lead nowhere: they are their text. */
  readonly #lost: ReadonlySet<Node>;
  readonly #substituted: ReadonlyMap<Node, readonly PhrasingContent[]>;
  #count = 0;
  #depth = 0;

  constructor(lost: ReadonlySet<Node>, substituted: ReadonlyMap<Node, readonly PhrasingContent[]>) {
    this.#lost = lost;
    this.#substituted = substituted;
  }

  of(nodes: readonly RootContent[]): RootContent[] {
    return nodes.flatMap((node): RootContent[] => {
      const substitute = this.#substituted.get(node);
      if (substitute !== undefined && this.#count++ < MAX_SUBSTITUTED && this.#depth < MAX_DEPTH) {
        this.#depth++;
        const content = this.of(substitute);
        this.#depth--;
        return content;
      }
      const one = { ...node };
      if ("children" in one) one.children = this.of(one.children) as never;
      if (!this.#lost.has(node)) return [one];
      if (one.type === "footnoteReference") return [{ type: "text", value: `[${one.label ?? ""}]` }];
      return "children" in one ? one.children : [];
    });
  }
}
