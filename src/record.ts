import { agree, type Recorded } from "./authoring/agree.ts";
import { type Composed, compose, composeItems } from "./authoring/compose.ts";
import type { Item } from "./authoring/items.ts";
import type { HowtoFormat } from "./authoring/reading.ts";
import { WRITERS } from "./authoring/writing.ts";
import { hasError } from "./message/message.ts";
import { readText, type Whole } from "./read.ts";
import type { DocumentResult } from "./run/outcome.ts";
import type { Visits } from "./run/visits.ts";
import type { Config } from "./source/project.ts";
import type { Options } from "./settings/settings.ts";
import type { Size } from "./terminal/screen.ts";
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
}

/**
 * A document to begin with: an existing one, or one whose only step is not run, so that there is a shell to begin in. What
 * its project says holds for it, too.
 */
export async function begin(assignment: Assignment): Promise<Draft> {
  const { before, asked, root, terminal } = assignment;
  if (before !== undefined) return { assignment, whole: await readDraft(before, assignment), settings: {} };
  const guess = await readDraft(await emptyDocument(assignment, {}), assignment);
  const needsGuest = root || asked.image !== undefined;
  const machine = asked.machine ?? (needsGuest ? "guest" : guess.plan.settings.machine);
  const { cols, rows } = guess.plan.settings.terminal;
  const isUsual = terminal.cols === cols && terminal.rows === rows;
  const settings = { machine, ...asked, ...(!isUsual && { terminal: `${terminal.cols}x${terminal.rows}` }) };
  return { assignment, whole: await readDraft(await emptyDocument(assignment, settings), assignment), settings };
}

async function emptyDocument(
  { title, format, root }: Assignment,
  settings: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { text } = await compose({ title, settings, items: [] }, format);
  return `${text}\n${WRITERS[format].block([`${root ? "#" : "$"} true  # howtrue: skip`])}\n`;
}

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
export async function write({ assignment, settings }: Draft, items: readonly Item[]): Promise<Composed> {
  const { before, format, title } = assignment;
  if (before === undefined) return compose({ title, settings, items }, format);
  const { parts, ...rest } = await composeItems(items, format, before);
  const gap = before.endsWith("\n") ? "\n" : "\n\n";
  return { text: parts.length === 0 ? before : `${before}${gap}${parts.join("\n\n")}\n`, ...rest };
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
  const old = steps.length - composed.steps.length;
  if (hasError(result.messages) || result.outcomes.length !== steps.length || old < 0)
    return { text: composed.text, result };
  const recorded: Recorded = steps.map((_, i) => composed.steps[i - old]);
  const { text, outcomes } = await agree(whole, recorded, result);
  const status = (["failed", "broken"] as const).find((bad) => outcomes.some((one) => one.status === bad)) ?? "held";
  return { text, result: { ...result, status, outcomes } };
}
