import type { Plan, Step } from "../plan/plan.ts";
import type { Follower } from "./attempt.ts";
import type { Outcome } from "./outcome.ts";
import type { Place, Way } from "./place.ts";
import { mask, type Secrets } from "./secrets.ts";
import { keysOf, type Trodden, troddenOf } from "./trail.ts";
import type { Trace, Typed } from "./walked.ts";

/** Keeps what is typed to a program, and a secret that it asks with. */
export function keeping(follower: Follower | undefined, typed: string[], secrets: Secrets): Follower | undefined {
  const { asked } = follower ?? {};
  if (asked === undefined) return follower;
  const keep = (question: string, type: (keys: string) => void): void =>
    asked(mask(question, secrets), (keys) => {
      typed.push(keys);
      type(keys);
    });
  return { ...follower, asked: keep };
}

/** Types once more what was typed. */
export function typingAgain(typed: Typed | undefined): Follower {
  return typed === undefined ? {} : { asked: (_, type) => type(typed.keys), answersAll: typed.all };
}

/** What was interrupted, or could not be run, is not behind the reader. */
export function isBehind({ walked: { outcome } }: Trace): boolean {
  return outcome?.status !== "broken" && outcome?.observation?.end !== "stopped";
}

/** The reader did not want it to be run. */
export function skipped(step: Step): Trace {
  const outcome: Outcome = { step, status: "skipped", failures: [], notes: [] };
  return { walked: { step, way: { kind: "skip" }, outcome }, attempt: { step, skipped: true, notes: [] } };
}

/** What was done on the reader's own machine before they left; and whether cleanup was run then. */
export function doneBefore(steps: Place["steps"], plan: Plan): { traces: Trace[]; isCleaned: boolean } {
  const traces = plan.steps.slice(0, steps.length).map((step, i): Trace => {
    const { way } = steps[i]!;
    if (way.kind === "skip") return skipped(step);
    return { walked: { step, way, isBefore: true }, attempt: { step, skipped: true, notes: [] } };
  });
  const isCleaned = plan.steps.slice(steps.length).some(({ cleanup, skip }) => cleanup && !skip);
  return { traces, isCleaned };
}

/** What a reader has edited claims nothing; what it asks may still be answered by what the document shows. */
export function asWanted(step: Step, way: Way): Step {
  if (way.kind !== "edit") return step;
  const { names, expectation, ...rest } = step;
  const { within: _, forbid: __, ...claims } = expectation;
  const left = names?.filter((name) => way.command.includes(`<${name}>`));
  return {
    ...rest,
    command: way.command,
    ...(left !== undefined && left.length > 0 && { names: left }),
    expectation: { ...claims, exit: "any", ignore: true },
  };
}

/** What is to be kept of them with the machine. */
export function trailOf(plan: Plan, traces: readonly Trace[]): Trodden[] {
  const keys = keysOf(plan);
  return traces.map(({ attempt }, i) => troddenOf(attempt, keys[i]!));
}

/** Where a reader is who has come past these steps. */
export function placeOf(plan: Plan, traces: readonly Trace[], began: number): Place {
  const keys = keysOf(plan);
  const steps = traces.map(({ walked: { way }, attempt }, i) => {
    const { key, shown } = keys[i]!;
    return { key, ...(attempt.ran?.execution.answered === true && { shown }), way };
  });
  return { began, left: Date.now(), machine: plan.settings.machine, steps };
}
