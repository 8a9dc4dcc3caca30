/**
 * howtrue's Markdown against remark, on real documents: the same code, the same text put back, other text put in its
 * place; and on damaged documents of both formats: no crash, no hang. Ends with 1 where a target is missed. What it
 * prints it also writes to MARKDOWN.md.
 *
 *   node --import tsx bench/corpus/markdown.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Block, Document, Format } from "../../src/document/document.ts";
import { parse } from "../../src/document/parse.ts";
import { replaceBody } from "../../src/rewrite/replace.ts";
import { rewrite } from "../../src/rewrite/rewrite.ts";
import { damage } from "./damage.ts";
import { cache } from "./docutils.ts";
import { fetchMarkdown } from "./markdown-files.ts";
import { fetchCorpus } from "./packages.ts";
import { ask, askReference, isSame, type OracleBlock } from "./remark.ts";

const MUTATED = 10_000;
/** Milliseconds; what takes longer hangs. */
const LIMIT = 2_000;

interface Counts {
  files: number;
  lines: number;
  blocks: number;
  agreed: number;
  titles: number;
  /** Code that other tools show and CommonMark does not, or the other way round. */
  readonly dialect: string[];
  /** Where remark is not what CommonMark's reference implementation is. */
  readonly reference: string[];
  readonly disagreements: string[];
  rewritten: number;
  readonly notRewritable: string[];
  readonly broken: string[];
}

const counts: Counts = {
  files: 0,
  lines: 0,
  blocks: 0,
  agreed: 0,
  titles: 0,
  dialect: [],
  reference: [],
  disagreements: [],
  rewritten: 0,
  notRewritable: [],
  broken: [],
};

async function examine(path: string): Promise<void> {
  const text = readFileSync(path, "utf8");
  const document = await parse(text, { path, format: "markdown" });
  const oracle = ask(text);
  counts.files++;
  counts.lines += text.split("\n").length;
  counts.blocks += oracle.length;
  const name = relative(cache, path);
  for (const block of oracle) {
    const found = document.blocks.find((one) => isSame(one, block));
    const place = `${name}:${block.line}`;
    if (found !== undefined) {
      counts.agreed++;
      if (found.section.join("\n") === block.section.join("\n")) counts.titles++;
    } else if (isDialect(text, path, block)) counts.dialect.push(place);
    else if (!isInReference(text, block)) counts.reference.push(`${place}: only in remark`);
    else counts.disagreements.push(`${place}: missed`);
  }
  for (const block of document.blocks) {
    if (oracle.some((one) => isSame(block, one))) continue;
    const place = `${name}:${block.start}`;
    const asked = { ...block, fenced: block.kind === "fence", line: block.start, info: block.lang ?? "" };
    const inDirective = oracle.some((one) => one.info.includes("{") && holds(one, block.start));
    if (inDirective || isDialect(text, path, asked)) counts.dialect.push(place);
    else if (isInReference(text, asked)) counts.reference.push(`${place}: not in remark`);
    else counts.disagreements.push(`${place}: only here`);
  }
  if (rewrite(document, []) !== text) counts.broken.push(`${name}: not the same text`);
  for (const [i, block] of document.blocks.entries()) await replaceAndRead(document, { block, i, name });
}

function holds(block: OracleBlock, line: number): boolean {
  return line >= block.line && line < block.line + block.text.split("\n").length;
}

function isInReference(
  text: string,
  { fenced, text: body, line }: Pick<OracleBlock, "fenced" | "text" | "line">,
): boolean {
  return askReference(text).some(
    (one) => one.fenced === fenced && one.text.trimEnd() === body.trimEnd() && one.line === line,
  );
}

