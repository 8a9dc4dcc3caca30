/** One file, read by howtrue and by docutils, block against block; and what must hold of the ranges. */
import type { Block, Document, Line } from "../../src/document/document.ts";
import { positionAt } from "../../src/document/lines.ts";
import { parseRst } from "../../src/document/rst/rst.ts";
import { readLines } from "../../src/document/rst/source.ts";

/** A line of oracle.py's answer. */
export interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly blocks: readonly OracleBlock[];
}

export interface OracleBlock {
  readonly kind: string;
  readonly lang?: string | null;
  readonly text: string;
  readonly rows: readonly number[];
  readonly cell: boolean;
  readonly inside: readonly string[];
}

export interface Comparison {
  readonly file: string;
  readonly agreed: readonly OracleBlock[];
  readonly missed: readonly OracleBlock[];
  readonly extra: readonly Block[];
  /** Of the extra ones and the missed: `missed literal`, `extra quoted`, … and where. */
  readonly disagreements: readonly { readonly kind: string; readonly line: number; readonly cell: boolean }[];
  /** Rules of ranges that do not hold. */
  readonly broken: readonly string[];
  readonly lines: number;
}

export function compare(text: string, { file, blocks }: Answer): Comparison {
  const document = parseRst(file, text);
  const { starts } = readLines(text).source;
  const ours = new Map<string, Block[]>();
  for (const block of document.blocks) {
    const rows = block.lines.map((line) => positionAt({ starts }, line.range.start).line - 1);
    const key = `${block.kind} ${rows.join()} ${expand(document, block)}`;
    ours.set(key, [...(ours.get(key) ?? []), block]);
  }
  const agreed: OracleBlock[] = [];
  const missed: OracleBlock[] = [];
  for (const block of blocks) {
    const rows = block.rows.length > 0 ? block.rows.join() : unplaced(ours, block);
    const twin = ours.get(`${block.kind} ${rows} ${block.text}`)?.pop();
    (twin === undefined || (block.lang ?? twin.lang) !== twin.lang ? missed : agreed).push(block);
  }
  const extra = [...ours.values()].flat();
  const disagreements = [
    ...missed.map(({ kind, rows, cell }) => ({ kind: `missed ${kind}`, line: (rows[0] ?? 0) + 1, cell })),
    ...extra.map(({ kind, start, rewritable }) => ({ kind: `extra ${kind}`, line: start, cell: !rewritable })),
  ];
  return { file, agreed, missed, extra, disagreements, broken: brokenRules(document), lines: starts.length };
}

/** In a csv-table's cells docutils does not know where it is: any place is right. */
function unplaced(ours: ReadonlyMap<string, readonly Block[]>, { kind, text }: OracleBlock): string | undefined {
  const key = [...ours].find(
    ([name, same]) => same.length > 0 && name.startsWith(`${kind} `) && name.endsWith(` ${text}`),
  )?.[0];
  return key?.slice(kind.length + 1, key.length - text.length - 1);
}

/** A block's text as docutils has it: without tabs, VT and FF. */
function expand({ text }: Document, { lines }: Block): string {
  return lines.map((line) => expandLine(text, line)).join("\n");
}

function expandLine(text: string, { text: own, range }: Line): string {
  let start = range.start;
  while (start > 0 && !/[\uFEFF\n\r\u001c-\u001e\u0085\u2028\u2029]/.test(text[start - 1] ?? "")) start--;
  const column = Array.from(expandFrom(text.slice(start, range.start), 0)).length;
  const slice = text.slice(range.start, range.end);
  if (slice === own) return expandFrom(slice, column);
  return " ".repeat(blanksOfCut(own, slice)) + expandFrom(slice.slice(1), column + 8 - (column % 8));
}

function blanksOfCut(own: string, slice: string): number {
  return own.length - slice.length + 1;
}

function expandFrom(text: string, from: number): string {
  let column = from;
  let expanded = "";
  for (const char of text.replaceAll(/[\v\f]/g, " ")) {
    const width = char === "\t" ? 8 - (column % 8) : 1;
    expanded += char === "\t" ? " ".repeat(width) : char;
    column += width;
  }
  return expanded;
}

function brokenRules({ text, blocks }: Document): string[] {
  const broken: string[] = [];
  let end = 0;
  for (const block of blocks) {
    const where = `line ${block.start}`;
    if (block.range.start < end) broken.push(`${where}: overlaps the block before`);
    end = block.range.end;
    if (block.lines.map((line) => line.text).join("\n") !== block.text) broken.push(`${where}: text is not its lines`);
    for (const line of block.lines) {
      const slice = text.slice(line.range.start, line.range.end);
      const cut = " ".repeat(Math.max(0, blanksOfCut(line.text, slice))) + slice.slice(1);
      if (slice !== line.text && !(slice.startsWith("\t") && line.text === cut))
        broken.push(`${where}: a line is not its slice`);
    }
  }
  return broken;
}
