import { isAnyLines, type LineTest, lineTest } from "./ellipsis.ts";
import type { Match, Row } from "./match.ts";

/** Beyond this many pairs of lines a failing match is shown by its common head and tail instead of its best alignment. */
const MOST_PAIRS = 4_000_000;

/** Aligns observed lines with expected ones. Blank lines at both ends of the observed are to be gone already. */
export function match(expected: readonly string[], observed: readonly string[]): Match {
  const sides = { tests: expected.map(compile), observed };
  const held = hold(sides);
  if (held !== undefined) return { holds: true, rows: held };
  const small = (expected.length + 1) * (observed.length + 1) <= MOST_PAIRS;
  return { holds: false, rows: small ? bestAlignment(sides) : coarseAlignment(sides) };
}

/** `any`: `...` alone, any number of lines. */
type Test = LineTest | "any";

interface Sides {
  readonly tests: readonly Test[];
  readonly observed: readonly string[];
}

function compile(line: string): Test {
  return isAnyLines(line) ? "any" : lineTest(line);
}

/**
 * Cuts the expectation at its `any` lines: the first piece must stand at the beginning, the last at the end, those
 * between are found leftmost, which is complete because each of their lines takes exactly one observed line.
 */
function hold({ tests, observed }: Sides): Row[] | undefined {
  const rows: Row[] = [];
  let at = 0;
  let e = 0;
  while (e < tests.length) {
    const any = tests[e] === "any" ? e++ : undefined;
    const next = tests.indexOf("any", e);
    const end = next === -1 ? tests.length : next;
    const length = end - e;
    const from = at;
    if (any !== undefined && end === tests.length) at = Math.max(at, observed.length - length);
    const limit = any === undefined || end === tests.length ? at : observed.length - length;
    while (at <= limit && !pieceHolds({ tests, observed }, { e, length, at })) at++;
    if (at > limit) return undefined;
    if (any !== undefined) rows.push({ kind: "any", expected: any, from, to: at });
    for (let i = 0; i < length; i++) rows.push({ kind: "same", expected: e + i, observed: at + i });
    at += length;
    e = end;
  }
  return at === observed.length ? rows : undefined;
}

function pieceHolds({ tests, observed }: Sides, piece: { e: number; length: number; at: number }): boolean {
  if (piece.at + piece.length > observed.length) return false;
  for (let i = 0; i < piece.length; i++) if (!same(tests[piece.e + i], observed[piece.at + i])) return false;
  return true;
}

function same(test: Test | undefined, line: string | undefined): boolean {
  return typeof test === "function" && line !== undefined && test(line);
}

/** The alignment with the fewest missing and extra lines, `any` lines taking what they can for nothing. */
function bestAlignment(sides: Sides): Row[] {
  const { tests, observed } = sides;
  const width = observed.length + 1;
  const cost = new Int32Array((tests.length + 1) * width);
  const at = (e: number, o: number): number => cost[e * width + o] ?? 0;
  for (let e = tests.length; e >= 0; e--) {
    for (let o = observed.length; o >= 0; o--) {
      if (e === tests.length) cost[e * width + o] = observed.length - o;
      else if (tests[e] === "any")
        cost[e * width + o] = Math.min(at(e + 1, o), o < observed.length ? at(e, o + 1) : Infinity);
      else {
        const skips = 1 + Math.min(at(e + 1, o), o < observed.length ? at(e, o + 1) : Infinity);
        cost[e * width + o] = same(tests[e], observed[o]) ? Math.min(at(e + 1, o + 1), skips) : skips;
      }
    }
  }
  return walk(sides, at);
}

function walk({ tests, observed }: Sides, cost: (e: number, o: number) => number): Row[] {
  const rows: Row[] = [];
  let [e, o] = [0, 0];
  while (e < tests.length || o < observed.length) {
    if (e < tests.length && tests[e] === "any") {
      const from = o;
      while (o < observed.length && cost(e + 1, o) !== cost(e, from)) o++;
      rows.push({ kind: "any", expected: e++, from, to: o });
    } else if (same(tests[e], observed[o]) && cost(e, o) === cost(e + 1, o + 1)) {
      rows.push({ kind: "same", expected: e++, observed: o++ });
    } else if (e < tests.length && (o === observed.length || cost(e, o) === 1 + cost(e + 1, o))) {
      rows.push({ kind: "missing", expected: e++ });
    } else {
      rows.push({ kind: "extra", observed: o++ });
    }
  }
  return rows;
}

function coarseAlignment({ tests, observed }: Sides): Row[] {
  const shorter = Math.min(tests.length, observed.length);
  let head = 0;
  while (head < shorter && same(tests[head], observed[head])) head++;
  let tail = 0;
  while (tail < shorter - head && same(tests.at(-1 - tail), observed.at(-1 - tail))) tail++;
  const rows: Row[] = [];
  for (let i = 0; i < head; i++) rows.push({ kind: "same", expected: i, observed: i });
  for (let e = head; e < tests.length - tail; e++) rows.push({ kind: "missing", expected: e });
  for (let o = head; o < observed.length - tail; o++) rows.push({ kind: "extra", observed: o });
  for (let i = tail; i > 0; i--) {
    rows.push({ kind: "same", expected: tests.length - i, observed: observed.length - i });
  }
  return rows;
}
