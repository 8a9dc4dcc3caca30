import type { Checkpoint } from "./trail.ts";

/** Of a run that may save its machine now. Times are in milliseconds. */
export interface Progress {
  /** Steps that have been run, and how long they took in all. */
  readonly steps: number;
  readonly ms: number;
  /** Steps of the document. */
  readonly of: number;
  /** Since the last checkpoint, and since the run began. */
  readonly since: number;
  readonly elapsed: number;
  /** That this run has spent with saving, and that saving once takes. */
  readonly spent: number;
  readonly cost: number;
  /** The next step is the first one that was changed since the run before. */
  readonly edited: boolean;
}

/** An edit costs at most what is to be run anyway, and so much of it more. */
const PART = 0.5;
/** Of the run's time may be spent with saving. */
const SHARE = 0.15;
/** It pays in any case when so many times as long has passed as it takes: one slow step says little about those to come. */
const LONG = 20;

/**
 * Whether a checkpoint pays. After an edit what comes behind it must be run in any case: so what lies before it, back to the
 * last checkpoint, is compared with that, and checkpoints come closer to each other towards the end. Who has edited a step
 * edits it again: the machine is saved before it, if that spares the next run more than it costs this one.
 */
export function pays({ steps, ms, of, since, elapsed, spent, cost, edited }: Progress): boolean {
  if (edited) return since >= 2 * cost;
  const left = (ms / steps) * (of - steps);
  const enough = Math.min(LONG * cost, Math.max(2 * cost, PART * left));
  return since >= enough && spent + cost <= SHARE * elapsed;
}

/**
 * Which checkpoint to give up when there are too many: the one without which the longest way between two is shortest.
 * @param end how long all steps take, where ways are to be taken for short beside what comes after them
 */
export function leastUseful(checkpoints: readonly Checkpoint[], end?: number): Checkpoint | undefined {
  let best: { one: Checkpoint; part: number } | undefined;
  for (let i = 0; i < checkpoints.length - 1; i++) {
    const from = checkpoints[i - 1]?.ms ?? 0;
    const part = (checkpoints[i + 1]!.ms - from) / (end === undefined ? 1 : end - from);
    if (best === undefined || part < best.part) best = { one: checkpoints[i]!, part };
  }
  return best?.one;
}
