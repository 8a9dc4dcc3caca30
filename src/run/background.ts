import type { Step } from "../plan/plan.ts";
import { formatReadiness } from "../settings/claims.ts";
import { formatDuration } from "../settings/duration.ts";
import { Capture } from "../terminal/capture.ts";
import { render } from "../terminal/screen.ts";
import type { Shell } from "../terminal/shell.ts";
import { TimedCapture } from "../terminal/timed-capture.ts";
import { listensOn } from "./ask.ts";
import type { Attempt, Executing, Over, Running, Typing } from "./attempt.ts";
import { conclude } from "./conclude.ts";
import { judge } from "./judge.ts";
import type { Outcome } from "./outcome.ts";
import { endsWithin, waitUntilReady } from "./readiness.ts";

/** The longest time that a timer can be set to: some 24 days. */
export const FOR_EVER: number = 2 ** 31 - 1;
/** So long is output waited for at the end: what the last step asked of a program, it may be about to print. */
const LAST_WORDS_MS = 1_000;
const LOOK_MS = 50;

type Starting = Executing & Typing;

/** Whoever looks on sees the steps that come next. */
const UNFOLLOWED = { onOutput: undefined, onAsked: undefined };

/**
 * Starts a step's command in a terminal of its own, and leaves it running once it is ready.
 * @throws {ShellStartError} @throws {MachineError}
 */
export async function startBeside(step: Step, starting: Starting): Promise<Attempt> {
  const { sessions, signal } = starting;
  const { until } = step.background ?? {};
  if (until?.kind === "port" && (await listensOn(await sessions.helper(step), until.port)))
    return { step, notes: [`it was not started: something listens on ${formatReadiness(until)} already`] };
  const { shell, notes } = await sessions.beside(step);
  const running = start(step, shell, { ...starting, notes });
  if (until === undefined && !signal.aborted) return { step, notes, running };
  return (await isReady(running, starting)) ?? { step, notes, running };
}

function start(
  step: Step,
  shell: Shell,
  { notes, command, options, current, films }: Starting & Pick<Running, "notes">,
): Running {
  const stop = new AbortController();
  const capture = films ? new TimedCapture() : new Capture();
  const { uid } = shell.state;
  const began = performance.now();
  const over = shell
    .run(command, { ...options, ...UNFOLLOWED, timeout: FOR_EVER, signal: stop.signal, capture })
    .then((execution): Over => ({ execution, ms: performance.now() - began, uid, during: current?.() }));
  return { step, notes, capture, over, stop: () => stop.abort(), close: () => shell.close() };
}

/** What came of it where it did not become ready. */
async function isReady(running: Running, { plan, sessions, signal }: Starting): Promise<Attempt | undefined> {
  const { step, notes, capture, over } = running;
  const { until } = step.background ?? {};
  const onAbort = (): void => running.stop();
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) running.stop();
  const size = plan.settings.terminal;
  const helper = (): Promise<Shell> => sessions.helper(step);
  const ready =
    until === undefined
      ? "ready"
      : await waitUntilReady({ until, capture, size, helper, timeout: step.timeout, ended: over });
  signal.removeEventListener("abort", onAbort);
  const interrupted = signal.aborted;
  if (ready === "ready" && !interrupted) return undefined;
  running.stop();
  const ran = { ...(await over), interrupted };
  await running.close();
  const { end, status: exit } = ran.execution;
  if (until === undefined || ready === "ready" || interrupted || end === "asked") return { step, notes, ran };
  const words = { until: formatReadiness(until), why: ready, after: step.timeout };
  return { step, notes, ran, notReady: { kind: "not-ready", ...words, ...(ready === "ended" && { exit }) } };
}

export interface Ending extends Omit<Executing, "signal"> {
  /** The document came to its end. */
  readonly complete: boolean;
  /** Aborted when the user wants it at once. */
  readonly force: AbortSignal;
}

/** Ends what was left running, and holds it against what the document claims. */
export async function finish(running: Running, ending: Ending): Promise<Outcome> {
  const { step, over } = running;
  const { complete, force } = ending;
  const close = (): void => {
    running.stop();
    void running.close();
  };
  force.addEventListener("abort", close);
  if (force.aborted) close();
  if (complete) await lastWords(running, ending);
  running.stop();
  const ran = await over;
  force.removeEventListener("abort", close);
  await running.close();
  const notes = [...running.notes, ...endedByItself(step, ran)];
  const outcome = await conclude({ step, notes, ran: { ...ran, interrupted: force.aborted } }, ending);
  const isCutShort =
    outcome.observation?.end === "running" &&
    !complete &&
    outcome.status === "failed" &&
    outcome.failures.every(({ kind }) => kind === "output");
  if (!isCutShort) return outcome;
  const why = "the document stopped before this could print all that is shown";
  return { ...outcome, status: "untested", failures: [], notes: [...outcome.notes, why] };
}

/** Waits for output that is shown and has not come yet. */
async function lastWords({ step, capture, over }: Running, { plan, past }: Ending): Promise<void> {
  const { output, ignore } = step.expectation;
  if (output.length === 0 || ignore) return;
  const began = performance.now();
  while (performance.now() - began < LAST_WORDS_MS) {
    const screen = await render(capture.result(), plan.settings.terminal);
    const seen = { screen, exit: undefined, ms: 0, end: "running", uid: 0 } as const;
    if (judge(step, seen, { past }).match?.holds !== false) return;
    if (await endsWithin(over, LOOK_MS)) return;
  }
}

function endedByItself(step: Step, { execution: { end, reason }, ms, during = step }: Over): string[] {
  if (end !== "done" && (end !== "lost" || reason !== undefined)) return [];
  const { path, line } = during.place;
  const where = path === step.place.path ? `line ${line}` : `${path}:${line}`;
  return [`it ended by itself after ${formatDuration(ms)}${during === step ? "" : `, during the step at ${where}`}`];
}
