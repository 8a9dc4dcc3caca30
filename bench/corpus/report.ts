/** What the comparison has shown, as Markdown. */
import { relative } from "node:path";
import type { Comparison, OracleBlock } from "./compare.ts";
import { cache } from "./docutils.ts";

export interface Tally {
  readonly title: string;
  readonly target: number;
  /** Files on which docutils gave up: there is nothing to compare with. */
  readonly crashed: number;
  readonly comparisons: readonly Comparison[];
}

interface Setting {
  readonly docutils: string;
  readonly packages: readonly string[];
  /** Milliseconds for 1,000 lines. */
  readonly speed: number;
}

interface Counts {
  readonly agreed: readonly OracleBlock[];
  readonly missed: readonly OracleBlock[];
  readonly extra: number;
  readonly extraOutside: number;
  readonly broken: number;
}

function count({ comparisons }: Tally): Counts {
  const extra = comparisons.flatMap((one) => one.extra);
  return {
    agreed: comparisons.flatMap((one) => one.agreed),
    missed: comparisons.flatMap((one) => one.missed),
    extra: extra.length,
    extraOutside: extra.filter((block) => block.rewritable).length,
    broken: comparisons.reduce((sum, one) => sum + one.broken.length, 0),
  };
}

/** Enough blocks found, none outside of table cells that docutils does not find, and every rule of ranges holds. */
export function isGood(tally: Tally): boolean {
  const { agreed, missed, extraOutside, broken } = count(tally);
  return agreed.length >= tally.target * (agreed.length + missed.length) && extraOutside === 0 && broken === 0;
}

export function report(tallies: readonly Tally[], { docutils, packages, speed }: Setting): string {
  const totals = tallies.map((tally) => [tally, count(tally)] as const);
  return [
    `# howtrue's reStructuredText parser against docutils ${docutils}`,
    "",
    "Written by `node --import tsx bench/corpus/rst.ts`. A block agrees if its kind, its text, its language and the line",
    "of each of its lines are docutils'. On files on which docutils gives up there is nothing to compare with.",
    "",
    ...table(
      ["", "files", "docutils gave up", "lines", "blocks", "agree", "share", "target", "only here", "outside of cells"],
      totals.map(([tally, counts]) => totalRow(tally, counts)),
    ),
    "",
    ...table(
      ["agree / blocks", ...tallies.map(({ title }) => title)],
      KINDS.map(([name, is]) => [name, ...totals.map(([, counts]) => share(counts, is))]),
    ),
    "",
    `Rules of ranges that do not hold: ${totals.reduce((sum, [, { broken }]) => sum + broken, 0)}.`,
    `Speed, on the real files, once warm: ${speed.toFixed(2)} ms for 1,000 lines.`,
    "",
    "## Disagreements",
    "",
    ...(classes(tallies).length === 0 ? ["None."] : classes(tallies)),
    "",
    "## Packages",
    "",
    ...packages.map((name) => `- ${name}`),
    "",
  ].join("\n");
}

function totalRow({ title, target, crashed, comparisons }: Tally, counts: Counts): string[] {
  const blocks = counts.agreed.length + counts.missed.length;
  const lines = comparisons.reduce((sum, one) => sum + one.lines, 0);
  const numbers = [comparisons.length + crashed, crashed, lines, blocks, counts.agreed.length].map(number);
  const shares = [percent(counts.agreed.length, blocks), `≥ ${percent(target, 1)}`];
  return [title, ...numbers, ...shares, number(counts.extra), number(counts.extraOutside)];
}

const KINDS: readonly (readonly [string, (block: OracleBlock) => boolean])[] = [
  ["literal", ({ kind }) => kind === "literal"],
  ["quoted", ({ kind }) => kind === "quoted"],
  ["doctest", ({ kind }) => kind === "doctest"],
  ["directive", ({ kind }) => kind === "directive"],
  ["nested", ({ inside }) => inside.some((name) => name !== "document" && name !== "section")],
  ["in table cells", ({ cell }) => cell],
];

function share({ agreed, missed }: Counts, is: (block: OracleBlock) => boolean): string {
  const hits = agreed.filter(is).length;
  return `${number(hits)} / ${number(hits + missed.filter(is).length)}`;
}

/** Each class of disagreements with its first places. */
function classes(tallies: readonly Tally[]): string[] {
  return tallies.flatMap((tally) => {
    const all = disagreements(tally);
    return [...new Set(all.map(({ kind }) => kind))].map((kind) => {
      const places = all.filter((one) => one.kind === kind).map(({ place }) => `\`${place}\``);
      return `- ${tally.title}: ${places.length} × ${kind}: ${places.slice(0, 3).join(", ")}`;
    });
  });
}

/** Every disagreement and every rule that does not hold, one on a line. */
export function list(tallies: readonly Tally[]): string {
  const lines = tallies.flatMap((tally) => [
    ...disagreements(tally).map(({ kind, place }) => `${place}: ${kind}`),
    ...tally.comparisons.flatMap(({ file, broken }) => broken.map((rule) => `${file}: ${rule}`)),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}

function disagreements({ comparisons }: Tally): { readonly kind: string; readonly place: string }[] {
  return comparisons.flatMap(({ file, disagreements: found }) =>
    found.map(({ kind, line, cell }) => ({
      kind: cell ? `${kind} in a cell` : kind,
      place: `${relative(cache, file)}:${line}`,
    })),
  );
}

/** Aligned as oxfmt aligns tables. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(3)} %`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
