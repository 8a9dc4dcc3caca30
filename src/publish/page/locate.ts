import type { Block } from "../../document/document.ts";
import { indexLines, type LineIndex, positionAt } from "../../document/lines.ts";
import type { Outcome } from "../../run/outcome.ts";
import type { Edition } from "../edition.ts";

/** A step where the document shows it. */
export interface Located {
  /** Of all outcomes, from 0. */
  readonly index: number;
  readonly outcome: Outcome;
  /** The same, held against what the source claims. */
  readonly claimed: Outcome;
  /** In the block, from 0: the first line of the command, and the one behind what belongs to the step. */
  readonly from: number;
  readonly to: number;
  /** What stands before the first line of its command, and before each of the others. */
  readonly prompts: readonly string[];
}

/** The steps of each block that has any, by the block's index; both in the document's order. */
export function locate({ document, outcomes, claimed = outcomes }: Edition): ReadonlyMap<number, readonly Located[]> {
  const found = new Map<number, Located[]>();
  const indices = new Map<string, LineIndex>();
  let here = { block: 0, line: 0 };
  for (const [index, outcome] of outcomes.entries()) {
    const { place } = outcome.step;
    const holds = ({ origin, start, lines }: Block, at: number): boolean =>
      (origin?.path ?? document.path) === place.path &&
      place.line >= start &&
      place.line < start + lines.length &&
      (at > here.block || (at === here.block && place.line > here.line));
    const at = document.blocks.findIndex(holds);
    const block = document.blocks[at];
    if (block === undefined) continue;
    here = { block: at, line: place.line };
    const { path, text } = block.origin ?? document;
    const lines = indices.get(path) ?? indexLines(text);
    indices.set(path, lines);
    const steps = found.get(at) ?? [];
    steps.push({ index, outcome, claimed: claimed[index] ?? outcome, ...partOf(block, outcome, lines) });
    found.set(at, steps);
  }
  return found;
}

function partOf(
  { lines, start }: Block,
  { step: { command, place, expectation } }: Outcome,
  index: LineIndex,
): Pick<Located, "from" | "to" | "prompts"> {
  const from = place.line - start;
  const typed = command.split("\n");
  // As transcripts are read: all lines that begin with a mark have one, or none has.
  const marked = /^>( |$)/.test(lines[from + 1]?.text ?? "");
  const prompts = typed.map((_, i) => {
    const line = lines[from + i];
    if (line === undefined) return "";
    if (i === 0) return line.text.slice(0, place.column - positionAt(index, line.range.start).column);
    return marked ? (/^>(?: |$)/.exec(line.text)?.[0] ?? "") : "";
  });
  const last = expectation.output.at(-1)?.line ?? 0;
  return { from, to: Math.max(from + typed.length, last - start + 1), prompts };
}
