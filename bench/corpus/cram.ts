/**
 * howtrue against cram itself, on suites of real programs: each file's verdict (held, failed, skipped) is to be cram's, but
 * where cram anchors only the last alternative of a pattern. What it prints it also writes to CRAM.md.
 *
 *   node --import tsx bench/corpus/cram.ts [FOLDER…]     folders with .t files, instead of the sources of Debian's packages
 *
 * The tests are foreign programs, and ran into / and the home directory where they missed their own runner's variables:
 * both run them in bubblewrap, on copies. It needs Debian's bubblewrap and python3-cram, apt-get with sources and
 * dpkg-source; the sources stay in .corpus/.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseCram } from "../../src/document/cram.ts";
import { makePlan } from "../../src/plan/make.ts";
import type { DocumentResult } from "../../src/run/outcome.ts";
import { verify } from "../../src/verify.ts";
import { cache } from "./docutils.ts";
import { isProtected, runProtected } from "./protected.ts";

const PACKAGES = ["boxfort", "cram", "libcork", "rcm"];
const LONGEST_S = 30;
const named = process.argv.slice(2).filter((argument) => argument !== "--list");

type Verdict = "held" | "failed" | "skipped" | "could not run";

interface Compared {
  readonly file: string;
  readonly cram: Verdict;
  readonly howtrue: Verdict;
  /** Where it failed in cram: the file with what was printed. */
  readonly actual: string;
  readonly result: DocumentResult;
}

/** The folders with the suites, fetched where they are not there yet. */
function suites(): string[] {
  if (named.length > 0) return named.map((folder) => resolve(folder));
  const folder = join(cache, "cram");
  mkdirSync(folder, { recursive: true });
  return PACKAGES.flatMap((name) => {
    const tree = (): string | undefined => readdirSync(folder, { withFileTypes: true }).find(isTreeOf(name))?.name;
    if (tree() === undefined) spawnSync("apt-get", ["source", "-q", name], { cwd: folder, stdio: "ignore" });
    const found = tree();
    if (found === undefined) process.stderr.write(`${name}: apt-get cannot fetch its source; left out\n`);
    if (found === undefined) return [];
    fillIn(join(folder, found));
    return [join(folder, found)];
  });
}

/** What `configure` would make of the shell scripts that rcm's tests run. */
function fillIn(tree: string): void {
  for (const name of ["bin", "share"].flatMap((folder) => entries(join(tree, folder)))) {
    if (!name.endsWith(".in")) continue;
    const text = readFileSync(name, "utf8").replaceAll("@SHELL@", "/bin/sh").replaceAll("@PACKAGE_VERSION@", "1.3.4");
    writeFileSync(name.slice(0, -3), text, { mode: 0o755 });
  }
}

function entries(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

const isTreeOf =
  (name: string) =>
  (entry: { name: string; isDirectory(): boolean }): boolean =>
    entry.isDirectory() && entry.name.startsWith(`${name}-`);

function testsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".t") && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** What both give to a test of the environment here; cram's own tests look for `python`. */
const home = homedir();
const ENVIRONMENT = { PATH: `${home}:${process.env["PATH"]}`, HOME: home };

async function askCram(file: string): Promise<Pick<Compared, "cram" | "actual">> {
  const cram = spawn("timeout", [String(LONGEST_S * 4), "cram3", "-q", file], { env: ENVIRONMENT, stdio: "pipe" });
  let stdout = "";
  cram.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  const [status] = (await once(cram, "close")) as [number | null];
  const written = `${file}.err`;
  const actual = existsSync(written) ? readFileSync(written, "utf8") : "";
  rmSync(written, { force: true });
  if (status !== 0 && status !== 1) return { cram: "could not run", actual };
  if (/, 1 skipped,/.test(stdout)) return { cram: "skipped", actual };
  return { cram: status === 0 ? "held" : "failed", actual };
}

/** Of a file that failed: how many commands printed the same under both, of those that ran under both. */
function sameOutput({ cram, howtrue, actual, result }: Compared): { commands: number; same: number; first?: string } {
  if (cram !== "failed" || howtrue !== "failed") return { commands: 0, same: 0 };
  const { steps } = makePlan(parseCram("", actual));
  const ran = result.outcomes.flatMap(({ step, observation }) =>
    observation === undefined ? [] : { step, observation },
  );
  const pairs = ran.map(({ step, observation }, i) => {
    const said = steps[i]?.expectation.output.map(({ text }) => anywhere(text)) ?? [];
    const saw = observation.screen.lines.map(anywhere);
    return { command: step.command, said, saw, same: said.join("\n") === saw.join("\n") };
  });
  const other = pairs.find(({ same }) => !same);
  const first =
    other && `${other.command}\n  cram: ${other.said.join("\n        ")}\n  here: ${other.saw.join("\n        ")}`;
  const same = pairs.filter((pair) => pair.same).length;
  return { commands: pairs.length, same, ...(first !== undefined && { first }) };
}

