import type { Machine } from "../machine/machine.ts";
import { MachineError } from "../machine/machine.ts";
import { type Message, warning } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { formatDuration } from "../settings/duration.ts";
import { ShellStartError } from "../terminal/shell.ts";
import { judge } from "./judge.ts";
import type { DocumentResult, Event, Outcome } from "./outcome.ts";
import { Sessions } from "./sessions.ts";
import { observe } from "./step.ts";

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
  readonly policy: Policy;
  readonly emit: (event: Event) => void;
}

/** Runs a plan's steps in order, and, where it stops before the end, the cleanup steps that it has not come to. */
export async function runSteps(
  plan: Plan,
  machine: Machine,
  run: Run,
): Promise<Pick<DocumentResult, "outcomes" | "messages">> {
  const { policy, emit } = run;
  const sessions = new Sessions(machine, plan.settings);
  const attempt = (step: Step, signal: AbortSignal): Promise<Outcome> =>
    runStep(step, sessions, { settings: plan.settings, signal });
  const outcomes: Outcome[] = [];
  for (const step of plan.steps) {
    if (policy.signal.aborted) break;
    emit({ kind: "step-start", step, cleanup: false });
    const outcome = step.skip ? idle(step, "skipped") : await attempt(step, policy.signal);
    outcomes.push(outcome);
    emit({ kind: "step-end", outcome });
    if (stops(outcome, policy)) break;
  }
  const left = plan.steps.slice(outcomes.length);
  const cleaned = new Map<Step, string>();
  const messages: Message[] = [];
  for (const step of left.toReversed().filter(({ cleanup, skip }) => cleanup && !skip)) {
    if (policy.force.aborted || outcomes.at(-1)?.observation?.end === "machine-lost") break;
    emit({ kind: "step-start", step, cleanup: true });
    const outcome = await attempt(step, policy.force);
    const told = tell(outcome);
    cleaned.set(step, told);
    if (outcome.observation?.end !== "ended" || outcome.observation.exit !== 0) messages.push(uncleaned(step, told));
  }
  const untested = left.map((step) => idle(step, "untested", cleaned.get(step)));
  for (const outcome of untested) emit({ kind: "step-end", outcome });
  return { outcomes: [...outcomes, ...untested], messages };
}

async function runStep(step: Step, sessions: Sessions, context: Parameters<typeof observe>[2]): Promise<Outcome> {
  try {
    const { shell, notes } = await sessions.shellFor(step);
    return judge(step, await observe(step, shell, context), notes);
  } catch (cause) {
    if (cause instanceof ShellStartError || cause instanceof MachineError) {
      return idle(step, "broken", `no shell could be opened: ${cause.message}`);
    }
    throw cause;
  }
}

function stops({ status, failures }: Outcome, { bail, keepGoing, signal }: Policy): boolean {
  if (status === "broken" || signal.aborted) return true;
  if (bail && status === "failed") return true;
  return !keepGoing && failures.some(({ kind }) => kind !== "output");
}

function idle(step: Step, status: "skipped" | "untested" | "broken", note?: string): Outcome {
  return { step, status, failures: [], notes: note === undefined ? [] : [note] };
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
