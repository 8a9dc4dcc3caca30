import type { Event, Outcome } from "../run/outcome.ts";
import { formatDuration } from "../settings/duration.ts";
import { failureLines } from "./failure.ts";
import { makePaint, type Paint } from "./paint.ts";
import { type DocumentReport, type Report, reportOf, type StepReport, stepOf } from "./report.ts";
import type { Reporter } from "./reporter.ts";
import { asLines, clock, documentLines, retryLine, sumReport, sumResult, summaryLines } from "./summary.ts";
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
    event: (event) => asLines(eventLines(event, { paint, verbose })),
    end: (summary) => asLines(summaryLines(reportOf(summary), paint)),
    whole: (report) => pretty(report, { colours, verbose }),
  };
}

/** The same of a report that has been written already. */
function pretty(report: Report, options: PrettyOptions): string {
  const last = summaryLines(report, makePaint(options.colours));
  return prettyDocuments(report.documents, options) + asLines(last);
}

export function prettyDocuments(documents: readonly DocumentReport[], { colours, verbose }: PrettyOptions): string {
  const style = { paint: makePaint(colours), verbose };
  const lines = documents.flatMap((document) => [
    ...document.steps.flatMap((step) => reportedLines(step, document.path, style)),
    ...documentLines(sumReport(document), style.paint),
  ]);
  return asLines(lines);
}

interface Style {
  readonly paint: Paint;
  readonly verbose: boolean;
}

function eventLines(event: Event, style: Style): string[] {
  switch (event.kind) {
    case "step-end":
      return outcomeLines(event.outcome, style);
    case "document-retry":
      return [retryLine(sumResult(event.result), event.left, style.paint)];
    case "document-end":
      return documentLines(sumResult(event.result), style.paint);
    case "collected":
      return event.files.map((file) => `${style.paint.dim("collected")} ${visible(file)}`);
    case "start":
    case "document-start":
    case "progress":
    case "step-start":
      return [];
  }
}

function outcomeLines(outcome: Outcome, style: Style): string[] {
  const { path } = outcome.step.place;
  if (outcome.status === "failed") return [...failureLines(outcome, path, style.paint), ""];
  return stepLines(stepOf(outcome, path), path, style);
}

function reportedLines(step: StepReport, path: string, style: Style): string[] {
  return step.status === "failed" ? [...(step.text ?? []).map(visible), ""] : stepLines(step, path, style);
}

/** A line for a step that did not fail, and its notes. */
function stepLines(step: StepReport, path: string, { paint, verbose }: Style): string[] {
  const { status, ms, notes, cached } = step;
  if (status === "failed" || (!verbose && status !== "broken")) return [];
  const mark = { held: paint.green, broken: paint.red, skipped: paint.yellow, untested: paint.yellow }[status](status);
  const [command = "", ...more] = step.command.split("\n");
  const when = cached === undefined ? "" : `, as at ${clock(new Date(cached))}`;
  const time = ms === null ? "" : paint.dim(` (${formatDuration(ms)}${when})`);
  const place = `${visible(step.path ?? path)}:${step.line}`;
  const head = `${mark} ${place}: ${visible(command)}${more.length > 0 ? " …" : ""}${time}`;
  return [head, ...notes.map((note) => paint.dim(`     ${visible(note)}`))];
}
