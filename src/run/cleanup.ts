import { type Message, warning } from "../message/message.ts";
import type { Step } from "../plan/plan.ts";
import { formatDuration } from "../settings/duration.ts";
import type { Executing } from "./attempt.ts";
import { conclude } from "./conclude.ts";
import type { Outcome } from "./outcome.ts";
import { isAnnounced } from "./judge.ts";
import { execute } from "./step.ts";

export interface Cleaned {
  /** What running a step came to. */
  readonly told: ReadonlyMap<Step, readonly string[]>;
  /** The cleanup steps that were run. */
  readonly ran: ReadonlySet<Step>;
  readonly messages: readonly Message[];
}

/** Runs the cleanup steps among those that were not come to, the last one first, each in a live shell and after a failure of any kind. */
export async function cleanUp(
  left: readonly Step[],
  executing: Executing,
  onStep: (step: Step, cleanup: boolean) => void,
): Promise<Cleaned> {
  const told = new Map<Step, readonly string[]>();
  const ran = new Set<Step>();
  const messages: Message[] = [];
  const wanted = left.filter(({ cleanup, skip }) => cleanup && !skip);
  const [last] = wanted.slice(-1);
  for (const step of last === undefined ? [] : left.slice(0, left.indexOf(last))) {
    if (executing.signal.aborted || !(await leavesShell(step, executing))) continue;
    onStep(step, true);
    await execute(step, executing);
    told.set(step, ["left its shell for cleanup"]);
  }
  for (const step of wanted.toReversed()) {
    if (executing.signal.aborted) break;
    const started = execute(step, executing);
    onStep(step, true);
    const attempt = await started;
    const outcome = await conclude(attempt, executing);
    const words = [tell(outcome), ...(outcome.observation === undefined ? [] : attempt.notes)];
    told.set(step, words);
    if (outcome.observation !== undefined) ran.add(step);
    if (!succeeded(outcome)) messages.push(uncleaned(outcome, words));
    if (outcome.observation?.end === "machine-lost") break;
  }
  return { told, ran, messages };
}

const EXIT = /^\s*(?:exit|logout)(?:\s+\d+)?\s*$/;

/**
 * A step leaves a shell inside another. Those that the document would have left before its cleanup are left: what was
 * mounted outside of a `chroot` cannot be unmounted from within.
 */
async function leavesShell(step: Step, { sessions }: Executing): Promise<boolean> {
  if (step.skip || step.cleanup || !EXIT.test(step.command)) return false;
  const place = await sessions.at(step);
  return (place?.shell.state.depth ?? 0) > 0;
}

function succeeded({ step, status, observation }: Outcome): boolean {
  if (status === "skipped") return true;
  return observation?.end === "ended" && isAnnounced(observation.exit, step.expectation.exit);
}

/** So much of what it printed is told. */
const LONGEST = 200;

function uncleaned({ step: { place }, observation }: Outcome, told: readonly string[]): Message {
  const last = observation?.screen.lines.at(-1);
  const printed = last === undefined ? [] : [`it printed: ${last.slice(0, LONGEST)}`];
  const what = `this cleanup step did not succeed: ${[...told, ...printed].join("; ")}`;
  return warning(place, { code: "cleanup-failed", what, hint: "what it was to undo may still be there" });
}

/** What running a step for its cleanup came to: it is no claim that is tested, but the reader is to know. */
function tell({ status, observation, notes }: Outcome): string {
  if (status === "skipped") return notes.join("; ");
  if (observation === undefined) return `cleanup could not run: ${notes.join("; ")}`;
  const { end, exit, ms } = observation;
  if (end === "ended") return `ran for cleanup: exit ${exit}`;
  return `ran for cleanup: ${end === "timed-out" ? `no end after ${formatDuration(ms)}` : end}`;
}
