import { diffArrays } from "diff";
import type { Plan, Step } from "../plan/plan.ts";
import { judge } from "../run/judge.ts";
import type { Observation } from "../run/outcome.ts";
import { Past } from "../run/past.ts";
import type { Shot } from "./record.ts";

/** A step as it was published last. */
export interface LastShot extends Shot {
  readonly command: string;
  readonly session: string;
  readonly host?: string;
}

/**
 * What was observed last stays where it still is what the document says, and what was observed now is no more than that: it
 * was as true, and only what really changed is to change. Nothing stays of a document in which not all of it fits together.
 */
export function keepLast(plan: Plan, shots: readonly Shot[], last: readonly LastShot[]): readonly Shot[] {
  const partners = partnersOf(plan.steps, last);
  const past = new Past();
  let fits = true;
  const mixed = plan.steps.map((step, i) => {
    const shot = shots[i]!;
    const before = partners[i];
    const kept = before !== undefined && isStillSo(step, before, { shot, past }) ? before : shot;
    if (kept.observation !== undefined) {
      const outcome = judge(step, kept.observation, { past });
      fits &&= kept.status !== "held" || outcome.status === "held" || kept.observation.screen.gap !== undefined;
      past.remember(outcome);
    }
    return kept;
  });
  return fits ? mixed : shots;
}

function isStillSo(step: Step, before: Shot, { shot, past }: { shot: Shot; past: Past }): boolean {
  if (before.status !== shot.status) return false;
  const [then, now] = [before.observation, shot.observation];
  if (then === undefined || now === undefined) return then === now;
  if (then.exit !== now.exit || then.end !== now.end) return false;
  // How much is left out of long output depends on the pieces that it came in.
  const isSame = textOf(then) === textOf(now) && then.screen.gap?.before === now.screen.gap?.before;
  return (
    (isSame && isInTime(step, then)) || (then.screen.gap === undefined && judge(step, then, { past }).status === "held")
  );
}

function isInTime({ expectation: { within } }: Step, { ms }: Observation): boolean {
  return within === undefined || ms <= within;
}

function textOf({ screen: { lines } }: Observation): string {
  return lines.join("\n");
}

/** For each step of the plan the one that was the same in the last edition. */
function partnersOf(steps: readonly Step[], last: readonly LastShot[]): (LastShot | undefined)[] {
  const keys = steps.map(({ command, session, host }) => JSON.stringify([command, session, host]));
  const old = last.map(({ command, session, host }) => JSON.stringify([command, session, host]));
  const partners: (LastShot | undefined)[] = [];
  let at = 0;
  for (const { added, removed, count } of diffArrays(old, keys)) {
    if (added) partners.push(...Array<undefined>(count));
    else if (!removed) partners.push(...last.slice(at, at + count));
    if (!added) at += count;
  }
  return partners;
}
