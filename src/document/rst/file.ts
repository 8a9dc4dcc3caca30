import type { Place } from "../../message/message.ts";
import type { Block, Origin } from "../document.ts";
import { indexLines, type LineIndex, positionAt } from "../lines.ts";
import { Front } from "./front.ts";

/** What a file is included for. */
export interface Inserted {
  /** The file that includes it. */
  readonly outer: SourceFile;
  /** What says which part of it is wanted; the same for the same part. */
  readonly clip: string;
}

/** Of a whole file. */
export const WHOLE = "";

/** A text that is read, the document's or an included one, and the blocks that were found in it so far. */
export class SourceFile {
  readonly origin: Origin;
  readonly front: Front = new Front();
  readonly inserted: Inserted | undefined;
  readonly #found: { readonly at: number; readonly block: Block }[] = [];
  #index: LineIndex | undefined;

  constructor(origin: Origin, inserted?: Inserted) {
    this.origin = origin;
    this.inserted = inserted;
    if (inserted !== undefined) this.front.close(); // an included file has no say in how the document is run
  }

  add(block: Block): void {
    this.#found.push({ at: block.range.start, block });
  }

  /** Takes over the blocks of a file that is included at an offset. */
  take(file: SourceFile, at: number): void {
    for (const block of file.blocks()) this.#found.push({ at, block });
  }

  /** In source order. */
  blocks(): Block[] {
    return this.#found.toSorted((one, other) => one.at - other.at).map(({ block }) => block);
  }

  placeAt(offset: number): Required<Place> {
    this.#index ??= indexLines(this.origin.text);
    return { path: this.origin.path, ...positionAt(this.#index, offset) };
  }

  /** Itself, the file that includes it, and so on up to the document. */
  *chain(): Generator<SourceFile> {
    yield this;
    if (this.inserted !== undefined) yield* this.inserted.outer.chain();
  }
}
