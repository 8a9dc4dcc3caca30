import type { Block, Document, Range } from "../document/document.ts";
import { needsBlankLine } from "../document/markdown/directive.ts";
import { readInfo } from "../document/markdown/info.ts";
import { bodyOf, lineAbove, writeBody } from "./body.ts";
import { fitting } from "./fitting.ts";
import { type Edit, rewrite } from "./rewrite.ts";

/**
 * Puts new lines in place of a block's body: indentation, quoting marks and line ends are those of the body or of its
 * fence, lines that stay the same stay as they are, and a fence that the new lines would close grows.
 *
 * Undefined where the block cannot hold the lines: it is not to be rewritten, or reading it again would give other text.
 * Lines of nothing but blanks become empty; those at both ends of a block that has no fence are left out.
 * @param lines without line ends
 */
export function replaceBody(
  document: Pick<Document, "text">,
  block: Block,
  lines: readonly string[],
): Edit | undefined {
  if (lines.some((line) => /[\r\n]/.test(line))) throw new RangeError("a line of a body has a line end in it");
  if (isSame(block, lines))
    return { range: block.range, text: document.text.slice(block.range.start, block.range.end) };
  const body = block.rewritable ? fitting(document, block, lines) : undefined;
  if (body === undefined) return undefined;
  const { range, prefix, lineEnd } = bodyOf(document, block);
  const guard = isTakenForOptions(document, block, body) ? prefix.trimEnd() + lineEnd : "";
  const edit = { range, text: guard + writeBody(document, block, body) };
  return merge(document, [edit, ...growth(document, block, body)]);
}

function isSame(block: Block, lines: readonly string[]): boolean {
  return lines.length === block.lines.length && lines.every((line, i) => line === block.lines[i]?.text);
}

/** Whether a directive would not take the first line for text. A blank line before it is there already, or is needed. */
function isTakenForOptions({ text }: Pick<Document, "text">, block: Block, lines: readonly string[]): boolean {
  const { fence } = block;
  const [first] = lines;
  if (block.kind !== "fence" || fence === undefined || first === undefined || !needsBlankLine(first)) return false;
  const [info = ""] = /^.*/.exec(text.slice(fence.open.end, fence.open.end + 500)) ?? [];
  if (readInfo(info.trim()).kind !== "literal") return false;
  const above = lineAbove(text, bodyOf({ text }, block).range.start) ?? "";
  return /[^\s>]/.test(above);
}

/** Longer fences, where a line would close them. Those further out must not be closed by those further in either. */
function growth({ text }: Pick<Document, "text">, { fence: own }: Block, lines: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  const inside = [...lines];
  for (let fence = own; fence?.close !== undefined; fence = fence.outer) {
    const char = text[fence.open.start]!;
    const size = inside.reduce(
      (most, line) => Math.max(most, runLength(line, char) + 1),
      fence.open.end - fence.open.start,
    );
    edits.push(
      ...[fence.open, fence.close].filter((run) => run.end - run.start < size).map((run) => lengthen(run, char, size)),
    );
    inside.push(char.repeat(size));
  }
  return edits;
}

/** How many of a character a line holds that holds nothing else; 0 where it does. */
function runLength(line: string, char: string): number {
  const run = line.trim();
  return run !== "" && run === char.repeat(run.length) ? run.length : 0;
}

function lengthen({ start, end }: Range, char: string, size: number): Edit {
  return { range: { start: end, end }, text: char.repeat(size - (end - start)) };
}

/** Several edits as one, with what stands between them. */
function merge({ text }: Pick<Document, "text">, edits: readonly Edit[]): Edit {
  const start = Math.min(...edits.map(({ range }) => range.start));
  const end = Math.max(...edits.map(({ range }) => range.end));
  const moved = edits.map((edit) => ({
    text: edit.text,
    range: { start: edit.range.start - start, end: edit.range.end - start },
  }));
  return { range: { start, end }, text: rewrite({ text: text.slice(start, end) }, moved) };
}
