import type { Element, ElementContent } from "hast";
import type { Outcome } from "../../run/outcome.ts";
import { plural } from "../../report/plural.ts";
import { el } from "./element.ts";
import { icon } from "./icons.ts";
import { lineOf, LONGEST } from "./line.ts";
import type { Looks } from "./looks.ts";
import { variationOf, type Variation } from "./observed.ts";

/** More lines than this are folded but for the first and the last of them. */
const UNFOLDED = 32;
const HEAD = 16;
const TAIL = 8;
/** What a `...` stands for is folded where it is more than this: the author left it out. */
const COVERED = 4;
/** Of folded lines no more are in the page: as many at both ends together, and as many UTF-16 units. */
const MOST_LINES = 400;
const MOST_TEXT = 60_000;

/** What a step printed, with its colours, long parts folded. */
export function outputOf(outcome: Outcome, looks: Looks): Element[] {
  const writing = writingOf(outcome, looks);
  if (writing === undefined) return [];
  const pieces: Element[] = [];
  let at = 0;
  for (const { from, to } of writing.variation.covered) {
    if (to - from <= COVERED) continue;
    pieces.push(...linesOrFold({ from: at, to: from }, writing));
    pieces.push(fold(`${plural(to - from, "line")}, which may differ from run to run`, { from, to }, writing));
    at = to;
  }
  return [...pieces, ...linesOrFold({ from: at, to: writing.lines.length }, writing)];
}

/** The same behind a line that tells what it is. */
export function foldedOutputOf(outcome: Outcome, looks: Looks, what: (lines: string) => string): Element[] {
  const writing = writingOf(outcome, looks);
  if (writing === undefined) return [];
  const { lines } = writing;
  return [fold(what(plural(lines.length, "line")), { from: 0, to: lines.length }, writing)];
}

interface Part {
  readonly from: number;
  readonly to: number;
}

interface Writing {
  readonly lines: readonly string[];
  readonly write: (at: number) => ElementContent[];
  readonly variation: Variation;
}

function writingOf(outcome: Outcome, looks: Looks): Writing | undefined {
  const { screen } = outcome.observation ?? {};
  if (screen === undefined || screen.lines.length === 0) return undefined;
  const { lines, styles = [], gap } = screen;
  const variation = variationOf(outcome);
  const open = new Set(variation.covered.flatMap(({ from, to }) => (to - from <= COVERED ? range(from, to) : [])));
  return {
    lines,
    variation,
    write: (at) => {
      const text = lines[at] ?? "";
      const varying = open.has(at) ? [{ from: 0, to: text.length }] : (variation.parts.get(at) ?? []);
      const line = lineOf(text, { styles: styles[at] ?? [], varying, looks });
      return gap?.before === at
        ? [leftOut(`… ${gap.bytes.toLocaleString("en")} bytes were not kept …\n`), ...line]
        : line;
    },
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function linesOrFold({ from, to }: Part, writing: Writing): Element[] {
  if (to <= from) return [];
  if (to - from <= UNFOLDED) return [preOf({ from, to }, writing)];
  const [head, tail] = [from + HEAD, to - TAIL];
  return [
    preOf({ from, to: head }, writing),
    fold(plural(tail - head, "more line"), { from: head, to: tail }, writing),
    preOf({ from: tail, to }, writing),
  ];
}

function fold(what: string, part: Part, writing: Writing): Element {
  return el("details", { className: ["fold"] }, [el("summary", {}, [icon("chevron"), what]), preOf(part, writing)]);
}

/** Lines of output; of too many the first and the last, and how many there are between them. */
function preOf({ from, to }: Part, { lines, write }: Writing): Element {
  const shown = (first: number, last: number): ElementContent[] =>
    range(first, last).flatMap((at, i) => [...(i === 0 ? [] : [{ type: "text", value: "\n" } as const]), ...write(at)]);
  const many = fitting(lines.slice(from, to));
  if (many >= to - from) return el("pre", { className: ["output"] }, [el("code", {}, shown(from, to))]);
  const half = Math.max(1, Math.floor(many / 2));
  const left = leftOut(`\n… ${(to - from - 2 * half).toLocaleString("en")} lines are not shown …\n`);
  return el("pre", { className: ["output"] }, [
    el("code", {}, [...shown(from, from + half), left, ...shown(to - half, to)]),
  ]);
}

/** How many of the lines fit into a page, taken from both ends in turn. */
function fitting(lines: readonly string[]): number {
  let text = 0;
  for (let i = 0; i < lines.length; i++) {
    const at = i % 2 === 0 ? i / 2 : lines.length - (i + 1) / 2;
    text += Math.min(lines[at]?.length ?? 0, LONGEST);
    if (i >= MOST_LINES || text > MOST_TEXT) return i;
  }
  return lines.length;
}

function leftOut(text: string): Element {
  return el("span", { className: ["left-out"] }, [text]);
}
