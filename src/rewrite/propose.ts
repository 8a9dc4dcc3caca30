import type { Document } from "../document/document.ts";
import { type Message, warning } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { judge } from "../run/judge.ts";
import { withoutNotices } from "../run/notices.ts";
import type { Outcome } from "../run/outcome.ts";
import { Past } from "../run/past.ts";
import { announcements } from "./announce.ts";
import { newOutputs } from "./output.ts";
import { isIn, saidOf, shownIn, statusLine } from "./shown.ts";
import { replaceBody } from "./replace.ts";
import { rewrite } from "./rewrite.ts";

/** A document as it was read, and how another text of it is. */
export interface Read {
  readonly document: Document;
  readonly plan: Plan;
  readonly reread: (text: string) => Promise<Read>;
}

export interface ProposeOptions {
  /** Show also output that the document does not show. */
  readonly fill: boolean;
}

export interface Proposal {
  readonly text: string;
  readonly messages: readonly Message[];
}

/**
 * The document's text with what was observed: only what no longer holds changes. Each change is read again and held
 * against what was observed before it is taken, so that what is proposed verifies.
 * @param runs what became of the plan's steps, once for each run, in the plan's order
 */
export async function propose(
  read: Read,
  runs: readonly (readonly Outcome[])[],
  options: ProposeOptions,
): Promise<Proposal> {
  const messages: Message[] = [];
  let now = read;
  const seen = runs.filter((run) => run.length > 0).map((outcomes) => ({ outcomes, past: new Past() }));
  for (const [index, step] of read.plan.steps.entries()) {
    const all = seen.flatMap(({ outcomes, past }) =>
      outcomes[index] === undefined ? [] : [{ outcome: outcomes[index], past }],
    );
    const known = all.map(({ outcome, past }) => ({ outcome: rejudge(step, outcome, past), past }));
    const outcomes = known.map(({ outcome }) => outcome);
    if (wantsChange(outcomes, options.fill)) {
      const reason = whyNot(step, outcomes, read.document);
      const next = reason === undefined ? await firstThatHolds(now, { index, known }, options) : undefined;
      if (next !== undefined) now = next;
      else if (outcomes.some(({ status }) => status === "failed")) messages.push(left(step, reason ?? UNREADABLE));
    }
    for (const { outcome, past } of known) past.remember(rejudge(now.plan.steps[index] ?? step, outcome, past));
  }
  return { text: now.document.text, messages };
}

/** What becomes of a step where placeholders stand for what the steps before it, as they are now, say. */
function rejudge(step: Step, outcome: Outcome, past: Past): Outcome {
  const { observation, status } = outcome;
  const isNamed = step.expectation.output.some(({ pattern }) => pattern.kind === "named");
  const isJudged = observation !== undefined && (status === "held" || status === "failed");
  return isNamed && isJudged ? judge(step, observation, { past }) : outcome;
}

function wantsChange(outcomes: readonly Outcome[], fill: boolean): boolean {
  if (outcomes.some(({ status }) => status === "failed")) return true;
  return (
    fill &&
    outcomes.some(({ status, match, observation, step }) => {
      const shows = step.expectation.output.length > 0 || step.expectation.ignore;
      return (
        status === "held" &&
        match === undefined &&
        !shows &&
        withoutNotices(step, observation?.screen.lines ?? []).length > 0
      );
    })
  );
}

const UNREADABLE = "the new text would be read as something else";

/** Why no text makes a step hold; undefined where one may. */
function whyNot({ place }: Step, outcomes: readonly Outcome[], { path }: Document): string | undefined {
  if (place.path !== path) return "it stands in an included file";
  const kinds = new Set(outcomes.flatMap(({ failures }) => failures.map(({ kind }) => kind)));
  for (const kind of kinds) {
    if (kind !== "output" && kind !== "exit") return WHY[kind] ?? "it claims more than its output and its status";
  }
  const statuses = new Set(outcomes.map(({ observation }) => observation?.exit));
  return kinds.has("exit") && statuses.size > 1 ? "its exit status differs from run to run" : undefined;
}

const WHY: Readonly<Record<string, string>> = {
  "timed-out": "it does not end",
  asked: "it asks what the document does not answer",
  "not-ready": "it does not become ready",
  "shell-ended": "its shell ended",
};

function left({ place }: Step, reason: string): Message {
  const hint = "change it by hand";
  return warning(place, { code: "not-updated", what: `this step is left as it is: ${reason}`, hint });
}

interface Change {
  readonly index: number;
  /** For each run. */
  readonly known: readonly { readonly outcome: Outcome; readonly past: Past }[];
}

async function firstThatHolds(now: Read, change: Change, options: ProposeOptions): Promise<Read | undefined> {
  for (const text of candidates(now, change, options)) {
    const next = await now.reread(text);
    if (holds(now, next, change)) return next;
  }
  return undefined;
}

/** New texts of the whole document, the most precise first. */
function* candidates(now: Read, { index, known }: Change, { fill }: ProposeOptions): Generator<string> {
  const step = now.plan.steps[index];
  const outcomes = known.map(({ outcome }) => outcome);
  const block = step && now.document.blocks.find((one) => isIn(step, one));
  if (step === undefined || block === undefined) return;
  const body = block.lines.map(({ text }) => text);
  const from = step.place.line - block.start;
  const to = from + step.command.split("\n").length;
  const command = body.slice(from, to);
  const exit = outcomes.find(({ failures }) => failures.some(({ kind }) => kind === "exit"))?.observation?.exit;
  const written = exit === undefined ? [command] : announcements(command, exit, step);
  for (const output of newOutputs(outcomes, { fill })) {
    for (const lines of written.length === 0 ? [command] : written) {
      const [first, last] = shownIn(step, block, to);
      const status = statusLine(step, exit);
      const behind = body.slice(last + 1);
      const next = [...body.slice(0, from), ...lines, ...body.slice(to, first), ...output, ...status, ...behind];
      const edit = replaceBody(now.document, block, next);
      if (edit !== undefined) yield rewrite(now.document, [edit]);
    }
  }
}

/** Whether the new text says of this step what was observed, and of all others what the old one said. */
function holds(before: Read, after: Read, { index, known }: Change): boolean {
  const [old, now] = [before.plan.steps, after.plan.steps];
  if (old.length !== now.length || after.plan.messages.length > before.plan.messages.length) return false;
  if (!old.every((one, i) => saidOf(one, i === index) === saidOf(now[i]!, i === index))) return false;
  const step = now[index];
  if (step === undefined) return false;
  return known.every(
    ({ outcome: { observation }, past }) =>
      observation === undefined || judge(step, observation, { past }).status === "held",
  );
}
