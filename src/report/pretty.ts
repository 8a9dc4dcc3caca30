import type { DocumentResult, Event, Outcome } from "../run/outcome.ts";
import { formatDuration } from "../settings/duration.ts";
import { failureLines } from "./failure.ts";
import { makePaint, type Paint } from "./paint.ts";
import { plural } from "./plural.ts";
import { countAll, type Reporter, type Summary } from "./reporter.ts";
import { messageLines } from "./messages.ts";
import { suiteTable } from "./table.ts";
import { visible } from "./visible.ts";

export interface PrettyOptions {
  readonly colours: boolean;
  /** Also what held, and notes. */
  readonly verbose: boolean;
}

/** For people: failures as they come, a line for each document, a line at the end. */
export function prettyReporter({ colours, verbose }: PrettyOptions): Reporter {
  const paint = makePaint(colours);
  return {
    event: (event) => lines(eventLines(event, { paint, verbose })),
    end: (summary) => lines(summaryLines(summary, paint)),
  };
}

interface Style {
  readonly paint: Paint;
  readonly verbose: boolean;
}

function eventLines(event: Event, { paint, verbose }: Style): string[] {
  switch (event.kind) {
    case "step-end":
      return stepLines(event.outcome, { paint, verbose });
    case "document-end":
      return documentLines(event.result, paint);
    case "start":
    case "document-start":
    case "progress":
    case "step-start":
      return [];
  }
}

function stepLines(outcome: Outcome, { paint, verbose }: Style): string[] {
  const { step, status, observation, notes } = outcome;
  if (status === "failed") return [...failureLines(outcome, step.place.path, paint), ""];
  if (!verbose && status !== "broken") return [];
  const mark = { held: paint.green, broken: paint.red, skipped: paint.yellow, untested: paint.yellow }[status](status);
  const [command = "", ...more] = step.command.split("\n");
  const time = observation === undefined ? "" : paint.dim(` (${formatDuration(observation.ms)})`);
  const head = `${mark} ${visible(step.place.path)}:${step.place.line}: ${visible(command)}${more.length > 0 ? " …" : ""}${time}`;
  return [head, ...notes.map((note) => paint.dim(`     ${visible(note)}`))];
}

function documentLines(result: DocumentResult, paint: Paint): string[] {
  const { path, status, outcomes, machine, messages, passed, ms, observed } = result;
  const said = messages.flatMap((message) => messageLines(message, paint));
  if (outcomes.length === 0) return said;
  const mark = { held: paint.green("✓"), failed: paint.red("✗"), broken: paint.red("!") }[status];
  const where = machine === undefined ? "" : paint.dim(` (${machine.kind}: ${visible(machine.detail)})`);
  const then = observed === undefined ? "" : paint.dim(`; judged again: it ran at ${timeOfDay(observed)}`);
  const not = passed.length === 0 ? "" : paint.dim(`; ${plural(passed.length, "block")} not run, see howtrue list`);
  return [
    ...said,
    `${mark} ${paint.bold(visible(path))}: ${stepCounts(result)} in ${formatDuration(ms)}${where}${then}${not}`,
  ];
}

/** On the clock of whoever reads it: 14:05. */
function timeOfDay(date: Date): string {
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

function stepCounts(result: DocumentResult): string {
  const { steps } = countAll([result]);
  const parts = (["failed", "broken", "held", "skipped", "untested"] as const)
    .filter((status) => steps[status] > 0)
    .map((status, i) => (i === 0 ? `${plural(steps[status], "step")} ${status}` : `${steps[status]} ${status}`));
  return parts.join(", ");
}

function summaryLines({ results, ms }: Summary, paint: Paint): string[] {
  if (results.length === 0) return [];
  const { documents, held, failed, broken } = countAll(results);
  const parts = [
    held > 0 && paint.green(`${held} held`),
    failed > 0 && paint.red(`${failed} failed`),
    broken > 0 && paint.red(`${broken} could not be run`),
  ].filter((part) => part !== false);
  const counted = results.some(({ suite }) => suite !== undefined) ? "run" : "document";
  return [...suiteTable(results, paint), `${plural(documents, counted)}: ${parts.join(", ")} in ${formatDuration(ms)}`];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
