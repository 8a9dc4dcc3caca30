import type { Expected, Match, Row } from "./match.ts";

/**
 * wordish's rule: `...` stands for any text, also for several lines; the whole is compared, without the blanks at its
 * ends. The pieces around `...` are found leftmost, none overlapping another, as doctest does it. Undefined where it does
 * not hold: what is missing is then shown line by line.
 */
export function matchAcross(expected: readonly Expected[], observed: readonly string[]): Match | undefined {
  if (expected[0]?.pattern.kind !== "across") return undefined;
  const text = observed.map((line) => line.trimEnd()).join("\n");
  const pattern = expected.map((line) => line.text.trimEnd()).join("\n");
  const [from, to] = [blanksBefore(text), text.trimEnd().length];
  const pieces = pattern.trim().split("...");
  const places = placePieces(pieces, text.slice(from, to));
  if (places === undefined) return undefined;
  const ends = pieces.flatMap((piece, i) => feedsIn(piece).map((at) => from + places[i]! + at));
  return { holds: true, rows: rowsOf({ text, ends, lines: observed.length }, blankLines(expected)) };
}

/** Where each piece is; undefined if they cannot be had in order. */
function placePieces(pieces: readonly string[], text: string): number[] | undefined {
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first ? [0] : undefined;
  if (!text.startsWith(first)) return undefined;
  const places = [0];
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return undefined;
    places.push(found);
    at = found + piece.length;
  }
  const end = text.length - last.length;
  return at <= end && text.endsWith(last) ? [...places, end] : undefined;
}

/** Line feeds of the pattern are line feeds of the text: between two of them stand the lines for one expected line. */
function rowsOf(
  { text, ends, lines }: { text: string; ends: readonly number[]; lines: number },
  blank: { before: number; after: number },
): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < blank.before; i++) rows.push({ kind: "any", expected: i, from: 0, to: 0 });
  let from = 0;
  let at = 0;
  for (const [i, end] of [...ends, text.length].entries()) {
    let to = from;
    if (i === ends.length) to = lines;
    else for (; at <= end; at++) if (text[at] === "\n") to++;
    const expected = blank.before + i;
    rows.push(to === from + 1 ? { kind: "same", expected, observed: from } : { kind: "any", expected, from, to });
    from = to;
  }
  const next = rows.length;
  for (let i = 0; i < blank.after; i++) rows.push({ kind: "any", expected: next + i, from: lines, to: lines });
  return rows;
}

/** Blank lines at both ends of what is expected take nothing. */
function blankLines(expected: readonly Expected[]): { before: number; after: number } {
  const isBlank = ({ text }: Expected): boolean => text.trim() === "";
  const before = expected.findIndex((line) => !isBlank(line));
  if (before === -1) return { before: expected.length - 1, after: 0 };
  return { before, after: expected.length - 1 - expected.findLastIndex((line) => !isBlank(line)) };
}

function blanksBefore(text: string): number {
  return text.length - text.trimStart().length;
}

function feedsIn(piece: string): number[] {
  return Array.from(piece.matchAll(/\n/g), ({ index }) => index);
}
