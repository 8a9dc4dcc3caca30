import type { Machine } from "../machine/machine.ts";
import { type Message, warning } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Attempt, Executing, Running } from "./attempt.ts";
import { finish } from "./background.ts";
import { cleanUp } from "./cleanup.ts";
import { conclude, GOES_ON } from "./conclude.ts";
import type { DocumentResult, Event, Outcome } from "./outcome.ts";
import { Past } from "./past.ts";
import type { Secrets } from "./secrets.ts";
import { NOT_ROOT } from "./people.ts";
import { Sessions } from "./sessions.ts";
import type { Start } from "./kept.ts";
import type { Recorder } from "./recorder.ts";
import { attemptOf } from "./trail.ts";
import { endedWell, execute, skipsDocument } from "./step.ts";
import { pauseBefore, type Visits, visitEnd, visitFailure } from "./visits.ts";

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
  /** A person may take over. */
  readonly visits?: Visits | undefined;
}

interface Run {
  readonly secrets: Secrets;
  readonly policy: Policy;
  readonly emit: (event: Event) => void;
  /** Where it goes on from, if not from the beginning. */
  readonly start?: Start | undefined;
  readonly recorder?: Recorder | undefined;
  /** Wanted is also what can be shown again, as it came. */
  readonly films: boolean;
}

type Result = Pick<DocumentResult, "outcomes" | "messages">;

/**
 * Runs a plan's steps in order, and, where it stops before the end, the cleanup steps that it has not come to. Last of all
 * it ends what was left running in the background: cleanup may need it. A step is judged while the next one runs, unless
 * the document may stop at it.
 */
export async function runSteps(plan: Plan, machine: Machine, run: Run): Promise<Result> {
  const { secrets, policy, emit, start, recorder, films } = run;
  const told = new Map<Step, Outcome>();
  const tell = (outcome: Outcome): void => {
    told.set(outcome.step, outcome);
    emit({ kind: "step-end", outcome });
  };
  let current: Step | undefined;
  const sessions = new Sessions(machine, plan);
  sessions.signal = policy.signal;
  if (start !== undefined) await resume(sessions, { plan, start, machine });
  const trodden = start?.trail.steps.map((one, i) => attemptOf(one, plan.steps[i]!, new Date(start.trail.began)));
  const common = { plan, sessions, secrets, past: new Past(), films, current: () => current };
  const onStep = (step: Step, cleanup: boolean): void => {
    current = step;
    emit({ kind: "step-start", step, cleanup });
  };
  const executing = { ...common, signal: policy.signal };
  const ran = await runInOrder(executing, { policy, tell, onStep, trodden, recorder });
  const { running, skipped, begun } = ran;
  if (skipped !== undefined) return skipAll(plan, skipped, { told, tell });
  const isLeft = (step: Step): boolean => !told.has(step) && running.every((one) => one.step !== step);
  const left = plan.steps.filter(isLeft);
  const isLost = [...told.values()].some(({ observation }) => observation?.end === "machine-lost");
  const visiting = { ...executing, visits: policy.visits };
  const visited = ran.stopped === undefined ? visitEnd(visiting) : visitFailure(ran.stopped, visiting);
  const said = [...ran.messages, ...(await visited)];
  sessions.signal = policy.force;
  const cleaned = await cleanUp(begun && !isLost ? left : [], { ...common, signal: policy.force }, onStep);
  current = undefined;
  const ending = { ...common, complete: left.length === 0 && !policy.signal.aborted, force: policy.force };
  for (const one of running.toReversed()) tell(await finish(one, ending));
  for (const step of left) {
    const outcome = idle(step, "untested", ...whyNot(step), ...(cleaned.told.get(step) ?? []));
    tell(cleaned.ran.has(step) ? { ...outcome, cleaned: true } : outcome);
  }
  const outcomes = plan.steps.flatMap((step) => told.get(step) ?? []);
  return { outcomes, messages: [...said, ...cleaned.messages, ...notRoot(outcomes, plan)] };
}

/** Goes on with the shells of an earlier run. */
async function resume(
  sessions: Sessions,
  { plan, start, machine }: { plan: Plan; start: Start; machine: Machine },
): Promise<void> {
  sessions.resume(start.checkpoint.sessions, (port) => machine.keeper!.reopen(port));
  const says = (regex: RegExp): boolean => plan.steps.some(({ command }) => regex.test(command));
  // Nothing is typed into a shell of which nobody would see it. Who chooses where the numbers begin wants these.
  if (says(/RANDOM/) && !says(/\bRANDOM=/)) await sessions.drawAnew();
}

