import type { Message } from "../message/message.ts";
import type { DocumentResult, Outcome } from "../run/outcome.ts";
import { formatDuration } from "../settings/duration.ts";
import { messageLines, messageOf } from "./messages.ts";
import type { Paint } from "./paint.ts";
import { plural } from "./plural.ts";
import type { DocumentReport, Report } from "./report.ts";
import { suiteTable } from "./table.ts";
import { visible } from "./visible.ts";

/** Of a document, whether it was verified here or is read from a report, what its line says. */
export interface Summed {
  readonly path: string;
  readonly status: DocumentResult["status"];
  readonly machine: DocumentReport["machine"];
  readonly steps: readonly {
    readonly status: Outcome["status"];
    readonly cached?: string | Date;
    readonly cleaned?: true;
  }[];
  /** How many blocks. */
  readonly notRun: number;
  readonly messages: readonly Message[];
  readonly ms: number;
  /** When it was run, where it was only judged again. */
  readonly observed?: Date | string | undefined;
  /** It was tried that often before. */
  readonly attempts?: readonly unknown[];
}

export function sumResult(result: DocumentResult): Summed {
  const { machine = null, outcomes, passed } = result;
  return { ...result, machine, steps: outcomes, notRun: passed.length };
}

export function sumReport({ notRun, messages, ...document }: DocumentReport): Summed {
  return { ...document, notRun: notRun.length, messages: messages.map(messageOf) };
}

/** That a document is run once more, and why. */
export function retryLine({ path, steps, messages, ms }: Summed, left: number, paint: Paint): string {
  const why = steps.length === 0 ? messages.map(({ what }) => visible(what)).join(", ") : stepCounts(steps);
  const more = left === 1 ? "once more" : `once more, at most ${left} times`;
  return `${paint.yellow("↻")} ${paint.bold(visible(path))}: ${why} in ${formatDuration(ms)}; it is run ${more}`;
}

/** What is said of a document as a whole, and a line that says how it went; only the former where nothing was run. */
export function documentLines(document: Summed, paint: Paint): string[] {
  const { path, status, machine, steps, notRun, messages, ms, observed, attempts = [] } = document;
  const said = messages.flatMap((message) => messageLines(message, paint));
  if (steps.length === 0) return said;
  const isFlaky = status === "held" && attempts.length > 0;
  const flaky = isFlaky ? paint.yellow(`flaky: held at attempt ${attempts.length + 1}: `) : "";
  const mark = { held: isFlaky ? paint.yellow("~") : paint.green("✓"), failed: paint.red("✗"), broken: paint.red("!") }[
    status
  ];
  const where = machine === null ? "" : paint.dim(` (${machine.kind}: ${visible(machine.detail)})`);
  const then = observed === undefined ? "" : paint.dim(`; judged again: it ran at ${clock(new Date(observed))}`);
  const not = notRun === 0 ? "" : paint.dim(`; ${plural(notRun, "block")} not run, see howtrue list`);
  return [
    ...said,
    `${mark} ${paint.bold(visible(path))}: ${flaky}${stepCounts(steps)}${fromBefore(steps)} in ${formatDuration(ms)}${where}${then}${not}`,
  ];
}

/** A claim that was not tested now is never taken for one that was. */
function fromBefore(steps: Summed["steps"]): string {
  const cached = steps.flatMap((step) => step.cached ?? []);
  const [first] = cached;
  return first === undefined ? "" : `, ${cached.length} of them as they were at ${clock(new Date(first))}`;
}

/** Of the day, where one is: `14:02`. */
export function clock(date: Date): string {
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

function stepCounts(steps: Summed["steps"]): string {
  const cleaned = steps.filter((step) => step.cleaned === true).length;
  const counts = (["failed", "broken", "held", "skipped", "untested"] as const)
    .map((status) => ({ status, count: steps.filter((step) => step.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }, i) => (i === 0 ? `${plural(count, "step")} ${status}` : `${count} ${status}`))
    .join(", ");
  return cleaned === 0 ? counts : `${counts} (${cleaned} run for cleanup)`;
}

/** The last lines: where documents hold, if there are several suites, and how many do. */
export function summaryLines({ documents, summary }: Report, paint: Paint): string[] {
  if (documents.length === 0) return [];
  const { held, failed, broken, flaky, ms } = summary;
  const parts = [
    held > 0 && paint.green(`${held} held`) + (flaky > 0 ? paint.yellow(` (${flaky} flaky)`) : ""),
    failed > 0 && paint.red(`${failed} failed`),
    broken > 0 && paint.red(`${broken} could not be run`),
  ].filter((part) => part !== false);
  const counted = documents.some(({ suite }) => suite !== undefined) ? "run" : "document";
  return [
    ...suiteTable(documents, paint),
    `${plural(documents.length, counted)}: ${parts.join(", ")} in ${formatDuration(ms)}`,
  ];
}

export function asLines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
