import type { Sides } from "./element.ts";
import type { Move } from "./rows.ts";

/** The alignment with the fewest missing and extra lines. */
export function bestAlignment(sides: Sides): Move[] {
  const { elements, observed } = sides;
  const width = observed + 1;
  const cost = new Int32Array((elements.length + 1) * width);
  const at = (e: number, o: number): number => (o > observed ? Infinity : (cost[e * width + o] ?? 0));
  for (let e = elements.length; e >= 0; e--) {
    const element = elements[e];
    for (let o = observed; o >= 0; o--) {
      if (element === undefined) {
        cost[e * width + o] = observed - o;
        continue;
      }
      const { kind } = element;
      const left = at(e + 1, o) + (kind === "one" ? 1 : 0);
      const extra = at(e, o + 1) + 1;
      const taken = o < observed && element.holds(o) ? at(kind === "many" ? e : e + 1, o + 1) : Infinity;
      cost[e * width + o] = Math.min(left, extra, taken);
    }
  }
  return walk(sides, at);
}

function walk({ elements, observed }: Sides, cost: (e: number, o: number) => number): Move[] {
  const moves: Move[] = [];
  let [e, o] = [0, 0];
  while (e < elements.length || o < observed) {
    const element = elements[e];
    const now = cost(e, o);
    if (element === undefined) moves.push({ kind: "extra", observed: o++ });
    else if (element.kind !== "one" && cost(e + 1, o) === now) moves.push({ kind: "pass", element: e++, observed: o });
    else if (o < observed && cost(element.kind === "many" ? e : e + 1, o + 1) === now && element.holds(o)) {
      moves.push({ kind: "take", element: e, observed: o++ });
      if (element.kind !== "many") e++;
    } else if (element.kind === "one" && (o === observed || cost(e + 1, o) + 1 === now))
      moves.push({ kind: "missing", element: e++ });
    else moves.push({ kind: "extra", observed: o++ });
  }
  return moves;
}

/** Only the common head and tail are told apart. */
export function coarseAlignment({ elements, observed }: Sides): Move[] {
  const shorter = Math.min(elements.length, observed);
  const same = (e: number, o: number): boolean => elements[e]?.kind === "one" && elements[e].holds(o);
  let head = 0;
  while (head < shorter && same(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && same(elements.length - 1 - tail, observed - 1 - tail)) tail++;
  const moves: Move[] = [];
  const take = (e: number, o: number): unknown => moves.push({ kind: "take", element: e, observed: o });
  for (let i = 0; i < head; i++) take(i, i);
  for (let e = head; e < elements.length - tail; e++) {
    const kind = elements[e]?.kind === "one" ? "missing" : "pass";
    moves.push({ kind, element: e, observed: head });
  }
  for (let o = head; o < observed - tail; o++) moves.push({ kind: "extra", observed: o });
  for (let i = tail; i > 0; i--) take(elements.length - i, observed - i);
  return moves;
}
