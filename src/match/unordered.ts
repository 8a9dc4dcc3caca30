import { comparable, isAnyLines, lineTest } from "./ellipsis.ts";
import type { Expected, Match, Row } from "./match.ts";

/**
 * Lines in any order, each once: as many expected lines as can be have an observed line of their own. `...` alone on a
 * line allows further ones. Undefined where the lines are not of that kind.
 */
export function matchUnordered(expected: readonly Expected[], observed: readonly string[]): Match | undefined {
  if (expected[0]?.pattern.kind !== "unordered") return undefined;
  const taken = pairUp(expected, observed);
  const open = expected.some(({ text }) => isAnyLines(text));
  const rows = expected.map(({ text }, index): Row => {
    const at = taken.get(index);
    if (at !== undefined) return { kind: "same", expected: index, observed: at };
    if (!isAnyLines(text)) return { kind: "missing", expected: index };
    return { kind: "any", expected: index, from: observed.length, to: observed.length };
  });
  const used = new Set(taken.values());
  const extra = open ? [] : observed.flatMap((_, i): Row[] => (used.has(i) ? [] : [{ kind: "extra", observed: i }]));
  return { holds: extra.length === 0 && rows.every(({ kind }) => kind !== "missing"), rows: [...rows, ...extra] };
}

/** The observed line of each expected one that has one. What has no `...` goes first: it can have no other line. */
function pairUp(expected: readonly Expected[], observed: readonly string[]): Map<number, number> {
  const free = new Map<string, number[]>();
  for (let at = observed.length - 1; at >= 0; at--) {
    const line = comparable(observed[at] ?? "");
    const same = free.get(line);
    if (same === undefined) free.set(line, [at]);
    else same.push(at);
  }
  const taken = new Map<number, number>();
  const wild: number[] = [];
  for (const [index, { text }] of expected.entries()) {
    if (isAnyLines(text)) continue;
    const at = text.includes("...") ? undefined : free.get(comparable(text))?.pop();
    if (at !== undefined) taken.set(index, at);
    else if (text.includes("...")) wild.push(index);
  }
  const left = [...free.values()].flat().toSorted((a, b) => a - b);
  const tests = wild.map((index) => lineTest(expected[index]?.text ?? ""));
  const found = pairMost(
    wild.length,
    left.length,
    (one, other) => tests[one]?.(observed[left[other] ?? 0] ?? "") === true,
  );
  for (const [other, one] of found.entries()) if (one !== -1) taken.set(wild[one] ?? 0, left[other] ?? 0);
  return taken;
}

/**
 * A matching of two sides with the most pairs: for each of the other side its partner, or -1. A pair is given another
 * partner where that makes room (augmenting paths, searched in breadth). In a round no one is looked at twice; rounds end when
 * one finds nothing.
 */
function pairMost(ones: number, others: number, fits: (one: number, other: number) => boolean): Int32Array {
  const partner = new Int32Array(others).fill(-1);
  const pairedWith = new Int32Array(ones).fill(-1);
  for (let found = true; found;) {
    found = false;
    const unseen = new Set(partner.keys());
    for (let one = 0; one < ones; one++) if (pairedWith[one] === -1 && augment(one)) found = true;

    function augment(start: number): boolean {
      const cameFrom = new Map<number, number>();
      const queue = [start];
      for (const one of queue) {
        for (const other of unseen) {
          if (!fits(one, other)) continue;
          unseen.delete(other);
          cameFrom.set(other, one);
          const next = partner[other] ?? -1;
          if (next !== -1) {
            queue.push(next);
            continue;
          }
          turn(other, cameFrom);
          return true;
        }
      }
      return false;
    }
  }
  return partner;

  /** Along the way each takes the one that it came to, and leaves the one that it had. */
  function turn(last: number, cameFrom: ReadonlyMap<number, number>): void {
    for (let other = last; other !== -1;) {
      const one = cameFrom.get(other) ?? -1;
      const before = pairedWith[one] ?? -1;
      partner[other] = one;
      pairedWith[one] = other;
      other = before;
    }
  }
}
