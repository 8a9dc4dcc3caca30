import { agree, type Recorded } from "./authoring/agree.ts";
import { type Composed, compose, composeItems } from "./authoring/compose.ts";
import type { Item, RecordedStep } from "./authoring/items.ts";
import { endOf, type HowtoFormat, type Place } from "./authoring/reading.ts";
import { bared, isStep } from "./authoring/step-lines.ts";
import { WRITERS } from "./authoring/writing.ts";
import { error, hasError, type Message } from "./message/message.ts";
import type { Step } from "./plan/plan.ts";
import { readText, type Whole } from "./read.ts";
import type { DocumentResult } from "./run/outcome.ts";
import type { Visits } from "./run/visits.ts";
import type { Config } from "./source/project.ts";
import type { Options } from "./settings/settings.ts";
import type { Size } from "./terminal/shown.ts";
import { runPlan, type VerifyOptions } from "./verify.ts";

/** A howto that is to be recorded. */
export interface Assignment {
  readonly path: string;
  readonly format: HowtoFormat;
  readonly title: string;
  /** The first shell is root's. */
  readonly root: boolean;
  /** What the author asks for: it is written into the document. */
  readonly asked: Options;
  readonly terminal: Size;
  readonly config: Config;
  /** The document that it is to go on from. */
  readonly before?: string;
}

/** Where a recording begins: what the document says before anything is recorded. */
export interface Draft {
  readonly assignment: Assignment;
  readonly whole: Whole;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The steps that stand in the document already. */
  readonly old: readonly Step[];
  /** Where what is recorded is to stand. */
  readonly end: Place;
}

/**
 * A document to begin with: an existing one, or one whose only step is not run, so that there is a shell to begin in. What
 * its project says holds for it, too.
 */
export async function begin(assignment: Assignment): Promise<Draft> {
  const { before, asked, root, terminal, format } = assignment;
  if (before !== undefined) return goOn(before, assignment);
  const guess = await readDraft(await emptyDocument(assignment, {}), assignment);
  const needsGuest = root || asked.image !== undefined;
  const machine = asked.machine ?? (needsGuest ? "guest" : guess.plan.settings.machine);
  const { cols, rows } = guess.plan.settings.terminal;
  const isUsual = terminal.cols === cols && terminal.rows === rows;
  const settings = { machine, ...asked, ...(!isUsual && { terminal: `${terminal.cols}x${terminal.rows}` }) };
  const { text } = await compose({ title: assignment.title, settings, items: [] }, format);
  const whole = await readDraft(await emptyDocument(assignment, settings), assignment);
  return { assignment, whole, settings, old: [], end: await endOf(text, format, whole.reread) };
}

/** Where it has no step yet, it gets one that is not run, too. */
async function goOn(before: string, assignment: Assignment): Promise<Draft> {
  const there = await readDraft(before, assignment);
  const old = there.plan.steps;
  const end = await endOf(before, assignment.format, there.reread);
  const whole = old.length > 0 ? there : await there.reread(`${before}\n\n${unrun(assignment)}\n`);
  return { assignment, whole, settings: {}, old, end };
}

async function emptyDocument(assignment: Assignment, settings: Readonly<Record<string, unknown>>): Promise<string> {
  const { text } = await compose({ title: assignment.title, settings, items: [] }, assignment.format);
  return `${text}\n${unrun(assignment)}\n`;
}

function unrun({ format, root }: Assignment): string {
  return WRITERS[format].block([`${root ? "#" : "$"} true  # howtrue: skip`]);
}

/** Why nothing can be written at the end of this document. */
export async function refusal(draft: Draft): Promise<Message | undefined> {
  const { path, before, format, root } = draft.assignment;
  const { dialect } = draft.whole.plan.settings;
  if (dialect !== "howtrue") return error({ path }, otherDialect(dialect));
  if (before === undefined) return undefined;
  if (root && draft.old.length > 0) return error({ path }, OWN_SHELL);
  const text = joined(before, [WRITERS[format].block(["$ true"])]);
  return misread(draft, { text, steps: [{ command: "true", user: "user" }] });
}

