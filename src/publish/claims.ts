import type { Plan, Step } from "../plan/plan.ts";
import type { Outcome } from "../run/outcome.ts";

/** How many things a document claims that were tested: of each step its status, its output, what must not appear, its time. */
export function countClaims({ steps }: Plan, outcomes: readonly Pick<Outcome, "status">[]): number {
  return steps.reduce((sum, step, i) => sum + (outcomes[i]?.status === "held" ? claimsOf(step) : 0), 0);
}

function claimsOf({ expectation, background }: Step): number {
  const { output, exit, ignore, strict, channel, forbid, within } = expectation;
  const ofOutput = !ignore && (output.length > 0 || strict || channel.kind === "pipe");
  const ofStatus = exit !== "any" && background === undefined;
  return [ofStatus, ofOutput, forbid !== undefined, within !== undefined, background?.until !== undefined].filter(
    Boolean,
  ).length;
}
