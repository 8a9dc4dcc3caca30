/** What docutils answers, and the files that are made to be asked about. All of it stays in the cache until it changes. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { directiveKind } from "../../src/document/rst/directives.ts";
import { formOf } from "../../src/prose/rst/forms.ts";
import type { Answer } from "./compare.ts";

const PYTHON = "/usr/bin/python3"; // Debian's, which sees Debian's docutils
const SEED = "7";
const here = import.meta.dirname;
export const cache: string = resolve(here, "../../.corpus");

export function docutilsVersion(): string {
  return python(["-c", "import docutils; print(docutils.__version__)"], "").trim();
}

/** Damaged copies of files, or invented ones: what a script makes. Made anew where the script or its files change. */
export function make(script: "mutate.py" | "invent.py", count: number, files: readonly string[]): string[] {
  const name = digest([String(count), SEED, read(join(here, script)), ...files, ...files.map(read)]);
  const folder = join(cache, `${script.replace(".py", "")}-${name}`);
  const list = `${folder}.list`;
  if (!existsSync(list)) {
    writeFileSync(list, python([join(here, script), SEED, String(count), folder], files.join("\n")));
  }
  return read(list).split("\n").filter(Boolean);
}

/** The blocks of each file. */
export function ask(files: readonly string[]): Answer[] {
  return askOracle<Answer>("oracle.py", files, directiveKind);
}

/** A line of prose-oracle.py's answer. */
export interface Outline {
  readonly file: string;
  readonly error?: string;
  readonly outline: readonly string[];
}

export function askOutlines(files: readonly string[]): Outline[] {
  return askOracle<Outline>("prose-oracle.py", files, (name) => ({ ...directiveKind(name), form: formOf(name, "") }));
}

/** Asked for again where the oracle, a file or what is known of directives has changed. */
function askOracle<Kind>(script: string, files: readonly string[], known: (name: string) => object): Kind[] {
  const texts = files.map(read);
  const kinds = JSON.stringify(Object.fromEntries(directivesIn(texts).map((name) => [name, known(name)])));
  const name = digest([kinds, read(join(here, script)), ...files, ...texts]);
  const path = join(cache, `${script.replace(".py", "")}-${name}.jsonl`);
  if (!existsSync(path)) {
    writeFileSync(`${path}.kinds`, kinds);
    const jobs = String(availableParallelism());
    writeFileSync(`${path}.part`, python([join(here, script), `${path}.kinds`, jobs], files.join("\n")));
    renameSync(`${path}.part`, path);
  }
  return read(path)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Kind);
}

/** Every name, in lower case, that may be a directive's. */
function directivesIn(texts: readonly string[]): string[] {
  const names = new Set<string>();
  for (const text of texts) {
    for (const [, name = ""] of text.matchAll(/([\p{L}\p{N}][\p{L}\p{N}\-._+:]*?) ?::/gu))
      names.add(name.toLowerCase());
  }
  return [...names].toSorted();
}

function python(args: readonly string[], input: string): string {
  const child = spawnSync(PYTHON, args, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  if (child.status !== 0) throw new Error(`${args[0]} failed`, { cause: child.error ?? child.stderr });
  return child.stdout;
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}

function digest(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}\0`).update(part);
  return hash.digest("hex").slice(0, 12);
}