/** Below a line of MkDocs', in MDX, or behind a brace: there this project reads what the site shows. */
function isDialect(text: string, path: string, { line, info }: Pick<OracleBlock, "line" | "info">): boolean {
  if (path.endsWith(".mdx") || info.includes("{")) return true;
  const rows = text.split(/\r\n|\r|\n/).slice(0, line - 1);
  const marker = rows.findLast((row) => /^\s{0,3}\S/.test(row) && !/^\s*(```|~~~)/.test(row)) ?? "";
  return /^\s*(!!!|\?\?\?|===[!+]* ?"|:{3,} *\{)/.test(marker);
}

/** Every other line changed, one more, and read again: the same lines, and no other block has changed. */
async function replaceAndRead(
  document: Document,
  { block, i, name }: { block: Block; i: number; name: string },
): Promise<void> {
  const lines = [...block.lines.map((line, at) => (at % 2 === 0 ? `$ ${line.text.trim()} z` : line.text)), "last"];
  const edit = replaceBody(document, block, lines);
  const place = `${name}:${block.start}`;
  if (edit === undefined) {
    counts.notRewritable.push(place);
    return;
  }
  const again = await parse(rewrite(document, [edit]), { path: document.path, format: document.format });
  const expected = document.blocks.map((one, at) => (at === i ? lines.join("\n") : one.text)).map(blankless);
  const same = again.blocks.map((one) => blankless(one.text));
  if (same.join("\0") === expected.join("\0")) counts.rewritten++;
  else counts.broken.push(`${place}: other text is read where it was put`);
}

/** Lines of nothing but blanks are written as empty ones. */
function blankless(text: string): string {
  return text.replaceAll(/^[ \t]+$/gm, "");
}

interface Mutated {
  readonly format: Format;
  readonly documents: number;
  readonly crashed: readonly string[];
  readonly slowest: { readonly ms: number; readonly file: string };
}

async function mutated(files: readonly string[], format: Format): Promise<Mutated> {
  const crashed: string[] = [];
  let slowest = { ms: 0, file: "" };
  for (let seed = 0; seed < MUTATED; seed++) {
    const path = files[seed % files.length]!;
    const text = damage(readFileSync(path, "utf8"), seed);
    const file = `${relative(cache, path)}, seed ${seed}`;
    const began = performance.now();
    try {
      const document = await parse(text, { path, format });
      if (rewrite(document, []) !== text) crashed.push(`${file}: not the same text`);
    } catch (error) {
      crashed.push(`${file}: ${String(error)}`);
    }
    const ms = performance.now() - began;
    if (ms > slowest.ms) slowest = { ms, file };
  }
  return { format, documents: MUTATED, crashed, slowest };
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function listed(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : ["", `## ${title}`, "", ...entries.slice(0, 40).map((entry) => `- ${entry}`)];
}

function report(packages: readonly string[], runs: readonly Mutated[], speed: number): string {
  return [
    "# howtrue's Markdown against remark 15",
    "",
    "Written by `node --import tsx bench/corpus/markdown.ts`. A block agrees if it is fenced or indented as in remark's",
    "tree, and its text, its first line, its language and what follows that are the same.",
    "",
    `- Files: ${number(counts.files)} with ${number(counts.lines)} lines and ${number(counts.blocks)} blocks of code in remark's trees`,
    `- Agree: ${number(counts.agreed)}; in their sections' titles, too: ${number(counts.titles)}`,
    `- Otherwise on purpose (MDX, MkDocs, MyST, Pandoc): ${number(counts.dialect.length)}`,
    `- Not as remark, but as commonmark.js, CommonMark's reference implementation: ${number(counts.reference.length)}`,
    `- Disagree: ${number(counts.disagreements.length)}`,
    `- Bodies replaced and read again as they were written: ${number(counts.rewritten)}`,
    `- Not to be rewritten (unclosed fences): ${number(counts.notRewritable.length)}`,
    `- Laws broken: ${number(counts.broken.length)}`,
    `- Speed, once warm: ${speed.toFixed(2)} ms for 1,000 lines`,
    ...runs.map(
      ({ format, documents, crashed, slowest }) =>
        `- Damaged documents, ${format}: ${number(documents)}; crashed: ${crashed.length}; slowest: ${slowest.ms.toFixed(0)} ms (${slowest.file})`,
    ),
    ...listed("Otherwise on purpose", counts.dialect),
    ...listed("Not as remark, but as CommonMark's reference implementation", counts.reference),
    ...listed("Disagreements", counts.disagreements),
    ...listed("Not to be rewritten", counts.notRewritable),
    ...listed("Broken", [...counts.broken, ...runs.flatMap(({ crashed }) => crashed)]),
    ...listed("Packages", packages),
    "",
  ].join("\n");
}

async function measure(files: readonly string[]): Promise<number> {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const lines = texts.reduce((sum, text) => sum + text.split("\n").length, 0);
  const began = performance.now();
  for (const text of texts) await parse(text, { path: "a.md", format: "markdown" });
  return (1000 * (performance.now() - began)) / lines;
}

mkdirSync(cache, { recursive: true });
const { files, packages } = fetchMarkdown(cache);
for (const file of files) await examine(file);
const rst = fetchCorpus(cache).files;
const runs = [await mutated(files, "markdown"), await mutated(rst, "rst")];
const text = report(packages, runs, await measure(files));
process.stdout.write(text);
writeFileSync(join(import.meta.dirname, "MARKDOWN.md"), text);
const failed = counts.disagreements.length + counts.broken.length + runs.flatMap(({ crashed }) => crashed).length;
process.exitCode = failed === 0 && runs.every(({ slowest }) => slowest.ms < LIMIT) ? 0 : 1;
