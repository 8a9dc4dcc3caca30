import { structuredPatch } from "diff";
import { makePaint } from "./paint.ts";
import { visible } from "./visible.ts";

const CONTEXT = 2;

/** What changes in a document, as `diff -u` shows it; empty where nothing does. */
export function changeLines(path: string, texts: { old: string; new: string }, colours: boolean): string[] {
  const paint = makePaint(colours);
  const { hunks } = structuredPatch(path, path, texts.old, texts.new, "", "", { context: CONTEXT });
  if (hunks.length === 0) return [];
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
    paint.dim(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...changed.map((line) => {
      const shown = visible(line.replace(/\r$/, ""));
      return line.startsWith("-") ? paint.red(shown) : line.startsWith("+") ? paint.green(shown) : shown;
    }),
  ]);
  return [paint.bold(`--- ${visible(path)}`), paint.bold(`+++ ${visible(path)}`), ...lines];
}