function otherDialect(name: string): Pick<Message, "code" | "what" | "hint"> {
  const what = `this document is read by the rules of ${name}, and what is recorded is written by howtrue's own`;
  return { code: "other-dialect", what, hint: "record another document" };
}

const OWN_SHELL = {
  code: "not-new",
  what: "--root is for the first shell, and this howto goes on in the one of its last step",
  hint: "leave it out, and become root there: sudo -s",
};
const OPEN_END = {
  code: "open-end",
  what: "what stands at the end of this document would be read as something else",
  hint: "close what is open there: a comment, a block of code, an element of HTML",
};

/** The bare host is opened by the command line alone. */
function readDraft(text: string, { path, format, asked, config }: Assignment): Promise<Whole> {
  return readText(text, { path, format }, { settings: { machine: asked.machine }, config });
}

/** Runs what the document has, and lends its last shell to the author. */
export function listen({ whole }: Draft, receive: Visits["receive"], options: VerifyOptions): Promise<DocumentResult> {
  const visits = { afterFailure: false, atEnd: true, receive };
  return runPlan(whole.plan, { ...options, cache: "off", policy: { ...options.policy, visits } });
}

/** The document with what was recorded. */
export async function write({ assignment, settings, end }: Draft, items: readonly Item[]): Promise<Composed> {
  const { before, format, title } = assignment;
  if (before === undefined) return compose({ title, settings, items }, format, end);
  const { parts, ...rest } = await composeItems(items, end, before);
  return { text: parts.length === 0 ? before : joined(before, parts), ...rest };
}

/** With the line ends that are there. */
function joined(before: string, parts: readonly string[]): string {
  const gap = before.endsWith("\n") ? "\n" : "\n\n";
  const added = `${gap}${parts.join("\n\n")}\n`;
  return before + (before.includes("\r\n") ? added.replaceAll("\n", "\r\n") : added);
}

type Written = Pick<RecordedStep, "command" | "user">;

/** Why a document must not be written: read again, it has not the steps that it had, and behind them the recorded ones. */
export async function misread(
  { assignment, old, whole }: Draft,
  { text, steps }: { readonly text: string; readonly steps: readonly Written[] },
): Promise<Message | undefined> {
  const { plan } = await whole.reread(text);
  return areSteps(plan.steps, old, steps) ? undefined : error({ path: assignment.path }, OPEN_END);
}

function areSteps(read: readonly Step[], old: readonly Step[], recorded: readonly Written[]): boolean {
  const isOld = (step: Step, i: number): boolean => read[i] !== undefined && claimOf(read[i]) === claimOf(step);
  return (
    read.length === old.length + recorded.length &&
    old.every(isOld) &&
    recorded.every((step, i) => [step, bared(step)].some((one) => isStep(read[old.length + i]!, one)))
  );
}

function claimOf({ command, place, user, skip, expectation: { output } }: Step): string {
  const lines = output.map(({ text, line, column, pattern }) => [text, line, column, pattern.kind]);
  return JSON.stringify([command, place.line, place.column, user, skip, lines]);
}

export interface Verified {
  readonly text: string;
  /** Of the one run, judged by that text. */
  readonly result: DocumentResult;
}

/** Runs the document once more, on a machine of its own, and leaves open what differs. */
export async function verifyOnce(draft: Draft, composed: Composed, options: VerifyOptions): Promise<Verified> {
  const whole = await readDraft(composed.text, draft.assignment);
  const { steps } = whole.plan;
  const policy = { ...options.policy, bail: false, keepGoing: true };
  const result = await runPlan(whole.plan, { ...options, cache: "off", policy });
  const { old } = draft;
  const isRead = result.outcomes.length === steps.length && areSteps(steps, old, composed.steps);
  if (hasError(result.messages) || !isRead) return { text: composed.text, result };
  const recorded: Recorded = steps.map((_, i) => composed.steps[i - old.length]);
  const { text, outcomes } = await agree(whole, recorded, result);
  const status = (["failed", "broken"] as const).find((bad) => outcomes.some((one) => one.status === bad)) ?? "held";
  return { text, result: { ...result, status, outcomes } };
}
