import type { DocumentResult } from "../run/outcome.ts";

/** What is kept of a project's runs: how its documents went, and how long their steps took. Nothing of what was printed. */
export interface ProjectRecord {
  readonly version: 1;
  /** The project's folder. */
  readonly root: string;
  /** By the document's path below the root, with the suite behind a blank where it was on one of several. */
  readonly documents: Readonly<Record<string, DocumentRecord>>;
}

export interface DocumentRecord {
  /** The latest last. */
  readonly runs: readonly RunRecord[];
  /** Milliseconds, the latest last; by what is run, so that a step keeps its own when others are put in before it. */
  readonly steps: Readonly<Record<string, readonly number[]>>;
}

export interface RunRecord {
  readonly status: DocumentResult["status"];
  /** It held, but not at its first attempt. */
  readonly flaky?: true;
  /** Of what the document was then. */
  readonly digest: string;
  readonly ms: number;
}

/** So much is kept. */
const RUNS = 20;
const TIMES = 10;

export interface Ran {
  readonly key: string;
  /** Undefined where only some of its steps were wanted: that says nothing of the whole. */
  readonly run: RunRecord | undefined;
  /** The key of each step, in their order, with the milliseconds that it took, if it came to its end now. */
  readonly times: readonly (readonly [string, number | undefined])[];
}

/** The record with one more run of a document. */
export function remember(record: ProjectRecord, { key, run, times }: Ran): ProjectRecord {
  const before = record.documents[key] ?? { runs: [], steps: {} };
  const told = times.map(([step, ms]): [string, readonly number[]] => {
    const known = before.steps[step] ?? [];
    return [step, ms === undefined ? known : [...known, Math.round(ms)].slice(-TIMES)];
  });
  const runs = run === undefined ? before.runs : [...before.runs, run].slice(-RUNS);
  // Steps that are no more are forgotten when all are known.
  const steps = { ...(run === undefined && before.steps), ...Object.fromEntries(told) };
  return { ...record, documents: { ...record.documents, [key]: { runs, steps } } };
}

/** What a document took, in the middle of its runs; undefined where it has none. */
export function usualTime({ runs }: DocumentRecord): number | undefined {
  return runs.length === 0 ? undefined : median(runs.map(({ ms }) => ms));
}

/** A step that took so many times as long as it does, and so much longer, is worth a note. */
const SLOWER = 3;
const LONGER_MS = 1_000;
const KNOWN = 3;

/** Without knowing what it usually takes. */
export function mayBeSlower(ms: number): boolean {
  return ms > LONGER_MS;
}

/** What a step usually takes, where it took much longer now; undefined where it did not, or little is known. */
export function muchSlowerThan(times: readonly number[], ms: number): number | undefined {
  if (times.length < KNOWN) return undefined;
  const usual = median(times);
  return ms > usual * SLOWER && ms > usual + LONGER_MS ? usual : undefined;
}

export interface Flaky {
  readonly key: string;
  /** How often it did not hold at first, or not at all, where the same document held as well. */
  readonly failed: number;
  readonly runs: number;
}

/** Documents that held and did not hold as they were, the worst first; that one could not be run says nothing of it. */
export function flakyDocuments({ documents }: ProjectRecord): Flaky[] {
  const all = Object.entries(documents).map(([key, { runs }]): Flaky => {
    const held = new Set(runs.filter(({ status }) => status === "held").map(({ digest }) => digest));
    const failed = runs.filter(
      ({ status, flaky, digest }) => flaky === true || (status === "failed" && held.has(digest)),
    );
    return { key, failed: failed.length, runs: runs.length };
  });
  return all.filter(({ failed }) => failed > 0).toSorted((a, b) => b.failed / b.runs - a.failed / a.runs);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
