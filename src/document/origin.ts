import type { Place } from "../message/message.ts";
import type { Block, Document, Origin } from "./document.ts";
import { indexLines, type LineIndex, positionAt } from "./lines.ts";

/** A text and where its lines begin. */
export interface IndexedOrigin extends Origin {
  readonly index: LineIndex;
}

/** Finds the text that a block's ranges are of, each text indexed once. */
export function indexOrigins({ path, text }: Document): (block: Block) => IndexedOrigin {
  const own: Origin = { path, text };
  const indexed = new Map<Origin, IndexedOrigin>();
  return ({ origin = own }) => {
    const known = indexed.get(origin) ?? { ...origin, index: indexLines(origin.text) };
    indexed.set(origin, known);
    return known;
  };
}

export function placeIn({ path, index }: IndexedOrigin, offset: number): Required<Place> {
  return { path, ...positionAt(index, offset) };
}
