import type { Element, ElementContent } from "hast";
import type { Outcome } from "../../run/outcome.ts";
import { plural } from "../../report/plural.ts";
import { el } from "./element.ts";
import { icon } from "./icons.ts";
import { lineOf, LONGEST } from "./line.ts";
import type { Looks } from "./looks.ts";
import { type Variation, variationOf, whole } from "./observed.ts";

/** More lines than this are folded but for the first and the last of them. */
const UNFOLDED = 32;
const HEAD = 16;
const TAIL = 8;
/** What a `...` stands for is folded where it is more than this: the author left it out. */
const COVERED = 4;
/** Of folded lines no more are in the page: as many at both ends together, and as many UTF-16 units. */
const MOST_LINES = 400;
const MOST_TEXT = 60_000;

/** What the outputs of a page share. */
export interface Ink {
  readonly looks: Looks;
  /** How many UTF-16 units of output the page may still hold; of what comes later there are only the ends. */
  left: number;
}

/** Of a page's output at first; some ten times what the longest howtos show. */
export const MOST_OUTPUT = 2_000_000;
/** What each step may show of its output in any case. */
const LEAST_TEXT = 2_000;

/** What a step printed, with its colours, long parts folded. */
export function outputOf(outcome: Outcome, ink: Ink): Element[] {
  const writing = writingOf(outcome, ink);
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
export function foldedOutputOf(outcome: Outcome, ink: Ink, what: (lines: string) => string): Element[] {
  const writing = writingOf(outcome, ink);
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
  readonly ink: Ink;
}

function writingOf(outcome: Outcome, ink: Ink): Writing | undefined {
  const { screen } = outcome.observation ?? {};
  if (screen === undefined || (screen.lines.length === 0 && screen.gap === undefined)) return undefined;
  const { styles = [], gap } = screen;
  const lines = screen.lines.length === 0 ? [""] : screen.lines;
  const variation = variationOf(outcome);
  const open = new Set(variation.covered.flatMap(({ from, to }) => (to - from <= COVERED ? range(from, to) : [])));
  const write = (at: number): ElementContent[] => {
    const text = lines[at] ?? "";
    const varying = open.has(at) ? whole(text) : variation.partsOf(at);
    const line = lineOf(text, { styles: styles[at] ?? [], varying, looks: ink.looks });
    if (gap === undefined) return line;
    const words = `… ${gap.bytes.toLocaleString("en")} bytes were not kept …`;
    if (gap.before === at) return [leftOut(`${words}\n`), ...line];
    return at === lines.length - 1 && gap.before > at ? [...line, leftOut(`\n${words}`)] : line;
  };
  return { lines, variation, write, ink };
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
function preOf({ from, to }: Part, { lines, write, ink }: Writing): Element {
  const shown = (first: number, last: number): ElementContent[] =>
    range(first, last).flatMap((at, i) => [...(i === 0 ? [] : [{ type: "text", value: "\n" } as const]), ...write(at)]);
  const many = fitting(lines.slice(from, to), ink);
  if (many >= to - from || to - from <= 2)
    return el("pre", { className: ["output"] }, [el("code", {}, shown(from, to))]);
  const half = Math.max(1, Math.floor(many / 2));
  const left = leftOut(`\n… ${(to - from - 2 * half).toLocaleString("en")} lines are not shown …\n`);
  return el("pre", { className: ["output"] }, [
    el("code", {}, [...shown(from, from + half), left, ...shown(to - half, to)]),
  ]);
}

/** How many of the lines fit into a page, taken from both ends in turn. */
function fitting(lines: readonly string[], ink: Ink): number {
  const most = Math.min(MOST_TEXT, Math.max(ink.left, LEAST_TEXT));
  let text = 0;
  for (let i = 0; i < lines.length; i++) {
    const at = i % 2 === 0 ? i / 2 : lines.length - (i + 1) / 2;
    const length = Math.min(lines[at]?.length ?? 0, LONGEST);
    if (i >= MOST_LINES || text + length > most) return i;
    text += length;
    ink.left -= length;
  }
  return lines.length;
}

function leftOut(text: string): Element {
  return el("span", { className: ["left-out"] }, [text]);
}
