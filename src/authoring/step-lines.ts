import { splitCommand } from "../document/annotation.ts";
import { readPrompt, type PromptForm } from "../document/prompt.ts";
import type { Step } from "../plan/plan.ts";
import { judge } from "../run/judge.ts";
import type { Observation } from "../run/outcome.ts";
import { ANYTHING } from "../rewrite/vary.ts";
import type { RecordedStep } from "./items.ts";
import type { Place } from "./reading.ts";
import { WRITERS } from "./writing.ts";

/** A step's lines in a transcript; with an annotation, the transcript is its own. */
export interface StepLines {
  readonly lines: readonly string[];
  readonly annotation?: string;
}

/** Milliseconds that a step may take which says nothing of it. */
const USUAL_TIMEOUT = 30_000;

/**
 * How a step is shown so that it reads as what was recorded; undefined where no way does. Blanks at the ends of a command's
 * lines are given up where the format does.
 */
export async function stepLines(step: RecordedStep, place: Place): Promise<StepLines | undefined> {
  const bare = bared(step);
  for (const one of step.command === bare.command ? [step] : [step, bare]) {
    for (const candidate of candidates(one)) {
      if (await readsAs(candidate, one, place)) return candidate;
    }
  }
  return undefined;
}

/** The most precise first. */
function* candidates(step: RecordedStep): Generator<StepLines> {
  const claims = claimsOf(step);
  for (const output of outputs(step)) {
    yield* withClaims(step, output, claims);
    // The document or its project may say that output is compared in another way.
    if (output.length > 0) yield* withClaims(step, output, [...claims, "match=ellipsis"]);
  }
}

function* withClaims(step: RecordedStep, output: readonly string[], all: readonly string[]): Generator<StepLines> {
  const claims = all.join(" ");
  for (const command of commands(step)) {
    if (claims === "") {
      yield { lines: [...command, ...output] };
      continue;
    }
    for (const at of new Set([command.length - 1, 0]))
      yield { lines: [...command.with(at, annotated(command[at]!, claims)), ...output] };
    yield { lines: [...command, ...output], annotation: claims };
  }
}

function* commands({ command, user }: RecordedStep): Generator<string[]> {
  const sign = user === "root" ? "#" : "$";
  const [first = "", ...rest] = command.split("\n");
  yield [`${sign} ${first}`, ...rest.map((line) => (line === "" ? ">" : `> ${line}`))];
  if (rest.length > 0) yield [`${sign} ${first}`, ...rest];
}

/** What was annotated when it was typed stays. */
function annotated(line: string, claims: string): string {
  return /#\s*howtrue:[^'"]*$/.test(line) ? `${line} ${claims}` : `${line}  # howtrue: ${claims}`;
}

/** What the transcript does not show of a step. */
function claimsOf({ exit, needs, ms }: RecordedStep): string[] {
  if (needs?.kind === "keys") return ["skip"];
  const claims = exit === 0 ? [] : [`exit=${exit}`];
  if (needs?.kind === "answer") claims.push(`answer=${JSON.stringify(needs.text)}`);
  if (needs?.kind === "secret") claims.push(`secret=${needs.name}`);
  if (ms > USUAL_TIMEOUT / 2) claims.push(`timeout=${Math.ceil((4 * ms) / 60_000)}m`);
  return claims;
}

/** Output that could be read as something else is left open where it could. */
function* outputs({ lines, gap }: RecordedStep): Generator<string[]> {
  const shown = gap === undefined ? lines : [...lines.slice(0, gap), ANYTHING, ...lines.slice(gap)];
  const guarded = shown
    .map(shortened)
    .map((line) => (readPrompt(line, PROMPTS) === undefined ? line : ANYTHING + line));
  yield guarded;
  yield guarded.map((line) => line.replaceAll(UNSAFE, ANYTHING));
  yield guarded.map((line) => line.replaceAll(UNSAFE, ANYTHING).replaceAll(PLACEHOLDER, ANYTHING));
  yield lines.length === 0 ? [] : [ANYTHING];
}

/** Of a longer line, which nobody reads, the beginning and the end, in UTF-16 units. */
const LONGEST_LINE = 1_000;

function shortened(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const part = LONGEST_LINE / 4;
  const [head, tail] = [line.slice(0, part), line.slice(-part)];
  return head.replace(/[\ud800-\udbff]$/, "") + ANYTHING + tail.replace(/^[\udc00-\udfff]/, "");
}

const PROMPTS = {
  forms: new Set<PromptForm>(["sign", "percent", "hash", "address", "host"]),
  own: [],
};

/** What is no text, or another one, to some format. */
const UNSAFE = /[^\P{C}\p{Cf}]+|[\u00a0\u2028\u2029\ufeff]+|\t+/gu;

/** What may be one where the document says so. */
const PLACEHOLDER = /<[^<>\s]+>/g;

async function readsAs({ lines, annotation }: StepLines, step: RecordedStep, place: Place): Promise<boolean> {
  const { steps, messages } = await place.read(WRITERS[place.format].block(lines, annotation));
  const [read, ...others] = steps;
  if (read === undefined || others.length > 0 || messages.length > 0 || !isStep(read, step)) return false;
  return read.skip || judge(read, observationOf(step)).status === "held";
}

/** Whether a step that was read is the one that was recorded. */
export function isStep(read: Step, { command: recorded, user }: Pick<RecordedStep, "command" | "user">): boolean {
  const place = { path: "-", line: 1, column: 1 };
  const { command } = splitCommand(
    recorded,
    recorded.split("\n").map(() => place),
  );
  return read.command.trimEnd() === command.trimEnd() && read.user === user && read.names === undefined;
}

/** Without the blanks that a format may not hold. */
export function bared<Of extends Pick<RecordedStep, "command">>(step: Of): Of {
  return { ...step, command: step.command.replaceAll(/[ \t]+$/gm, "") };
}

/** What became of a step, as a run would tell it. */
export function observationOf({ lines, gap, exit, ms, user }: RecordedStep): Observation {
  const screen = { lines, ...(gap !== undefined && { gap: { before: gap, bytes: 0 } }) };
  return { screen, exit, ms, end: "ended", uid: user === "root" ? 0 : 1 };
}
