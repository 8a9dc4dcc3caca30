import type { Plan, Step } from "../plan/plan.ts";
import { pipedLines } from "../terminal/piped-lines.ts";
import { render, type Screen } from "../terminal/screen.ts";
import type { Execution } from "../terminal/shell.ts";
import type { Attempt, Executing, Ran } from "./attempt.ts";
import { judge } from "./judge.ts";
import type { Observation, Outcome } from "./outcome.ts";
import { mask, maskScreen } from "./secrets.ts";

/** Holds what a step did, as a reader would have seen it, against what the document claims. */
export async function conclude(
  { step, notes, ran, skipped, notReady, cached }: Attempt,
  { plan, secrets, past }: Pick<Executing, "plan" | "secrets" | "past">,
): Promise<Outcome> {
  if (skipped === true) return { step, status: "skipped", failures: [], notes };
  if (ran === undefined) return { step, status: "broken", failures: [], notes };
  const { execution, ms, uid } = ran;
  const { status: exit, reason } = execution;
  const question = execution.question && mask(execution.question, secrets);
  const screen = maskScreen(await screenOf(step, execution, plan), secrets);
  const end = endOf(step, ran);
  const observation = { screen, exit: end === "running" ? undefined : exit, ms, end, reason, question, uid };
  const outcome = judge(step, observation, { notes, past, notReady, machine: plan.settings.machine });
  past.remember(outcome);
  return cached === undefined ? outcome : { ...outcome, cached };
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

const ENDS = {
  done: "ended",
  "timed-out": "timed-out",
  stopped: "stopped",
  asked: "asked",
  lost: "shell-ended",
} as const;

function endOf(
  { expectation: { channel }, background }: Step,
  { execution: { end, reason, status }, interrupted = false }: Ran,
): Observation["end"] {
  if (reason !== undefined) return "machine-lost";
  if (background !== undefined) {
    if (end === "stopped" && !interrupted) return "running";
    if (end === "lost") return "ended"; // its terminal is its own
  }
  // Each test of scrut's has a shell of its own: that one ends is no news.
  const own = channel.kind === "pipe" && channel.rules === "scrut" && end === "lost" && status !== undefined;
  return own ? "ended" : ENDS[end];
}