/** What differs from run to run, and how a shell names itself and the line it is at. */
function anywhere(line: string): string {
  return line
    .replaceAll(/\/tmp\/(?:howtrue-\w+\/)?cramtests-\w+/g, "/TMP")
    .replaceAll(/\/bin\/sh: (?:\d+: )?(?:eval: )?/g, "sh: ");
}

async function askHowtrue(file: string): Promise<{ howtrue: Verdict; result: DocumentResult }> {
  const settings = { machine: "host", dialect: "cram", timeout: LONGEST_S * 1_000 } as const;
  const [result] = await verify([file], { settings, format: "cram", environment: ENVIRONMENT });
  const { outcomes, status, messages } = result!;
  // cram skips an empty file.
  const empty = readFileSync(file).length === 0;
  if (messages.some(({ code }) => code === "nothing-to-verify"))
    return { howtrue: empty ? "skipped" : "held", result: result! };
  const skipped = outcomes.length > 0 && outcomes.every((outcome) => outcome.status === "skipped");
  return { howtrue: skipped ? "skipped" : status === "broken" ? "failed" : status, result: result! };
}

/** One after the other: while a file fails, cram has another one beside it, and some tests look at their folder. */
async function compareAll(files: readonly string[]): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const file of files) compared.push({ file, ...(await askCram(file)), ...(await askHowtrue(file)) });
  return compared;
}

function report(compared: readonly Compared[]): string {
  const rows = [...new Set(compared.map(({ file }) => suiteOf(file)))].map((suite) => {
    const all = compared.filter(({ file }) => suiteOf(file) === suite);
    const count = (verdict: Verdict): number => all.filter(({ cram }) => cram === verdict).length;
    const agree = all.filter(({ cram, howtrue }) => cram === howtrue).length;
    const outputs = all.map(sameOutput);
    const commands = outputs.reduce((sum, one) => sum + one.commands, 0);
    const same = outputs.reduce((sum, one) => sum + one.same, 0);
    const verdicts = `${count("held")} | ${count("failed")} | ${count("skipped")} | ${agree}`;
    return `| ${suite} | ${all.length} | ${verdicts} | ${commands} | ${same} |`;
  });
  const differing = compared.filter(({ cram, howtrue }) => cram !== howtrue);
  return [
    "# howtrue's reading of cram's files against cram\n",
    "Written by `node --import tsx bench/corpus/cram.ts`: each file's verdict.\n",
    "| suite | files | held in cram | failed | skipped | same here | commands of what failed | same output |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...rows,
    `\n## Disagreements\n${differing.length === 0 ? "\nNone." : ""}`,
    ...differing.map(
      (one) =>
        `- \`${suiteOf(one.file)}/${basename(one.file)}\`: ${one.cram} in cram, ${one.howtrue} here: ${why(one)}`,
    ),
    "",
  ].join("\n");
}

function suiteOf(file: string): string {
  return relative(join(cache, "cram"), dirname(file)).split("/")[0] || dirname(file);
}

function why({ result }: Compared): string {
  const step = result.outcomes.find(({ status }) => status === "failed");
  if (step !== undefined) return `line ${step.step.place.line}, \`${step.step.command.split("\n")[0]}\``;
  return result.messages[0]?.what ?? "";
}

/** In there: compares, and prints. */
async function compareHere(): Promise<number> {
  symlinkSync("/usr/bin/python3", join(home, "python"));
  const all = await compareAll(named.flatMap(testsBelow));
  process.stdout.write(report(all));
  if (process.argv.includes("--list")) {
    for (const one of all) process.stdout.write(`${one.file}: ${sameOutput(one).first ?? ""}\n`);
  }
  return all.length > 0 && all.every(({ cram, howtrue }) => cram === howtrue) ? 0 : 1;
}

/** Out here: fetches, and has the rest done in there. */
function compareProtected(): number {
  const folders = suites();
  const list = process.argv.includes("--list") ? ["--list"] : [];
  const run = runProtected(import.meta.filename, [...list, ...folders], folders);
  if (run === undefined) {
    process.stderr.write("bwrap is missing or does not work here, and foreign tests are not run without it\n");
    process.stderr.write("  apt-get install bubblewrap\n");
    return 2;
  }
  process.stdout.write(run.stdout);
  if (process.argv.length === 2 && run.status < 2) writeFileSync(join(import.meta.dirname, "CRAM.md"), run.stdout);
  return run.status;
}

process.exitCode = isProtected() ? await compareHere() : compareProtected();
