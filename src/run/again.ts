import { hasError } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { assess, leftOutOf } from "./conclude.ts";
import type { DocumentResult, Event, Outcome } from "./outcome.ts";
import { Past } from "./past.ts";

/** A run that is over: what was run, what came of it, and when. */
export interface PastRun {
  readonly plan: Plan;
  readonly result: DocumentResult;
  readonly at: Date;
}

/**
 * Whether running this plan would show what that run has shown: it does the same, and only what it claims about output
 * is another. What the transcript answers, what placeholders stand for and how long a program in the
 * background is waited for are read from the output that is shown: there, it must be the same too.
 */
export function canJudgeAgain(plan: Plan, { plan: old, result }: PastRun): boolean {
  if (hasError(plan.messages) || hasError(result.messages)) return false;
  if (result.outcomes.length !== plan.steps.length || !result.outcomes.every(isAtItsEnd)) return false;
  if (whatRuns(plan) !== whatRuns(old)) return false;
  const named = plan.steps.some(({ names }) => names !== undefined);
  return plan.steps.every((step, i) => {
    const { observation } = result.outcomes[i] as Outcome;
    const decides = named || step.background !== undefined || observation?.answered === true;
    return (!decides && observation?.end !== "asked") || shownBy(step) === shownBy(old.steps[i]);
  });
}

/** Holds what was observed then against what the document claims now. */
export function judgeAgain(
  plan: Plan,
  { plan: old, result, at }: PastRun,
  emit: (event: Event) => void,
): DocumentResult {
  const began = performance.now();
  emit({ kind: "document-start", plan });
  const past = new Past();
  const outcomes = plan.steps.map((step, i): Outcome => {
    const { observation, failures, ...was } = result.outcomes[i] as Outcome;
    if (observation === undefined) return { ...was, failures, step };
    const notReady = failures.find((failure) => failure.kind === "not-ready");
    return assess(step, observation, { past, notReady, settings: plan.settings, isLeftOut: leftOutOf(plan) });
  });
  for (const outcome of outcomes) emit({ kind: "step-end", outcome });
  const messages = [...plan.messages, ...result.messages.filter((message) => !old.messages.includes(message))];
  const failed = outcomes.some(({ status }) => status === "failed");
  const about = { path: plan.path, passed: plan.passed, outcomes, messages, observed: at };
  const whole: DocumentResult = {
    ...result,
    ...about,
    status: failed ? "failed" : "held",
    ms: performance.now() - began,
  };
  emit({ kind: "document-end", result: whole });
  return whole;
}

function isAtItsEnd({ status, step, observation }: Outcome): boolean {
  if (status === "untested") return step.outside !== undefined && (!step.outside.runs || observation !== undefined);
  return status !== "broken" && observation?.end !== "stopped";
}

/** All that decides what is done, and nothing else. */
function whatRuns({ settings, hosts, asker, steps }: Plan): string {
  const done = steps.map((step) => {
    const { exit, channel } = step.expectation;
    return { ...step, place: undefined, section: undefined, expectation: { exit, channel } };
  });
  return JSON.stringify({ settings, hosts, asker, steps: done });
}

function shownBy(step: Step | undefined): string {
  const { ignore, output = [] } = step?.expectation ?? {};
  return JSON.stringify([ignore, ...output.map(({ text, pattern, quantifier }) => [text, pattern, quantifier])]);
}
