import type { Range } from "../document.ts";
import { indexLines } from "../lines.ts";
import type { Lines } from "./source.ts";

type Options = ReadonlyMap<string, string>;

/** The part of a text that `include` wants, or why there is none (docutils: directives.misc.Include). */
export function clipText(text: string, options: Options): Range | string {
  const first = wholeNumber(options.get("start-line"));
  const last = wholeNumber(options.get("end-line"));
  if (Number.isNaN(first)) return ":start-line: is no number";
  if (Number.isNaN(last)) return ":end-line: is no number";
  const { starts } = indexLines(text);
  const lines = starts.at(-1) === text.length ? starts.length - 1 : starts.length;
  const offsetOf = (line: number): number => starts[line < 0 ? Math.max(0, lines + line) : line] ?? text.length;
  let start = first === undefined ? 0 : offsetOf(first);
  let end = Math.max(start, last === undefined ? text.length : offsetOf(last));
  const after = options.get("start-after");
  if (after) {
    const at = text.slice(start, end).indexOf(after);
    if (at === -1) return "the text of :start-after: is not in the file";
    start += at + after.length;
  }
  const before = options.get("end-before");
  if (before) {
    const at = text.slice(start, end).indexOf(before);
    if (at === -1) return "the text of :end-before: is not in the file";
    end = start + at;
  }
  return { start, end };
}

/** The rows of a file that `literalinclude` wants, or why there are none (sphinx.directives.code). */
export function clipRows({ texts }: Lines, options: Options): number[] | string {
  const holds = (text: string) => (row: number) => (texts[row] ?? "").includes(text);
  let rows = Array.from(texts.keys());
  const start = options.get("start-at") ?? options.get("start-after");
  if (start) {
    const at = rows.findIndex(holds(start));
    if (at === -1) return "the text that it is to start at is not in the file";
    rows = rows.slice(options.has("start-at") ? at : at + 1);
  }
  const end = options.get("end-at") ?? options.get("end-before");
  if (end) {
    const inclusive = options.has("end-at");
    const at = rows.findIndex((row, i) => holds(end)(row) && (inclusive || i > 0)); // Sphinx looks behind the first line
    if (at === -1) return "the text that it is to end at is not in the file";
    rows = rows.slice(0, inclusive ? at + 1 : at);
  }
  const spec = options.get("lines");
  if (!spec) return rows;
  const wanted = lineNumbers(spec, rows.length);
  if (wanted === undefined) return ":lines: cannot be read";
  const picked = wanted.map((at) => rows[at]).filter((row) => row !== undefined);
  return picked.length > 0 ? picked : "the file has none of the lines of :lines:";
}

/** Python's `int()`; NaN if it is none. */
function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}

/** `1,3-5,8-`, from 0 (sphinx.util.parselinenos). */
function lineNumbers(spec: string, total: number): number[] | undefined {
  const numbers: number[] = [];
  for (const part of spec.split(",")) {
    const match = /^\s*(\d+)?\s*(-)?\s*(\d+)?\s*$/.exec(part);
    const [, from, dash, to] = match ?? [];
    if (from === undefined && to === undefined) return undefined;
    const first = Number(from ?? 1);
    const last = dash === undefined ? first : Number(to ?? Math.max(first, total));
    if (first > last || first === 0 || (dash === undefined && to !== undefined)) return undefined;
    for (let line = first; line <= Math.min(last, total); line++) numbers.push(line - 1);
  }
  return numbers;
}
