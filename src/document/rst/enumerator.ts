import { fromRoman, toRoman } from "./roman.ts";
import { isSpace } from "./whitespace.ts";

/** The sequences that docutils knows, in the order in which it tries them; `#` numbers itself. */
export type Sequence = "arabic" | "loweralpha" | "upperalpha" | "lowerroman" | "upperroman" | "#";
export type EnumeratorFormat = "parens" | "rparen" | "period";

export interface Enumerator {
  readonly format: EnumeratorFormat;
  readonly sequence: Sequence;
  /** Undefined if the text is no number of its sequence (`iiii`). */
  readonly ordinal: number | undefined;
}

const SEQUENCES: readonly (readonly [Sequence, RegExp])[] = [
  ["arabic", /^\d+$/],
  ["loweralpha", /^[a-z]$/],
  ["upperalpha", /^[A-Z]$/],
  ["lowerroman", /^[ivxlcdm]+$/],
  ["upperroman", /^[IVXLCDM]+$/],
];

/** The enumerator that a line begins with (docutils: Body.parse_enumerator). A list's own sequence is tried first. */
export function readEnumerator(line: string, expected?: Sequence): Enumerator {
  const [, opening, text = ""] = /^(\(?)([\da-zA-Z]+|#)/.exec(line) ?? [];
  const format = opening === "(" ? "parens" : line[text.length] === ")" ? "rparen" : "period";
  const sequence = sequenceOf(text, expected);
  return { format, sequence, ordinal: ordinalOf(text, sequence) };
}

/**
 * Whether a line may be an enumerated list's item, judging by the line below: blank, indented, or the next item
 * (docutils: Body.is_enumerated_list_item).
 */
export function isItem({ format, sequence, ordinal }: Enumerator, below: string): boolean {
  if (ordinal === undefined) return false;
  if (below === "" || isSpace(below.charCodeAt(0))) return true;
  const next = numeral(sequence, ordinal + 1);
  if (next === undefined) return false;
  return below.startsWith(dress(format, next)) || below.startsWith(dress(format, "#"));
}

function sequenceOf(text: string, expected: Sequence | undefined): Sequence {
  if (text === "#") return "#";
  const known = SEQUENCES.find(([sequence]) => sequence === expected)?.[1].test(text);
  if (expected !== undefined && known === true) return expected;
  if (expected === undefined && text === "i") return "lowerroman";
  if (expected === undefined && text === "I") return "upperroman";
  return SEQUENCES.find(([, pattern]) => pattern.test(text))?.[0] ?? "arabic";
}

function ordinalOf(text: string, sequence: Sequence): number | undefined {
  switch (sequence) {
    case "#":
      return 1;
    case "arabic":
      return Number(text);
    case "loweralpha":
      return text.charCodeAt(0) - 96;
    case "upperalpha":
      return text.charCodeAt(0) - 64;
    case "lowerroman":
    case "upperroman":
      return fromRoman(text.toUpperCase());
  }
}

/** Undefined behind a sequence's end (docutils: Body.make_enumerator). */
function numeral(sequence: Sequence, ordinal: number): string | undefined {
  switch (sequence) {
    case "#":
      return "#";
    case "arabic":
      return String(ordinal);
    case "loweralpha":
      return ordinal > 26 ? undefined : String.fromCharCode(96 + ordinal);
    case "upperalpha":
      return ordinal > 26 ? undefined : String.fromCharCode(64 + ordinal);
    case "lowerroman":
      return toRoman(ordinal)?.toLowerCase();
    case "upperroman":
      return toRoman(ordinal);
  }
}

function dress(format: EnumeratorFormat, text: string): string {
  return `${format === "parens" ? "(" : ""}${text}${format === "period" ? "." : ")"} `;
}
