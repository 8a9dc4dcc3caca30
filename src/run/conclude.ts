import type { Plan, Step } from "../plan/plan.ts";
import { isBeside } from "../source/files.ts";
import { pipedLines } from "../terminal/piped-lines.ts";
import { type Playback, playbackOf, textPlayback, withoutSequences } from "../terminal/playback.ts";
import { render, type Screen } from "../terminal/screen.ts";
import type { Execution } from "../terminal/shell.ts";
import type { Attempt, Executing, Ran } from "./attempt.ts";
import type { Beside } from "./beside.ts";
import { judge } from "./judge.ts";
import type { Failure, Observation, Outcome } from "./outcome.ts";
import type { Past } from "./past.ts";
import { mask, maskScreen, type Secrets } from "./secrets.ts";

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
  const shown = await screenOf(step, execution, plan);
  const screen = maskScreen(shown, secrets);
  const playback = execution.output.ticks && playbackWithout(secrets, { step, execution, shown, screen });
  const end = endOf(step, ran);
  const { answered } = execution;
  const seen = {
    screen,
    playback,
    exit: end === "running" ? undefined : exit,
    ms,
    end,
    reason,
    question,
    uid,
    answered,
    notes,
  };
  const outcome = assess(step, seen, { past, notReady, settings: plan.settings, isLeftOut: leftOutOf(plan) });
  return cached === undefined ? outcome : { ...outcome, cached };
}

/** Where a secret is anywhere in it, what can be shown again is the text alone, in which it is masked. */
function playbackWithout(
  secrets: Secrets,
  { step, execution, shown, screen }: { step: Step; execution: Execution; shown: Screen; screen: Screen },
): Playback {
  const playback = playbackOf(execution.output, { isBare: step.expectation.channel.kind === "pipe" });
  const plain = playback.frames.map(({ text }) => withoutSequences(text)).join("");
  const isClean = mask(plain, secrets) === plain && screen.lines.join("\n") === shown.lines.join("\n");
  if (isClean) return playback;
  return textPlayback(screen.lines, playback.frames[0]?.ms ?? 0);
}

/** What a document may have thought to be on its machine. */
export function leftOutOf({ path, settings }: Plan): (name: string) => boolean {
  if (settings.machine === "host") return () => false;
  return (name) =>
    !settings.files.some((one) => `${name}/`.startsWith(one.endsWith("/") ? one : `${one}/`)) && isBeside(path, name);
}

/** Judges it after all steps before it; what is outside of what the user wants to know about does not count. */
export function assess(step: Step, observation: Observation, beside: Assessing): Outcome {
  const outcome = judge(step, observation, { ...beside, notes: observation.notes ?? [] });
  beside.past.remember(outcome);
  const failures = outcome.failures.filter(({ kind }) => !GOES_ON.has(kind));
  if (step.outside === undefined || failures.length > 0 || outcome.status === "broken") return outcome;
  const { match: _, ...rest } = outcome;
  return { ...rest, status: "untested", failures, notes: [...(observation.notes ?? []), step.outside.why] };
}

type Assessing = Beside & { readonly past: Past };

/** What says nothing of the state that the next step finds. */
export const GOES_ON: ReadonlySet<Failure["kind"]> = new Set(["output", "forbidden", "unsearched", "slow"] as const);

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
