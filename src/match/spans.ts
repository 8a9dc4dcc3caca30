import type { Expected } from "./match.ts";

/** A piece of a line. `any`: a wildcard, or what it stands for. */
export interface Span {
  readonly kind: "same" | "any" | "differs";
  readonly text: string;
}

/** An expected line and the observed one that is there instead, piece by piece. */
export interface Compared {
  readonly expected: readonly Span[];
  readonly observed: readonly Span[];
  /** Where in the expected line the first difference is, from 0, in UTF-16 units. */
  readonly at: number;
}

/** Of longer lines nobody sees the difference at a glance. In UTF-16 units. */
const LONGEST_LINE = 500;
/** Fewer characters than this between two differences are part of them: what they share, they share by chance. */
const FEWEST_SAME = 3;

/** Undefined where the two have little in common, and for regular expressions, whose characters are not the line's. */
export function compareLine({ text, pattern }: Expected, observed: string): Compared | undefined {
  if (pattern.kind === "regex" || Math.max(text.length, observed.length) > LONGEST_LINE) return undefined;
  const [left, right] = [tokensOf(text, WILDCARDS[pattern.kind]), Array.from(observed)];
  const pieces = smoothed(align(left, right));
  const shared = pieces.reduce((sum, { kind, left: piece }) => sum + (kind === "same" ? lengthOf(piece) : 0), 0);
  const literal = lengthOf(left.filter((token) => !isWild(token)));
  if (shared === 0 || shared * 3 < Math.min(literal, lengthOf(right))) return undefined;
  const side = (name: "left" | "right"): Span[] =>
    pieces.flatMap(({ kind, [name]: tokens }) => (tokens.length === 0 ? [] : [{ kind, text: tokens.join("") }]));
  const first = pieces.findIndex(({ kind }) => kind === "differs");
  const before = first === -1 ? pieces : pieces.slice(0, first);
  return {
    expected: side("left"),
    observed: side("right"),
    at: before.flatMap(({ left: one }) => one).join("").length,
  };
}

/** Where in the expected line, from 0, the observed one first differs; 0 where they have little in common. */
export function firstDifference(expected: Expected, observed: string): number {
  return compareLine(expected, observed)?.at ?? 0;
}

const WILDCARDS: Readonly<Record<Exclude<Expected["pattern"]["kind"], "regex">, RegExp>> = {
  ...{ ellipsis: /\.\.\./y, named: /\.\.\.|<[A-Za-z][\w-]*>/y, unordered: /\.\.\./y, across: /\.\.\./y, glob: /[*?]/y },
  ...{ exact: /(?!)/y, equal: /(?!)/y, escaped: /(?!)/y },
};

/** Characters, and wildcards as a whole. */
function tokensOf(text: string, wildcard: RegExp): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    wildcard.lastIndex = at;
    const wild = wildcard.exec(text)?.[0];
    const token = wild === undefined ? String.fromCodePoint(text.codePointAt(at) ?? 0) : `${WILD}${wild}`;
    tokens.push(token);
    at += wild?.length ?? token.length;
  }
  return tokens;
}

/** Before a wildcard among the characters; no line holds it. */
const WILD = "\n";
const isWild = (token: string | undefined): boolean => token?.startsWith(WILD) === true;

interface Piece {
  readonly kind: Span["kind"];
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** With the fewest characters that differ; a wildcard takes any. */
function align(left: readonly string[], right: readonly string[]): Piece[] {
  const width = right.length + 1;
  const cost = new Uint16Array((left.length + 1) * width);
  const at = (l: number, r: number): number => cost[l * width + r] ?? 0;
  for (let l = left.length; l >= 0; l--) {
    for (let r = right.length; r >= 0; r--) {
      const wild = isWild(left[l]);
      const skipLeft = l < left.length ? at(l + 1, r) + (wild ? 0 : 1) : Infinity;
      const skipRight = r < right.length ? at(l, r + 1) + (wild ? 0 : 1) : Infinity;
      const both = l < left.length && left[l] === right[r] ? at(l + 1, r + 1) : Infinity;
      if (l < left.length || r < right.length) cost[l * width + r] = Math.min(skipLeft, skipRight, both);
    }
  }
  const pieces: { kind: Span["kind"]; left: string[]; right: string[] }[] = [];
  const put = (kind: Span["kind"], one: readonly string[], other: readonly string[]): void => {
    let last = pieces.at(-1);
    if (last?.kind !== kind) pieces.push((last = { kind, left: [], right: [] }));
    last.left.push(...one);
    last.right.push(...other);
  };
  for (let l = 0, r = 0; l < left.length || r < right.length;) {
    const [token = "", character = ""] = [left[l], right[r]];
    if (isWild(token)) {
      if (at(l + 1, r) === at(l, r)) put("any", [token.slice(WILD.length)], (l++, []));
      else put("any", [], [right[r++] ?? ""]);
    } else if (l < left.length && token === character && at(l + 1, r + 1) === at(l, r)) {
      put("same", [token], [character]);
      l++;
      r++;
    } else if (l < left.length && at(l + 1, r) + 1 === at(l, r)) put("differs", [token], (l++, []));
    else put("differs", [], [right[r++] ?? ""]);
  }
  return pieces;
}

/** Without islands of the same between two differences. */
function smoothed(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const [i, piece] of pieces.entries()) {
    const isIsland =
      piece.kind === "same" &&
      pieces[i - 1]?.kind === "differs" &&
      pieces[i + 1]?.kind === "differs" &&
      piece.left.length < FEWEST_SAME &&
      lengthOf(piece.left) > 0;
    const kind = isIsland ? "differs" : piece.kind;
    const last = all.at(-1);
    if (last?.kind === kind)
      all.splice(-1, 1, { kind, left: [...last.left, ...piece.left], right: [...last.right, ...piece.right] });
    else all.push({ ...piece, kind });
  }
  return all;
}

/** Characters that are no blanks. */
function lengthOf(tokens: readonly string[]): number {
  return tokens.filter((token) => token.trim() !== "").length;
}
