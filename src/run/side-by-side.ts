import type { Event } from "./outcome.ts";

/**
 * Events of runs that go on side by side, told as if they went on one after the other: those of the first run that has
 * not ended are told as they happen, those of the others are kept until it is their turn.
 */
export class InTurn {
  readonly #emit: (event: Event) => void;
  readonly #kept = new Map<number, Event[]>();
  readonly #ended = new Set<number>();
  #turn = 0;

  constructor(emit: (event: Event) => void) {
    this.#emit = emit;
  }

  /** @param run its place among all, from 0 */
  tell(run: number, event: Event): void {
    if (run === this.#turn) return this.#emit(event);
    const kept = this.#kept.get(run);
    if (kept === undefined) this.#kept.set(run, [event]);
    else kept.push(event);
  }

  /** Every run must end. */
  end(run: number): void {
    this.#ended.add(run);
    while (this.#ended.delete(this.#turn)) {
      this.#turn++;
      for (const event of this.#kept.get(this.#turn) ?? []) this.#emit(event);
      this.#kept.delete(this.#turn);
    }
  }
}

/**
 * Does the work for each of several things, some at a time, and gives what comes of each, in their order. After one has
 * thrown, no other is begun; what it threw is thrown when those that were have ended.
 */
export async function sideBySide<T, R>(
  things: readonly T[],
  jobs: number,
  work: (thing: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    try {
      for (let index = next++; index < things.length; index = next++)
        results[index] = await work(things[index] as T, index);
    } catch (cause) {
      next = things.length;
      throw cause;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(jobs, things.length) }, worker));
  const failed = workers.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return results;
}
