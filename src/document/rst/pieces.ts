import { type Lines, spotOf } from "./source.ts";
import { cutAt, type View, wholeView } from "./view.ts";
import { contentEnd, contentStart } from "./whitespace.ts";

/** A part of a line, by indices of its text. */
export interface Piece {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Parts of lines, one below the other, as lines of their own. */
export function joinPieces(lines: Lines, pieces: readonly Piece[], { cell }: { cell: boolean }): View {
  const texts = pieces.map(({ at, from, to }) => {
    const text = (lines.texts[at] ?? "").slice(from, to);
    return text.slice(0, contentEnd(text));
  });
  const spots = pieces.map(({ at, from }) => {
    const { row, column } = spotOf(lines, at);
    return { row, column: column + from };
  });
  const indents = texts.map((text) => contentStart(text));
  return wholeView({ source: lines.source, texts, indents, spots, cell: cell || lines.cell });
}

/** What a view shows of its lines. */
export function piecesOf(view: View): Piece[] {
  return Array.from({ length: view.to - view.from }, (_, i) => {
    const at = view.from + i;
    return { at, from: cutAt(view, at), to: view.lines.texts[at]?.length ?? 0 };
  });
}
