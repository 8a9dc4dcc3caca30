import type { DocumentResult } from "../run/outcome.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Where documents hold: a row for each, a column for each suite that it was verified on; none where there were no suites. */
export function suiteTable(results: readonly DocumentResult[], paint: Paint): string[] {
  const suites = [...new Set(results.flatMap(({ suite }) => suite ?? []))];
  if (suites.length === 0) return [];
  const paths = [...new Set(results.filter(({ suite }) => suite !== undefined).map(({ path }) => path))];
  const rows = paths.map((path): Cell[] => [
    { text: visible(path), colour: (text) => text },
    ...suites.map((suite) =>
      cellOf(
        results.find((one) => one.path === path && one.suite === suite),
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

function cellOf(result: DocumentResult | undefined, paint: Paint): Cell {
  if (result === undefined) return { text: "-", colour: paint.dim };
  switch (result.status) {
    case "held":
      return { text: "held", colour: paint.green };
    case "failed":
      return { text: `failed${firstLine(result, "failed")}`, colour: paint.red };
    case "broken":
      return { text: `could not be run${firstLine(result, "broken")}`, colour: paint.red };
  }
}

/** The line of the first step that came to this, with the file's name where that is another. */
function firstLine({ outcomes, path }: DocumentResult, status: "failed" | "broken"): string {
  const place = outcomes.find((outcome) => outcome.status === status)?.step.place;
  if (place === undefined) return "";
  return place.path === path ? `: line ${place.line}` : `: ${visible(place.path)}:${place.line}`;
}
