/** One of several parts of the documents, each verified on a machine of its own. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * In which shard each of several things is, from 1, so that all shards take about as long: the longest first, each to the
 * shard that has least to do. The same weights always give the same shards.
 */
export function shardsOf(weights: readonly number[], count: number): number[] {
  const loads = Array.from({ length: count }, () => 0);
  const shards: number[] = [];
  const order = weights.map((weight, i) => ({ weight, i })).toSorted((a, b) => b.weight - a.weight || a.i - b.i);
  for (const { weight, i } of order) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + weight;
    shards[i] = least + 1;
  }
  return shards;
}

/** What things weigh of which it is not known, by their size and what others of known weight weigh for theirs. */
export function weightsOf(things: readonly { readonly known: number | undefined; readonly size: number }[]): number[] {
  const known = things.filter((thing) => thing.known !== undefined);
  const total = known.reduce((sum, thing) => sum + (thing.known ?? 0), 0);
  const perSize = known.length === 0 ? 1 : total / known.reduce((sum, { size }) => sum + size, 0);
  return things.map((thing) => thing.known ?? thing.size * perSize);
}
