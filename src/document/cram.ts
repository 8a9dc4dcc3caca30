import type { Block, Document, Line } from "./document.ts";
import { indexLines } from "./lines.ts";

/** Blanks before what is no prose; cram's `--indent` has the same default. */
const INDENT = "  ";

/**
 * Reads a file as cram does (cram/_test.py, 0.7): lines that begin with two blanks are commands and output, all others
 * are prose. A block is what stands between two lines of prose; also an empty line is one.
 */
export function parseCram(path: string, text: string): Document {
  const { starts } = indexLines(text);
  const blocks: Block[] = [];
  let lines: Line[] = [];
  let first = 0;
  const close = (): void => {
    if (lines.length > 0) blocks.push(blockOf(lines, first));
    lines = [];
  };
  for (const [i, start] of starts.entries()) {
    const line = text.slice(start, starts[i + 1]).replace(/\r?\n$/, "");
    if (!line.startsWith(INDENT)) {
      close();
      continue;
    }
    if (lines.length === 0) first = i + 1;
    const range = { start: start + INDENT.length, end: start + line.length };
    lines.push({ text: line.slice(INDENT.length), range });
  }
  close();
  return { path, format: "cram", text, blocks, settings: [], messages: [] };
}

function blockOf(lines: readonly Line[], start: number): Block {
  return {
    kind: "indented",
    lang: "cram",
    section: [],
    start,
    text: lines.map((line) => line.text).join("\n"),
    lines,
    range: { start: lines[0]!.range.start, end: lines.at(-1)!.range.end },
    rewritable: true,
  };
}
