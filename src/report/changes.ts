import { structuredPatch, type StructuredPatchHunk } from "diff";
import { makePaint } from "./paint.ts";
import { visible } from "./visible.ts";

const CONTEXT = 2;
/** Of so many lines that change all from the first to the last are shown as changed: the fewest would take too long. */
const MOST_DIFFERENCES = 5_000;

/** What changes in a document, as `diff -u` shows it; empty where nothing does. */
export function changeLines(path: string, texts: { old: string; new: string }, colours: boolean): string[] {
  const paint = makePaint(colours);
  const { hunks } = structuredPatch(path, path, texts.old, texts.new, "", "", {
    context: CONTEXT,
    maxEditLength: MOST_DIFFERENCES,
  }) ?? { hunks: wholeHunk(texts) };
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

/** All between what both texts have at their heads and at their ends. */
function wholeHunk(texts: { old: string; new: string }): StructuredPatchHunk[] {
  const [old, now] = [texts.old.split("\n"), texts.new.split("\n")];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const [gone, come] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  return [
    {
      ...{ oldStart: head + 1, oldLines: gone.length, newStart: head + 1, newLines: come.length },
      lines: [...gone.map((line) => `-${line}`), ...come.map((line) => `+${line}`)],
    },
  ];
}
