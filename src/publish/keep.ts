import type { Plan, Step } from "../plan/plan.ts";
import { judge } from "../run/judge.ts";
import type { Observation } from "../run/outcome.ts";
import { Past } from "../run/past.ts";
import { mask, type Secrets } from "../run/secrets.ts";
import { digest } from "../run/trail.ts";
import { withoutSequences } from "../terminal/playback.ts";
import type { Stamp } from "./edition.ts";
import type { Shot } from "./record.ts";

/**
 * What was observed last stays where all of it still is what the document says, and what was observed now differs from it in
 * no more than the document leaves open: it was as true, and only what really changed is to change. Both are of one run each,
 * and never mixed: what a step shows follows from the steps before it.
 * @param last of a run of the same commands in the same surroundings
 */
export function keepLast(plan: Plan, shots: readonly Shot[], last: readonly Shot[]): readonly Shot[] {
  const past = new Past();
  const isKept = plan.steps.every((step, i) => {
    const [before, shot] = [last[i], shots[i]];
    return before !== undefined && shot !== undefined && isStillSo(step, before, { shot, past });
  });
  return isKept && last.length === shots.length ? last : shots;
}

function isStillSo(step: Step, before: Shot, { shot, past }: { shot: Shot; past: Past }): boolean {
  if (before.status !== shot.status) return false;
  const [then, now] = [before.observation, shot.observation];
  if (then === undefined || now === undefined) return then === now;
  if (then.exit !== now.exit || then.end !== now.end) return false;
  const judged = judge(step, then, { past });
  past.remember(judged);
  // How much is left out of long output depends on the pieces that it came in.
  if (then.screen.gap === undefined) return judged.status === "held" || before.status !== "held";
  return textOf(then) === textOf(now) && then.screen.gap.before === now.screen.gap?.before && isInTime(step, then);
}

function isInTime({ expectation: { within } }: Step, { ms }: Observation): boolean {
  return within === undefined || ms <= within;
}

function textOf({ screen: { lines } }: Observation): string {
  return lines.join("\n");
}

/** What was run and where, in a word: not what is claimed of it, nor with which versions. */
export function runOf(
  { steps, settings: { terminal } }: Plan,
  { machine, suite }: Pick<Stamp, "machine" | "suite">,
): string {
  const all = steps.map(
    ({ command, user, session, named, host, login, condition, background, answer, env, ...rest }) => {
      const { skip, names, expectation } = rest;
      const who = [user, session, named, host, login];
      const asks = condition === undefined ? [] : [condition];
      return [command, names, who, asks, background !== undefined, answer, env, skip, expectation.channel];
    },
  );
  return digest([machine.kind, suite, terminal, all]);
}

/** Something in it is a secret now. */
export function tells({ observation, take, names = {} }: Shot, secrets: Secrets): boolean {
  const played = withoutSequences(take?.frames.map(({ text }) => text).join("") ?? "");
  const texts = [observation?.screen.lines.join("\n") ?? "", played, ...Object.values(names)];
  return texts.some((text) => mask(text, secrets) !== text);
}
