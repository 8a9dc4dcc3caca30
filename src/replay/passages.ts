import type { RootContent } from "mdast";
import type { Block, Document } from "../document/document.ts";
import type { Step } from "../plan/plan.ts";
import { codeOf } from "../prose/code.ts";
import { splitAtBlocks } from "../prose/split.ts";
import type { Prose } from "../prose/tree.ts";
import { typeset } from "../prose/typeset.ts";
import type { Paint } from "../report/paint.ts";

/** What a reader comes to next: text, or a step. */
export type Passage =
  | {
      readonly kind: "text";
      /** As it is shown, in so many columns. */
      readonly lines: (columns: number) => readonly string[];
    }
  | { readonly kind: "step"; readonly index: number };

/** Longer lines are not read with ease. */
const WIDEST = 100;

interface Reading {
  readonly document: Pick<Document, "blocks" | "path">;
  readonly prose: Prose;
  readonly steps: readonly Step[];
}

/** A document in the order in which it is read: what is run is a step each, all else is text, cut where sections begin. */
export function passagesOf({ document, prose, steps }: Reading, paint: Paint): Passage[] {
  const shownBy = blocksOf(document, steps);
  const passages: Passage[] = [];
  let nodes: RootContent[] = [];
  const end = (): void => {
    if (nodes.length > 0) passages.push(textOf(nodes, paint));
    nodes = [];
  };
  for (const piece of splitAtBlocks(prose.children)) {
    const inside = piece.kind === "block" ? indicesOf(shownBy, piece.index) : [];
    if (inside.length > 0) end();
    for (const index of inside) passages.push({ kind: "step", index });
    if (piece.kind === "block" && inside.length === 0) nodes.push(codeOf(document.blocks[piece.index]!, piece.index));
    for (const node of piece.kind === "prose" ? piece.nodes : []) {
      if (node.type === "heading" && nodes.some(({ type }) => type !== "heading")) end();
      nodes.push(node);
    }
  }
  end();
  return withAll(passages, steps.length);
}

function textOf(nodes: readonly RootContent[], paint: Paint): Passage {
  const lines = (columns: number): string[] => typeset(nodes, { columns: Math.min(columns, WIDEST), paint });
  return { kind: "text", lines };
}

function indicesOf(all: readonly number[], wanted: number): number[] {
  return [...all.keys()].filter((i) => all[i] === wanted);
}

/** For each step, the index of the block that shows it; -1 where none does. */
function blocksOf({ blocks, path }: Reading["document"], steps: readonly Step[]): number[] {
  let from = 0;
  return steps.map(({ place }) => {
    const holds = ({ origin, start, lines }: Block): boolean =>
      (origin?.path ?? path) === place.path && start <= place.line && place.line < start + lines.length;
    const at = blocks.findIndex((block, i) => i >= from && holds(block));
    from = Math.max(at, from);
    return at;
  });
}

/** Steps that no block of the prose shows follow those before them. */
function withAll(passages: readonly Passage[], count: number): Passage[] {
  const all = [...passages];
  for (let index = 0; index < count; index++) {
    const at = (wanted: number): number => all.findIndex((one) => one.kind === "step" && one.index === wanted);
    if (at(index) === -1) all.splice(index === 0 ? 0 : at(index - 1) + 1, 0, { kind: "step", index });
  }
  return all;
}