interface Course {
  readonly policy: Policy;
  readonly tell: (outcome: Outcome) => void;
  readonly onStep: (step: Step, cleanup: boolean) => void;
  /** What the first steps did in an earlier run. */
  readonly trodden?: readonly Attempt[] | undefined;
  readonly recorder?: Recorder | undefined;
}

interface Ran {
  /** Some command was run: there may be something to clean up. */
  readonly begun: boolean;
  /** What is still running. */
  readonly running: readonly Running[];
  /** The step that skips the whole document. */
  readonly skipped?: Attempt;
  /** What it stopped at. */
  readonly stopped?: Outcome | undefined;
  readonly messages: readonly Message[];
}

async function runInOrder(executing: Executing, course: Course): Promise<Ran> {
  const { policy, tell, onStep, trodden = [], recorder } = course;
  const running: Running[] = [];
  const messages: Message[] = [];
  let stopped: Outcome | undefined;
  let begun = false;
  let last: Attempt | undefined;
  const judgeLast = async (): Promise<Outcome | undefined> => {
    const attempt = last;
    last = undefined;
    if (attempt?.running !== undefined) running.push(attempt.running);
    // A cleanup step that was interrupted is one that it has not come to.
    if (attempt === undefined || attempt.running !== undefined || isBrokenOff(attempt)) return undefined;
    const outcome = await conclude(attempt, executing);
    tell(outcome);
    return outcome;
  };
  for (const [i, step] of executing.plan.steps.entries()) {
    if (policy.signal.aborted || step.outside?.runs === false) break;
    if (step.names !== undefined) await judgeLast(); // it may tell what they stand for
    if (step.pauses === true) {
      await judgeLast();
      messages.push(...(await pauseBefore(step, { ...executing, visits: policy.visits })));
      if (policy.signal.aborted) break;
    }
    const attempt = trodden[i] ?? execute(step, executing);
    await judgeLast();
    onStep(step, false);
    last = await attempt;
    await recorder?.after(last, executing.sessions);
    begun ||= last.ran !== undefined || last.running !== undefined;
    if (skipsDocument(last)) return { running, begun, skipped: last, messages };
    const waits = bails(policy) || step.stops === "failure" || policy.signal.aborted;
    if (last.skipped === true || last.running !== undefined || (endedWell(last) && !waits)) continue;
    const outcome = await judgeLast();
    stopped = outcome !== undefined && stops(outcome, policy) ? outcome : undefined;
    if (stopped !== undefined) break;
  }
  await judgeLast();
  return { running, begun, stopped, messages };
}

function isBrokenOff({ step, ran }: Attempt): boolean {
  return step.cleanup && ran?.execution.end === "stopped";
}

/** A test said that its document is not for this place: then nothing in it counts, also not what failed before. */
function skipAll(
  { steps, path }: Plan,
  { step, notes }: Attempt,
  { told, tell }: { told: ReadonlyMap<Step, Outcome>; tell: (outcome: Outcome) => void },
): Result {
  const outcomes = steps.map((one) => idle(one, "skipped", ...(one === step ? notes : [])));
  for (const outcome of outcomes.filter((one) => !told.has(one.step))) tell(outcome);
  const what = `skipped: the command ended with status ${step.skipStatus}`;
  return { outcomes, messages: [warning({ ...step.place, path }, { code: "skipped-document", what })] };
}

function bails({ bail, visits }: Pick<Policy, "bail" | "visits">): boolean {
  return bail || visits?.afterFailure === true;
}

function stops({ step, status, failures }: Outcome, { keepGoing, signal, ...policy }: Policy): boolean {
  if (status === "broken" || signal.aborted) return true;
  if ((bails(policy) || step.stops === "failure") && status === "failed") return true;
  return !keepGoing && failures.some(({ kind }) => !(GOES_ON.has(kind) || (step.stops === "never" && kind === "exit")));
}

function whyNot({ outside }: Step): string[] {
  return outside?.runs === false ? [outside.why] : [];
}

/** What a `#` says is not true where the shell is not root, also of steps that hold: said once of a document. */
function notRoot(outcomes: readonly Outcome[], { settings }: Plan): Message[] {
  const [first, ...more] = outcomes.filter(({ notes }) => notes.includes(NOT_ROOT));
  if (first === undefined) return [];
  const also =
    more.length === 0 ? "" : `, also in ${more.length === 1 ? "a later step" : `${more.length} later steps`}`;
  const hint =
    settings.machine === "guest"
      ? "a step before it has opened another user's shell there, or left root's"
      : "machine: guest has a root";
  return [warning(first.step.place, { code: "not-root", what: `${NOT_ROOT}${also}`, hint })];
}

function idle(step: Step, status: "skipped" | "untested", ...notes: string[]): Outcome {
  return { step, status, failures: [], notes };
}
