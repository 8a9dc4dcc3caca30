import type { Plan, Step } from "../plan/plan.ts";
import { MachineError } from "../machine/machine.ts";
import type { RunOptions } from "../terminal/conversation.ts";
import { pipedLines } from "../terminal/piped-lines.ts";
import { render, type Screen } from "../terminal/screen.ts";
import { type Execution, ShellStartError } from "../terminal/shell.ts";
import { Answers } from "./answers.ts";
import { isAnnounced, judge } from "./judge.ts";
import type { Observation, Outcome } from "./outcome.ts";
import type { Past } from "./past.ts";
import { mask, maskScreen, type Secrets } from "./secrets.ts";
import type { Sessions } from "./sessions.ts";

/** A step whose command has come to its end, not yet held against what the document claims. */
export interface Attempt {
  readonly step: Step;
  readonly notes: readonly string[];
  /** Nothing where no shell could be had for it. */
  readonly ran?: { readonly execution: Execution; readonly ms: number; readonly uid: number };
}

interface Executing {
  readonly sessions: Sessions;
  readonly secrets: Secrets;
  readonly past: Past;
  readonly signal: AbortSignal;
}

/** Runs a step's command. Where its shell is there already, it is typed before this returns. */
export async function execute(step: Step, { sessions, secrets, past, signal }: Executing): Promise<Attempt> {
  const unknown = step.names?.find((name) => !past.names.has(name));
  if (unknown !== undefined) return { step, notes: [`<${unknown}> is not known: no step that shows it has held`] };
  try {
    const asked = sessions.askFor(step);
    const person = asked && (await asked);
    const { shell, notes } = sessions.at(step, person) ?? (await sessions.open(step, person));
    const { uid } = shell.state;
    const began = performance.now();
    const { answer: given } = step;
    const own = given === undefined ? undefined : "text" in given ? given.text : secrets.get(given.secret);
    const answers = new Answers(
      step.expectation.output.map((line) => line.text),
      own,
    );
    const answer = (question: string): string | undefined => answers.to(question);
    const execution = await shell.run(commandOf(step, past), {
      timeout: step.timeout,
      signal,
      answer,
      ...pipedOf(step),
    });
    return { step, notes, ran: { execution, ms: performance.now() - began, uid } };
  } catch (cause) {
    if (!(cause instanceof ShellStartError || cause instanceof MachineError)) throw cause;
    return { step, notes: [`no shell could be opened: ${cause.message}`] };
  }
}

/** The command as it is typed: placeholders are what they stand for. */
function commandOf({ command, names = [] }: Step, { names: known }: Past): string {
  return names.reduce((text, name) => text.replaceAll(`<${name}>`, () => known.get(name) ?? ""), command);
}

/** Holds what a step did, as a reader would have seen it, against what the document claims. */
export async function conclude(
  { step, notes, ran }: Attempt,
  { plan, secrets, past }: { plan: Plan; secrets: Secrets; past: Past },
): Promise<Outcome> {
  if (ran === undefined) return { step, status: "broken", failures: [], notes };
  const { execution, ms, uid } = ran;
  const { status: exit, reason } = execution;
  const question = execution.question && mask(execution.question, secrets);
  const screen = maskScreen(await screenOf(step, execution, plan), secrets);
  const observation = { screen, exit, ms, end: endOf(step, execution), reason, question, uid };
  const outcome = judge(step, observation, { notes, past, guest: plan.settings.machine === "guest" });
  past.remember(outcome);
  return outcome;
}

/** The status is the one with which a test says that its document is to be skipped; in cram the shell says so at its end. */
export function skipsDocument({ step, ran }: Attempt): boolean {
  const { channel } = step.expectation;
  if (ran === undefined || step.skipStatus === undefined || channel.kind === "terminal") return false;
  const { end, status } = ran.execution;
  return status === step.skipStatus && (end === "lost" || (end === "done" && channel.rules !== "cram"));
}

function pipedOf({ expectation: { channel }, env }: Step): Pick<RunOptions, "piped"> {
  return channel.kind === "pipe" ? { piped: { stream: channel.stream, env } } : {};
}

async function screenOf(
  { expectation: { channel } }: Step,
  { output, end, status }: Execution,
  plan: Plan,
): Promise<Screen> {
  if (channel.kind === "terminal") return render(output, plan.settings.terminal);
  const screen = pipedLines(output, channel);
  // In cram's files the status is a line of the output.
  const isShown = channel.rules === "cram" && end === "done" && status !== 0;
  return isShown ? { ...screen, lines: [...screen.lines, `[${status}]`] } : screen;
}

/** The command ended with a status that the document announces: as far as that goes, the next step may follow. */
export function endedWell({ step, ran }: Attempt): boolean {
  return ran?.execution.end === "done" && isAnnounced(ran.execution.status, step.expectation.exit);
}

const ENDS = {
  done: "ended",
  "timed-out": "timed-out",
  stopped: "stopped",
  asked: "asked",
  lost: "shell-ended",
} as const;

function endOf({ expectation: { channel } }: Step, { end, reason, status }: Execution): Observation["end"] {
  if (reason !== undefined) return "machine-lost";
  // Each test of scrut's has a shell of its own: that one ends is no news.
  const own = channel.kind === "pipe" && channel.rules === "scrut" && end === "lost" && status !== undefined;
  return own ? "ended" : ENDS[end];
}
