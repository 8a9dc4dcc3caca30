import type { Machine } from "../machine/machine.ts";
import { type Message, warning } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { formatDuration } from "../settings/duration.ts";
import type { DocumentResult, Event, Failure, Outcome } from "./outcome.ts";
import { Past } from "./past.ts";
import type { Secrets } from "./secrets.ts";
import { Sessions } from "./sessions.ts";
import { type Attempt, conclude, endedWell, execute, skipsDocument } from "./step.ts";

/** When to stop. */
export interface Policy {
  /** Stop at the first step that fails in any way. */
  readonly bail: boolean;
  /** Go on after a status that the document does not announce. */
  readonly keepGoing: boolean;
  /** Aborted when the user wants an end: the running step is interrupted, cleanup runs. */
  readonly signal: AbortSignal;
  /** Aborted when the user wants it at once: no cleanup either. */
  readonly force: AbortSignal;
}

interface Run {
  readonly secrets: Secrets;
  readonly policy: Policy;
  readonly emit: (event: Event) => void;
}

/**
 * Runs a plan's steps in order, and, where it stops before the end, the cleanup steps that it has not come to. A step is
 * judged while the next one runs, unless the document may stop at it.
 */
export async function runSteps(plan: Plan, machine: Machine, { secrets, policy, emit }: Run): Promise<Result> {
  const sessions = new Sessions(machine, plan);
  const outcomes: Outcome[] = [];
  const past = new Past();
  let last: Attempt | undefined;
  const judgeLast = async (): Promise<Outcome | undefined> => {
    if (last === undefined) return undefined;
    const outcome = last.step.skip ? idle(last.step, "skipped") : await conclude(last, { plan, secrets, past });
    last = undefined;
    outcomes.push(outcome);
    emit({ kind: "step-end", outcome });
    return outcome;
  };
  for (const step of plan.steps) {
    if (policy.signal.aborted) break;
    if (step.names !== undefined) await judgeLast(); // it may tell what they stand for
    const attempt = step.skip ? { step, notes: [] } : execute(step, { sessions, secrets, past, signal: policy.signal });
    await judgeLast();
    emit({ kind: "step-start", step, cleanup: false });
    last = await attempt;
    if (skipsDocument(last)) return skipAll(plan, last, { done: outcomes.length, emit });
    const waits = policy.bail || step.stops === "failure" || policy.signal.aborted;
    if (step.skip || (endedWell(last) && !waits)) continue;
    const outcome = await judgeLast();
    if (outcome !== undefined && stops(outcome, policy)) break;
  }
  await judgeLast();
  const { told, messages } = await cleanUp(plan.steps.slice(outcomes.length), {
    plan,
    sessions,
    secrets,
    past,
    outcomes,
    policy,
    emit,
  });
  const untested = plan.steps
    .slice(outcomes.length)
    .map((step) => idle(step, "untested", ...[told.get(step) ?? []].flat()));
  for (const outcome of untested) emit({ kind: "step-end", outcome });
  return { outcomes: [...outcomes, ...untested], messages };
}

/** The cleanup steps among those that were not come to, the last one first. */
async function cleanUp(
  left: readonly Step[],
  run: Run & Cleaning,
): Promise<{ told: Map<Step, string>; messages: Message[] }> {
  const told = new Map<Step, string>();
  const messages: Message[] = [];
  if (!run.outcomes.some(({ observation }) => observation !== undefined)) return { told, messages };
  for (const step of left.toReversed().filter(({ cleanup, skip }) => cleanup && !skip)) {
    if (run.policy.force.aborted || run.outcomes.at(-1)?.observation?.end === "machine-lost") break;
    const attempt = execute(step, { ...run, signal: run.policy.force });
    run.emit({ kind: "step-start", step, cleanup: true });
    const outcome = await conclude(await attempt, run);
    told.set(step, tell(outcome));
    if (outcome.observation?.end !== "ended" || outcome.observation.exit !== 0)
      messages.push(uncleaned(step, tell(outcome)));
  }
  return { told, messages };
}

interface Cleaning {
  readonly plan: Plan;
  readonly sessions: Sessions;
  readonly past: Past;
  readonly outcomes: readonly Outcome[];
}

type Result = Pick<DocumentResult, "outcomes" | "messages">;

/** A test said that its document is not for this place: then nothing in it counts, also not what failed before. */
function skipAll({ steps, path }: Plan, { step, notes }: Attempt, run: { done: number; emit: Run["emit"] }): Result {
  const outcomes = steps.map((one) => idle(one, "skipped", ...(one === step ? notes : [])));
  for (const outcome of outcomes.slice(run.done)) run.emit({ kind: "step-end", outcome });
  const what = `skipped: the command ended with status ${step.skipStatus}`;
  return { outcomes, messages: [warning({ ...step.place, path }, { code: "skipped-document", what })] };
}

function stops({ step, status, failures }: Outcome, { bail, keepGoing, signal }: Policy): boolean {
  if (status === "broken" || signal.aborted) return true;
  if ((bail || step.stops === "failure") && status === "failed") return true;
  return !keepGoing && failures.some(({ kind }) => !(GOES_ON.has(kind) || (step.stops === "never" && kind === "exit")));
}

/** What says nothing of the state that the next step finds. */
const GOES_ON: ReadonlySet<Failure["kind"]> = new Set(["output", "forbidden", "unsearched", "slow"] as const);

function idle(step: Step, status: "skipped" | "untested", ...notes: string[]): Outcome {
  return { step, status, failures: [], notes };
}

function uncleaned({ place }: Step, told: string): Message {
  const what = `this cleanup step did not succeed: ${told}`;
  return warning(place, { code: "cleanup-failed", what, hint: "what it was to undo may still be there" });
}

/** What running a step for its cleanup came to: it is no claim that is tested, but the reader is to know. */
function tell({ observation, notes }: Outcome): string {
  if (observation === undefined) return `cleanup could not run: ${notes.join("; ")}`;
  const { end, exit, ms } = observation;
  if (end === "ended") return `ran for cleanup: exit ${exit}`;
  return `ran for cleanup: ${end === "timed-out" ? `no end after ${formatDuration(ms)}` : end}`;
}
