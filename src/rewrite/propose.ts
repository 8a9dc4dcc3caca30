import type { Block, Document } from "../document/document.ts";
import { type Message, warning } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { judge } from "../run/judge.ts";
import type { Outcome } from "../run/outcome.ts";
import { announcements } from "./announce.ts";
import { newOutput } from "./output.ts";
import { replaceBody } from "./replace.ts";
import { rewrite } from "./rewrite.ts";
import { ANYTHING } from "./vary.ts";

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
  for (const [index, step] of read.plan.steps.entries()) {
    const outcomes = runs.map((run) => run[index]).filter((outcome) => outcome !== undefined);
    if (!wantsChange(outcomes, options.fill)) continue;
    const reason = whyNot(step, outcomes, read.document);
    const next = reason === undefined ? await firstThatHolds(now, { index, outcomes }, options) : undefined;
    if (next !== undefined) now = next;
    else if (outcomes.some(({ status }) => status === "failed")) messages.push(left(step, reason ?? UNREADABLE));
  }
  return { text: now.document.text, messages };
}

function wantsChange(outcomes: readonly Outcome[], fill: boolean): boolean {
  if (outcomes.some(({ status }) => status === "failed")) return true;
  return (
    fill &&
    outcomes.some(({ status, match, observation, step }) => {
      const shows = step.expectation.output.length > 0 || step.expectation.ignore;
      return status === "held" && match === undefined && !shows && (observation?.screen.lines.length ?? 0) > 0;
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
  readonly outcomes: readonly Outcome[];
}

async function firstThatHolds(now: Read, change: Change, options: ProposeOptions): Promise<Read | undefined> {
  for (const text of candidates(now, change, options)) {
    const next = await now.reread(text);
    if (holds(now, next, change)) return next;
  }
  return undefined;
}

/** New texts of the whole document, the most precise first. */
function* candidates(now: Read, { index, outcomes }: Change, { fill }: ProposeOptions): Generator<string> {
  const step = now.plan.steps[index];
  const block = step && now.document.blocks.find((one) => isIn(step, one));
  if (step === undefined || block === undefined) return;
  const body = block.lines.map(({ text }) => text);
  const from = step.place.line - block.start;
  const to = from + step.command.split("\n").length;
  const command = body.slice(from, to);
  const exit = outcomes.find(({ failures }) => failures.some(({ kind }) => kind === "exit"))?.observation?.exit;
  const written = exit === undefined ? [command] : announcements(command, exit, step);
  const outputs = [newOutput(outcomes, { fill }), [ANYTHING]];
  for (const output of outputs) {
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

/** Indices of the first and the last line of the output; behind a command of scrut's there is nothing else. */
function shownIn({ expectation: { output, channel } }: Step, { start, lines }: Block, to: number): [number, number] {
  if (channel.kind === "pipe" && channel.rules === "scrut") return [to, lines.length - 1];
  const shown = output.map(({ line }) => line - start);
  return [shown[0] ?? to, shown.at(-1) ?? to - 1];
}

/** scrut's way to announce a status; in cram it is a line of the output already. */
function statusLine({ expectation: { channel, exit } }: Step, observed: number | undefined): string[] {
  const status = observed ?? exit;
  const shown = channel.kind === "pipe" && channel.rules === "scrut" && typeof status === "number" && status !== 0;
  return shown ? [`[${status}]`] : [];
}

function isIn({ place }: Step, { origin, start, lines }: Block): boolean {
  return origin === undefined && place.line >= start && place.line < start + lines.length;
}

/** Whether the new text says of this step what was observed, and of all others what the old one said. */
function holds(before: Read, after: Read, { index, outcomes }: Change): boolean {
  const [old, now] = [before.plan.steps, after.plan.steps];
  if (old.length !== now.length || after.plan.messages.length > before.plan.messages.length) return false;
  const same = old.every(
    (step, i) => step.command.trimEnd() === now[i]?.command.trimEnd() && (i === index || isSameClaim(step, now[i])),
  );
  const step = now[index];
  if (!same || step === undefined) return false;
  return outcomes.every(({ observation }) => observation === undefined || judge(step, observation).status === "held");
}

function isSameClaim({ expectation: one }: Step, { expectation: other }: Step): boolean {
  const texts = ({ output }: Step["expectation"]): string => output.map(({ text }) => text).join("\n");
  return one.exit === other.exit && one.ignore === other.ignore && texts(one) === texts(other);
}
