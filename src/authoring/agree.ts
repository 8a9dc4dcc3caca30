import type { Plan, Step } from "../plan/plan.ts";
import { propose, type Read } from "../rewrite/propose.ts";
import { judge } from "../run/judge.ts";
import type { DocumentResult, Outcome } from "../run/outcome.ts";
import { Past } from "../run/past.ts";
import type { RecordedStep } from "./items.ts";
import { observationOf } from "./step-lines.ts";

/** What was recorded of each of a plan's steps; nothing of those that stood in the document before. */
export type Recorded = readonly (RecordedStep | undefined)[];

export interface Agreement {
  /** The document, with what differs between the recording and the run left open. */
  readonly text: string;
  /** The run, judged by that text. */
  readonly outcomes: readonly Outcome[];
}

/** A document that holds for what was recorded, and for what one run of it did. */
export async function agree(
  read: Read,
  recorded: Recorded,
  result: Pick<DocumentResult, "outcomes">,
): Promise<Agreement> {
  const before = outcomesOf(read.plan, recorded);
  const now = result.outcomes.map((outcome, i) => (recorded[i] === undefined ? passed(outcome.step) : outcome));
  const { text } = await propose(read, [before, now], { fill: false });
  const { plan } = await read.reread(text);
  const past = new Past();
  const outcomes = plan.steps.map((step, i) => {
    const outcome = rejudge(step, result.outcomes[i]!, past);
    past.remember(outcome);
    return outcome;
  });
  return { text, outcomes };
}

function outcomesOf({ steps }: Plan, recorded: Recorded): Outcome[] {
  const past = new Past();
  return steps.map((step, i) => {
    const known = recorded[i];
    const outcome = known === undefined || step.skip ? passed(step) : judge(step, observationOf(known), { past });
    past.remember(outcome);
    return outcome;
  });
}

function passed(step: Step): Outcome {
  return { step, status: "skipped", failures: [], notes: [] };
}

function rejudge(step: Step, outcome: Outcome, past: Past): Outcome {
  const { observation, status, notes } = outcome;
  if (observation === undefined || (status !== "held" && status !== "failed")) return { ...outcome, step };
  return judge(step, observation, { past, notes: observation.notes ?? notes });
}
