import type { DocumentResult, Outcome } from "../run/outcome.ts";

/** What there is to report when all is run. */
export interface Summary {
  readonly results: readonly DocumentResult[];
  /** Milliseconds from the first to the last. */
  readonly ms: number;
  readonly shard?: ShardReport;
}

/** Which of several parts of the documents this is. */
export interface ShardReport {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** Which document is in which: reports with the same are parts of one whole. */
  readonly shards: string;
}

export type Counts = Readonly<Record<"documents" | "held" | "failed" | "broken" | "flaky", number>> & {
  readonly steps: Readonly<Record<"total" | "held" | "failed" | "skipped" | "untested" | "broken", number>>;
};

export function countAll(results: readonly DocumentResult[]): Counts {
  return countReported(results.map(({ outcomes, ...result }) => ({ ...result, steps: outcomes })));
}

interface Counted {
  readonly status: DocumentResult["status"];
  readonly attempts?: readonly unknown[];
  readonly steps: readonly { readonly status: Outcome["status"] }[];
}

export function countReported(results: readonly Counted[]): Counts {
  const outcomes = results.flatMap((result) => result.steps);
  const documents = (status: DocumentResult["status"]): number =>
    results.filter((result) => result.status === status).length;
  const steps = (status: (typeof outcomes)[number]["status"]): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  return {
    documents: results.length,
    held: documents("held"),
    failed: documents("failed"),
    broken: documents("broken"),
    flaky: results.filter(({ status, attempts = [] }) => status === "held" && attempts.length > 0).length,
    steps: {
      total: outcomes.length,
      held: steps("held"),
      failed: steps("failed"),
      skipped: steps("skipped"),
      untested: steps("untested"),
      broken: steps("broken"),
    },
  };
}
