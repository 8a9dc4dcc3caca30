import type { Plan } from "../plan/plan.ts";
import { conclude } from "./conclude.ts";
import type { Outcome } from "./outcome.ts";
import { Past } from "./past.ts";
import { attemptOf, stepsInCommon, type Trail } from "./trail.ts";

/**
 * How many steps of an earlier run are not run again: those that do the same, up to the first one that does not hold, or is
 * not to be run. That a step has failed may have been a matter of time or chance; that it fails is only said of now.
 */
export async function stepsThatHold(trail: Trail, plan: Plan): Promise<number> {
  const common = stepsInCommon(trail, plan);
  const judging = { plan, secrets: new Map(), past: new Past() };
  const at = new Date(trail.began);
  for (const [i, one] of trail.steps.slice(0, common).entries()) {
    const step = plan.steps[i]!;
    if (step.outside?.runs === false || !isWell(await conclude(attemptOf(one, step, at), judging))) return i;
  }
  return common;
}

function isWell({ status, step }: Outcome): boolean {
  return status === "held" || status === "skipped" || (status === "untested" && step.outside !== undefined);
}
