import type { Paint } from "./paint.ts";
import type { DocumentReport } from "./report.ts";
import { visible } from "./visible.ts";

/** Where documents hold: a row for each, a column for each suite that it was verified on; none where there were no suites. */
export function suiteTable(documents: readonly DocumentReport[], paint: Paint): string[] {
  const suites = [...new Set(documents.flatMap(({ suite }) => suite ?? []))];
  if (suites.length === 0) return [];
  const paths = [...new Set(documents.filter(({ suite }) => suite !== undefined).map(({ path }) => path))];
  const rows = paths.map((path): Cell[] => [
    { text: visible(path), colour: (text) => text },
    ...suites.map((suite) =>
      cellOf(
        documents.find((one) => one.path === path && one.suite === suite),
        paint,
      ),
    ),
  ]);
  const head = ["", ...suites].map((text): Cell => ({ text, colour: paint.bold }));
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.text.length ?? 0)));
  return ["", ...[head, ...rows].map((row) => line(row, widths)), ""];
}

/** What stands there, and how it is painted: colours take no room. */
interface Cell {
  readonly text: string;
  readonly colour: (text: string) => string;
}

function line(row: readonly Cell[], widths: readonly number[]): string {
  const cells = row.map(({ text, colour }, i) => {
    const blanks = i === row.length - 1 ? 0 : (widths[i] ?? 0) - text.length;
    return `${text === "" ? "" : colour(text)}${" ".repeat(blanks)}`;
  });
  return cells.join("  ");
}

function cellOf(document: DocumentReport | undefined, paint: Paint): Cell {
  if (document === undefined) return { text: "-", colour: paint.dim };
  switch (document.status) {
    case "held":
      return { text: "held", colour: paint.green };
    case "failed":
      return { text: `failed${firstLine(document, "failed")}`, colour: paint.red };
    case "broken":
      return { text: `could not be run${firstLine(document, "broken")}`, colour: paint.red };
  }
}

/** The line of the first step that came to this, with the file's name where that is another. */
function firstLine({ steps }: DocumentReport, status: "failed" | "broken"): string {
  const step = steps.find((one) => one.status === status);
  if (step === undefined) return "";
  return step.path === undefined ? `: line ${step.line}` : `: ${visible(step.path)}:${step.line}`;
}
