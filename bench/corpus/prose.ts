/**
 * The tree of a document's prose against docutils: outlines of real documents, line by line. What it prints it also
 * writes to PROSE.md. Ends with 1 where the target is missed.
 *
 *   node --import tsx bench/corpus/prose.ts [--list] [FILE…]      --list: every difference, not only the first ones
 *   node --import tsx bench/corpus/prose.ts --write FILE…         docutils' outlines beside the files: the tests' fixtures
 *
 * It needs what rst.ts needs; the packages and docutils' answers stay in .corpus/.
 */
import { diffArrays } from "diff";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseRst } from "../../src/document/rst/rst.ts";
import { proseOf } from "../../src/prose/prose.ts";
import { askOutlines, cache, docutilsVersion, type Outline } from "./docutils.ts";
import { fetchCorpus } from "./packages.ts";
import { outlineOf } from "../../test/prose/docutils-outline.ts";

const TARGET = 0.999;
const SHOWN = 40;

interface Comparison {
  readonly file: string;
  /** Of docutils' lines. */
  readonly lines: number;
  readonly agreed: number;
  readonly differences: readonly string[];
}

function compare({ file, outline }: Outline): Comparison {
  const text = readFileSync(file, "utf8");
  const ours = outlineOf(proseOf(parseRst(file, text)));
  const differences: string[] = [];
  let agreed = 0;
  for (const { added, removed, value, count } of diffArrays([...outline], ours)) {
    if (added || removed) differences.push(...value.map((line) => `${added ? "ours" : "docutils"}  ${line}`));
    else agreed += count;
  }
  return { file, lines: outline.length, agreed, differences };
}

mkdirSync(cache, { recursive: true });
const named = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const files = named.length > 0 ? named : fetchCorpus(cache).files;
const answers = askOutlines(files);
if (process.argv.includes("--write")) {
  for (const { file, outline } of answers) writeFileSync(file.replace(/\.rst$/, ".outline"), `${outline.join("\n")}\n`);
}
const sound = answers.filter(({ error }) => error === undefined);
const comparisons = sound.map(compare);
const sum = (number: (one: Comparison) => number): number => comparisons.reduce((total, one) => total + number(one), 0);
const [lines, agreed] = [sum((one) => one.lines), sum((one) => one.agreed)];
const same = comparisons.filter(({ differences }) => differences.length === 0).length;
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const text = `# The prose of documents against docutils ${docutilsVersion()}

Written by \`npm run corpus:prose\`. An outline has a line for each element: its kind, and its text with its markup;
references are resolved.

- Files: ${files.length.toLocaleString("en")}; docutils gave up on ${answers.length - sound.length}.
- Files with the same outline: ${same.toLocaleString("en")} (${percent(same / comparisons.length)}).
- Lines of outlines that agree: ${agreed.toLocaleString("en")} of ${lines.toLocaleString("en")} (${percent(agreed / lines)}, target ${percent(TARGET)}).
`;
process.stdout.write(text);
const all = process.argv.includes("--list");
const different = comparisons.filter(({ differences }) => differences.length > 0);
for (const { file, differences } of all ? different : different.slice(0, SHOWN)) {
  const few = all ? differences : differences.slice(0, 4);
  process.stdout.write(
    `${relative(cache, file)}\n${few.map((one) => `  ${one.slice(0, all ? 5_000 : 200)}\n`).join("")}`,
  );
}
if (named.length === 0) writeFileSync(join(import.meta.dirname, "PROSE.md"), text);
process.exitCode = agreed / lines >= TARGET ? 0 : 1;
