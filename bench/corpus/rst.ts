/**
 * howtrue's reStructuredText parser against docutils, on real documents and on damaged copies of them.
 *
 *   node --import tsx bench/corpus/rst.ts [--list]      --list: every disagreement, not only the first of a class
 *
 * It needs Debian's python3-docutils, apt-get and dpkg-deb; the packages and docutils' answers stay in .corpus/.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseRst } from "../../src/document/rst/rst.ts";
import { directiveKind } from "../../src/document/rst/directives.ts";
import { type Answer, compare, type Comparison } from "./compare.ts";
import { fetchCorpus } from "./packages.ts";

const PYTHON = "/usr/bin/python3"; // Debian's, which sees Debian's docutils
const JOBS = "3";
const COPIES = 1500;
const INVENTED = 20_000;
const SEED = 7;
const here = import.meta.dirname;
const cache = resolve(here, "../../.corpus");

function python(script: string, args: readonly string[], input: string): string {
  const child = spawnSync(PYTHON, [join(here, script), ...args], { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  if (child.status !== 0) throw new Error(`${script} failed`, { cause: child.error ?? child.stderr });
  return child.stdout;
}

/** Made anew where the script has changed. */
function damage(files: readonly string[]): string[] {
  return make("mutate.py", COPIES, files.join("\n"));
}

/** Documents of nothing but hard cases. */
function invent(): string[] {
  return make("invent.py", INVENTED, "");
}

function make(script: string, count: number, input: string): string[] {
  const name = digest(input, String(count), String(SEED), readFileSync(join(here, script), "utf8"));
  const folder = join(cache, `${script.replace(".py", "")}-${name}`);
  const list = `${folder}.list`;
  if (!existsSync(list)) writeFileSync(list, python(script, [String(SEED), String(count), folder], input));
  return readFileSync(list, "utf8").split("\n").filter(Boolean);
}

/** docutils' answers, asked for again where the oracle, the files or what is known of directives has changed. */
function ask(files: readonly string[]): Answer[] {
  const kinds = JSON.stringify(Object.fromEntries(directivesIn(files).map((name) => [name, directiveKind(name)])));
  const name = digest(kinds, files.join("\n"), readFileSync(join(here, "oracle.py"), "utf8"));
  const path = join(cache, `oracle-${name}.jsonl`);
  if (!existsSync(path)) {
    writeFileSync(`${path}.kinds`, kinds);
    writeFileSync(`${path}.part`, python("oracle.py", [`${path}.kinds`, JOBS], files.join("\n")));
    renameSync(`${path}.part`, path);
  }
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Answer);
}

/** Every name, in lower case, that may be a directive's. */
function directivesIn(files: readonly string[]): string[] {
  const names = new Set<string>();
  for (const file of files) {
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/([\p{L}\p{N}][\p{L}\p{N}\-._+:]*?) ?::/gu)) {
      names.add(name.toLowerCase());
    }
  }
  return [...names].toSorted();
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 12);
}

interface Tally {
  readonly title: string;
  readonly files: number;
  readonly crashed: number;
  readonly comparisons: readonly Comparison[];
}

function run(title: string, files: readonly string[]): Tally {
  const answers = ask(files);
  const sound = answers.filter((answer) => answer.error === undefined);
  const comparisons = sound.map((answer) => compare(readFileSync(answer.file, "utf8"), answer));
  return { title, files: answers.length, crashed: answers.length - sound.length, comparisons };
}

function print({ title, files, crashed, comparisons }: Tally, all: boolean): void {
  const agreed = comparisons.flatMap((one) => one.agreed);
  const missed = comparisons.flatMap((one) => one.missed);
  const extra = comparisons.flatMap((one) => one.extra);
  const outside = extra.filter((block) => block.rewritable).length;
  const exact = comparisons.filter((one) => one.disagreements.length === 0).length;
  const lines = comparisons.reduce((sum, one) => sum + one.lines, 0);
  say(`\n${title}: ${files} files, ${lines} lines; docutils gave up on ${crashed}, which do not count`);
  say("kind        docutils    agreed        share");
  for (const kind of ["literal", "quoted", "doctest", "directive"]) {
    const hits = agreed.filter((block) => block.kind === kind).length;
    row(kind, hits + missed.filter((block) => block.kind === kind).length, hits);
  }
  row("all", agreed.length + missed.length, agreed.length);
  row("in cells", countCells(agreed) + countCells(missed), countCells(agreed));
  row("files", comparisons.length, exact);
  say(`found here only: ${extra.length}, of these ${outside} outside of table cells`);
  const broken = comparisons.flatMap((one) => one.broken.map((rule) => `${one.file}: ${rule}`));
  say(`ranges: ${broken.length} rules broken`);
  for (const line of broken.slice(0, all ? broken.length : 5)) say(`  ${line}`);
  printDisagreements(comparisons, all);
}

function countCells(blocks: readonly { cell: boolean }[]): number {
  return blocks.filter((block) => block.cell).length;
}

function printDisagreements(comparisons: readonly Comparison[], all: boolean): void {
  const classes = new Map<string, string[]>();
  for (const { file, disagreements } of comparisons) {
    for (const { kind, line, cell } of disagreements) {
      const name = cell ? `${kind} in a cell` : kind;
      classes.set(name, [...(classes.get(name) ?? []), `${file}:${line}`]);
    }
  }
  for (const [name, places] of classes) {
    say(`${places.length} × ${name}`);
    for (const place of all ? places : places.slice(0, 3)) say(`  ${place}`);
  }
}

function row(name: string, of: number, hits: number): void {
  const share = of === 0 ? "–" : `${((100 * hits) / of).toFixed(3)} %`;
  say(`${name.padEnd(10)}${String(of).padStart(10)}${String(hits).padStart(10)}${share.padStart(13)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Milliseconds for a thousand lines, once warm. */
function measure(files: readonly string[]): void {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const lines = texts.reduce((sum, text) => sum + text.split("\n").length, 0);
  for (const text of texts.slice(0, 200)) parseRst("", text);
  const began = performance.now();
  for (const text of texts) parseRst("", text);
  say(`\nspeed: ${((1000 * (performance.now() - began)) / lines).toFixed(2)} ms for 1,000 lines`);
}

mkdirSync(cache, { recursive: true });
const all = process.argv.includes("--list");
const files = fetchCorpus(cache);
print(run("real files", files), all);
print(run("damaged copies", damage(files)), all);
print(run("invented documents", invent()), all);
measure(files);
