/**
 * howtrue's reStructuredText parser against docutils: on real documents, on damaged copies of them, and on documents
 * made of nothing but hard cases. Ends with 1 where a target is missed. What it prints it also writes to RESULTS.md.
 *
 *   node --import tsx bench/corpus/rst.ts [--list]      --list: every disagreement, not only the first ones
 *
 * It needs Debian's python3-docutils, apt-get and dpkg-deb; the packages and docutils' answers stay in .corpus/.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRst } from "../../src/document/rst/rst.ts";
import { compare } from "./compare.ts";
import { ask, cache, docutilsVersion, make } from "./docutils.ts";
import { fetchCorpus } from "./packages.ts";
import { isGood, list, report, type Tally } from "./report.ts";

const COPIES = 1_500;
const INVENTED = 20_000;

interface Corpus {
  readonly title: string;
  readonly files: readonly string[];
  /** The share of docutils' blocks that must be found here, the same in kind, text, language and lines. */
  readonly target: number;
}

function run({ title, files, target }: Corpus): Tally {
  const answers = ask(files);
  const sound = answers.filter((answer) => answer.error === undefined);
  const comparisons = sound.map((answer) => compare(readFileSync(answer.file, "utf8"), answer));
  return { title, target, crashed: answers.length - sound.length, comparisons };
}

/** Milliseconds for a thousand lines, once warm. */
function measure(files: readonly string[]): number {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const lines = texts.reduce((sum, text) => sum + text.split("\n").length, 0);
  for (const text of texts.slice(0, 200)) parseRst("", text);
  const began = performance.now();
  for (const text of texts) parseRst("", text);
  return (1000 * (performance.now() - began)) / lines;
}

mkdirSync(cache, { recursive: true });
const { files, packages } = fetchCorpus(cache);
const corpora: Corpus[] = [
  { title: "real files", files, target: 0.999 },
  { title: "damaged copies", files: make("mutate.py", COPIES, files), target: 0.998 },
  { title: "invented documents", files: make("invent.py", INVENTED, []), target: 0.998 },
];
const tallies = corpora.map(run);
const text = report(tallies, { docutils: docutilsVersion(), packages, speed: measure(files) });
process.stdout.write(process.argv.includes("--list") ? `${text}\n${list(tallies)}` : text);
writeFileSync(join(import.meta.dirname, "RESULTS.md"), text);
process.exitCode = tallies.every(isGood) ? 0 : 1;
