import type { DocumentResult, Failure, Outcome } from "../run/outcome.ts";
import { type Counts, countAll, type ShardReport, type Summary } from "./counts.ts";
import { failureLines, inWords, placeOfFailure } from "./failure.ts";
import { makePaint } from "./paint.ts";
import { messageAsJson, type MessageReport } from "./messages.ts";
import { passedAsJson } from "./passed.ts";
import { reasonsOf } from "./reasons.ts";

/**
 * What verifying came to, as plain data. `json` prints it, the other reports that are written at the end are made of it,
 * and so those of several runs can be merged. `version` is that of its shape.
 */
export interface Report {
  readonly version: 1;
  /** Where it is of one of several. */
  readonly shard?: ShardReport;
  readonly documents: readonly DocumentReport[];
  readonly summary: Counts & { readonly ms: number };
}

export interface DocumentReport {
  readonly path: string;
  readonly status: DocumentResult["status"];
  readonly suite?: string;
  readonly machine: { readonly kind: string; readonly detail: string } | null;
  /** When it was run, where it was only judged again: ISO 8601. */
  readonly observed?: string;
  readonly ms: number;
  readonly steps: readonly StepReport[];
  /** What its steps say, in a word: the same of two runs where they were of the same. */
  readonly digest?: string;
  /** Not all of its steps were wanted. */
  readonly partial?: true;
  /** What it came to before, where it was tried more than once; if it held in the end, it is flaky. */
  readonly attempts?: readonly AttemptReport[];
  readonly notRun: readonly object[];
  readonly messages: readonly MessageReport[];
}

/** Of its steps those that did not hold. */
export type AttemptReport = Pick<DocumentReport, "status" | "ms" | "steps" | "messages">;

export interface StepReport {
  /** Of an included file; otherwise the document's. */
  readonly path?: string;
  readonly line: number;
  readonly column: number;
  readonly command: string;
  readonly section: readonly string[];
  readonly session: string;
  readonly host?: string;
  readonly background?: true;
  readonly status: Outcome["status"];
  /** Not tested, but run for cleanup. */
  readonly cleaned?: true;
  /** It was not run now, but then: ISO 8601. */
  readonly cached?: string;
  readonly exit: number | null;
  readonly ms: number | null;
  readonly expected: readonly string[];
  readonly observed: readonly string[];
  readonly notes: readonly string[];
  readonly failures: readonly FailureReport[];
  /** What people read of a step that failed, line by line. */
  readonly text?: readonly string[];
}

export interface FailureReport {
  readonly kind: Failure["kind"];
  readonly line: number;
  readonly column: number;
  /** In words. */
  readonly what: string;
}

export function reportOf({ results, ms, shard }: Summary): Report {
  return {
    version: 1,
    ...(shard !== undefined && { shard }),
    documents: results.map(documentOf),
    summary: { ...countAll(results), ms: Math.round(ms) },
  };
}

function documentOf(result: DocumentResult): DocumentReport {
  return {
    path: result.path,
    status: result.status,
    ...(result.suite !== undefined && { suite: result.suite }),
    machine: result.machine ?? null,
    ...(result.observed !== undefined && { observed: result.observed.toISOString() }),
    ms: Math.round(result.ms),
    steps: result.outcomes.map((outcome) => stepOf(outcome, result.path)),
    ...(result.digest !== undefined && { digest: result.digest }),
    ...(result.partial === true && { partial: true as const }),
    ...(result.attempts !== undefined && { attempts: result.attempts.map(attemptOf) }),
    notRun: result.passed.map((one) => passedAsJson(one, result.path)),
    messages: result.messages.map(messageAsJson),
  };
}

function attemptOf(result: DocumentResult): AttemptReport {
  const { status, ms, steps, messages } = documentOf(result);
  return { status, ms, steps: steps.filter((step) => step.status === "failed" || step.status === "broken"), messages };
}

export function stepOf(outcome: Outcome, path: string): StepReport {
  const { step, status, observation, failures, notes, cached } = outcome;
  return {
    ...(step.place.path !== path && { path: step.place.path }),
    line: step.place.line,
    column: step.place.column,
    command: step.command,
    section: step.section,
    session: step.session,
    ...(step.host !== undefined && { host: step.host }),
    ...(step.background !== undefined && { background: true as const }),
    status,
    ...(outcome.cleaned === true && { cleaned: true as const }),
    ...(cached !== undefined && { cached: cached.toISOString() }),
    exit: observation?.exit ?? null,
    ms: observation === undefined ? null : Math.round(observation.ms * 10) / 10,
    expected: step.expectation.output.map((line) => line.text),
    observed: observation?.screen.lines ?? [],
    notes,
    failures: failures.map((failure) => {
      const reasons = failure.kind === "output" ? reasonsOf(outcome) : [];
      const told = { ...failure, ...(reasons.length > 0 && { reasons }), ...placeOfFailure(outcome) };
      return { ...told, what: inWords(failure) };
    }),
    ...(failures.length > 0 && { text: failureLines(outcome, step.place.path, PLAIN) }),
  };
}

const PLAIN = makePaint(false);
