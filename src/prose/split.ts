import type { Parent, RootContent } from "mdast";

import { append } from "./lists.ts";

/** Prose, or a block of the document by its index, in the order of reading. */
export type Piece =
  | { readonly kind: "prose"; readonly nodes: readonly RootContent[] }
  | { readonly kind: "block"; readonly index: number };

/**
 * Prose cut at its blocks, for who shows something else in their place. Lists, quotes and the like that hold a block are
 * cut in two, the second part with `data.continued`. Tables stay whole: their blocks come behind them.
 */
export function splitAtBlocks(nodes: readonly RootContent[]): Piece[] {
  const pieces: Piece[] = [];
  let prose: RootContent[] = [];
  const end = (): void => {
    if (prose.length > 0) pieces.push({ kind: "prose", nodes: prose });
    prose = [];
  };
  for (const node of nodes) {
    const index = node.type === "code" ? node.data?.block : undefined;
    if (index !== undefined) {
      end();
      pieces.push({ kind: "block", index });
    } else if (!("children" in node) || !holdsBlock(node)) prose.push(node);
    else if (node.type === "table" || node.type === "gridTable") {
      prose.push(node);
      end();
      append(
        pieces,
        splitAtBlocks(node.children).filter(({ kind }) => kind === "block"),
      );
    } else {
      for (const piece of parts(node)) {
        if (piece.kind === "prose") append(prose, piece.nodes);
        else {
          end();
          pieces.push(piece);
        }
      }
    }
  }
  end();
  return pieces;
}

/** A node that holds blocks, each piece of its prose in a copy of it. */
function parts(node: Parent & RootContent): Piece[] {
  let continued = false;
  let at = 0;
  return splitAtBlocks(node.children).map((piece): Piece => {
    if (piece.kind === "block") {
      continued = true;
      return piece;
    }
    const one = { ...node, children: piece.nodes } as RootContent;
    if (continued) one.data = { ...one.data, continued: true };
    if (one.type === "list") {
      const again = one.children[0]?.data?.continued === true ? 1 : 0;
      if (typeof one.start === "number") one.start += at - again;
      at += one.children.length - again;
    }
    return { kind: "prose", nodes: [one] };
  });
}

/** Looked up once for each node. */
const known = new WeakMap<Parent, boolean>();

function holdsBlock(node: Parent): boolean {
  const found =
    known.get(node) ??
    node.children.some((child) =>
      "children" in child ? holdsBlock(child) : child.type === "code" && child.data?.block !== undefined,
    );
  known.set(node, found);
  return found;
}
