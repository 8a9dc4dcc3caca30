import { error, type Message, type Place } from "../../message/message.ts";
import type { Block, Line, Range } from "../document.ts";
import { indexLines, type LineIndex, positionAt } from "../lines.ts";
import { parseRst } from "../rst/rst.ts";
import { STRAY } from "./faults.ts";
import type { Embedded, Found } from "./reading.ts";
import { offsetIn } from "./row.ts";

/** A depth below that of every heading in Markdown. */
const DEPTH = 7;

/** Reads what stands in MyST's `{eval-rst}`, with the places of the Markdown around it. */
export function readEmbedded(
  { rows, titles, outer, rewritable }: Embedded,
  { path, index: outerIndex }: { readonly path: string; readonly index: LineIndex },
): { readonly blocks: Found[]; readonly messages: Message[] } {
  const text = rows.map((row) => row.text).join("\n");
  const { blocks, settings, messages } = parseRst(path, text);
  const index = { inner: indexLines(text), outer: outerIndex };
  const offsetOf = (offset: number): number => {
    const { line, column } = positionAt(index.inner, offset);
    return offsetIn(rows[line - 1]!, column - 1);
  };
  const places = new Places(offsetOf, index);
  const annotations = settings.filter(({ kind }) => kind === "annotation");
  return {
    blocks: blocks.map(({ section, ...block }) => ({
      ...places.block({ ...block, rewritable: block.rewritable && rewritable }),
      fence: outer,
      titles: [...titles, ...section.map((title) => ({ depth: DEPTH, text: title, plain: true }))],
    })),
    messages: [
      ...messages.map((message) => ({ ...message, place: places.place(message.place) })),
      // What a document says of itself stands at its top.
      ...annotations.map(({ start }) => error(places.placeAt(path, offsetOf(start)), STRAY)),
    ],
  };
}

/** Moves places from the text of a directive to the text that holds it. */
class Places {
  readonly #offsetOf: (offset: number) => number;
  readonly #index: { readonly inner: LineIndex; readonly outer: LineIndex };

  constructor(offsetOf: (offset: number) => number, index: { inner: LineIndex; outer: LineIndex }) {
    this.#offsetOf = offsetOf;
    this.#index = index;
  }

  block<Kind extends Omit<Block, "section">>(block: Kind): Kind {
    const lines = block.lines.map((line): Line => ({ text: line.text, range: this.#range(line.range) }));
    const range = this.#range(block.range);
    const { comment } = block;
    return {
      ...block,
      start: positionAt(this.#index.outer, range.start).line,
      lines,
      range,
      ...(comment !== undefined && { comment: { ...comment, place: this.place(comment.place) } }),
    };
  }

  place({ path, line, column = 1 }: Place): Place {
    if (line === undefined) return { path };
    return this.placeAt(path, this.#offsetOf((this.#index.inner.starts[line - 1] ?? 0) + column - 1));
  }

  placeAt(path: string, offset: number): Place {
    return { path, ...positionAt(this.#index.outer, offset) };
  }

  #range({ start, end }: Range): Range {
    return { start: this.#offsetOf(start), end: this.#offsetOf(end) };
  }
}
