import type { DocumentResult, Event } from "../run/outcome.ts";

/** Turns what happens into text. Reporters do no I/O; one writer does it for all. */
export interface Reporter {
  /** What to print when this happens; nothing for most events. */
  event(event: Event): string;
  /** What to print at the end. */
  end(summary: Summary): string;
}

export interface Summary {
  readonly results: readonly DocumentResult[];
  /** Milliseconds from the first to the last. */
  readonly ms: number;
}

export type Counts = Readonly<Record<"documents" | "held" | "failed" | "broken", number>> & {
  readonly steps: Readonly<Record<"total" | "held" | "failed" | "skipped" | "untested" | "broken", number>>;
};

export function countAll(results: readonly DocumentResult[]): Counts {
  const outcomes = results.flatMap((result) => result.outcomes);
  const documents = (status: DocumentResult["status"]): number =>
    results.filter((result) => result.status === status).length;
  const steps = (status: (typeof outcomes)[number]["status"]): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  return {
    documents: results.length,
    held: documents("held"),
    failed: documents("failed"),
    broken: documents("broken"),
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
