import type { DocumentResult, Event, Outcome } from "../run/outcome.ts";
import { makePaint } from "./paint.ts";
import { prettyDocuments } from "./pretty.ts";
import { type Report, reportOf } from "./report.ts";
import type { Reporter } from "./reporter.ts";
import { asLines, summaryLines } from "./summary.ts";

const WIDTH = 80;

/** A character for each step, and at the end what did not hold. */
export function dotReporter(colours: boolean): Reporter {
  const paint = makePaint(colours);
  const marks: Readonly<Record<Outcome["status"], string>> = {
    held: paint.green("."),
    failed: paint.red("F"),
    broken: paint.red("E"),
    skipped: paint.yellow("s"),
    untested: paint.yellow("-"),
  };
  let column = 0;
  const put = (status: Outcome["status"]): string => {
    const isFull = column === WIDTH;
    column = isFull ? 1 : column + 1;
    return `${isFull ? "\n" : ""}${marks[status]}`;
  };
  const end = (report: Report): string => {
    const documents = report.documents.filter(
      ({ status, messages, attempts }) => status !== "held" || messages.length > 0 || attempts !== undefined,
    );
    const told = prettyDocuments(documents, { colours, verbose: false });
    return `${column > 0 ? "\n\n" : ""}${told}${asLines(summaryLines(report, paint))}`;
  };
  return {
    event(event) {
      const status = statusOf(event);
      return status === undefined ? "" : put(status);
    },
    end: (summary) => end(reportOf(summary)),
    whole: (report) => report.documents.flatMap(statusesOf).map(put).join("") + end(report),
  };
}

/** A document that could not be run counts as one step that is broken. */
function statusesOf({ status, steps }: Report["documents"][number]): Outcome["status"][] {
  return steps.length === 0 && status === "broken" ? [status] : steps.map((step) => step.status);
}

function statusOf(event: Event): Outcome["status"] | undefined {
  if (event.kind === "step-end") return event.outcome.status;
  return event.kind === "document-end" && isBroken(event.result) ? "broken" : undefined;
}

function isBroken({ status, outcomes }: DocumentResult): boolean {
  return status === "broken" && outcomes.length === 0;
}
