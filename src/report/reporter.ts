import type { Event } from "../run/outcome.ts";
import type { Summary } from "./counts.ts";
import { type Report, reportOf } from "./report.ts";

/** Turns what happens into text. Reporters do no I/O; one writer does it for all. */
export interface Reporter {
  /** What to print when this happens; nothing for most events. */
  event(event: Event): string;
  /** What to print at the end. */
  end(summary: Summary): string;
  /** All that there is to print, of what has been reported already. */
  whole(report: Report): string;
}

/** A reporter that says everything at the end. */
export function atEnd(render: (report: Report) => string): Reporter {
  return { event: () => "", end: (summary) => render(reportOf(summary)), whole: render };
}
