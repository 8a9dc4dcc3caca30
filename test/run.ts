/**
 * The test runner: every `*.test.ts` below test/ in a process of its own, some side by side, each under a watchdog.
 * A file in which no test ran fails: a forgotten `test.run()` is a failure, not silence. Ends with `N passed, N failed`.
 *
 *   node --import tsx test/run.ts [PATTERN…]     only files whose path holds one of the patterns
 *   node --import tsx test/run.ts --unless-passed     not where all passed already, with these very files
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";

const WATCHDOG_MS = 420_000;
const here = import.meta.dirname;
const root = resolve(here, "..");

interface Result {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly trouble: string | undefined;
  readonly output: string;
  readonly seconds: number;
}

function findTests(wanted: readonly string[]): string[] {
  return readdirSync(here, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("fixtures/"))
    .map((name) => relative(root, resolve(here, name)))
    .filter((name) => wanted.length === 0 || wanted.some((pattern) => name.includes(pattern)))
    .toSorted();
}

function runFile(file: string): Promise<Result> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const began = Date.now();
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: root,
    env: { ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let hung = false;
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const watchdog = setTimeout(() => {
    hung = true;
    process.kill(-(child.pid ?? 0), "SIGKILL");
  }, WATCHDOG_MS);
  return new Promise((done) => {
    child.on("close", (code) => {
      clearTimeout(watchdog);
      done(judge({ file, output, hung, code, seconds: (Date.now() - began) / 1000 }));
    });
  });
}

function judge(run: { file: string; output: string; hung: boolean; code: number | null; seconds: number }): Result {
  const total = Number(/Total: +(\d+)/.exec(run.output)?.[1] ?? 0);
  const passed = Number(/Passed: +(\d+)/.exec(run.output)?.[1] ?? 0);
  const trouble = run.hung
    ? `still running after ${WATCHDOG_MS / 1000} s`
    : total === 0
      ? "no test ran"
      : run.code !== 0 && passed === total
        ? `exit status ${run.code}`
        : undefined;
  const failed = Math.max(total - passed, trouble === undefined ? 0 : 1);
  return { file: run.file, passed, failed, trouble, output: run.output, seconds: run.seconds };
}

function print(result: Result): void {
  const mark = result.failed === 0 ? "ok  " : "FAIL";
  const why = result.trouble === undefined ? "" : `: ${result.trouble}`;
  process.stdout.write(`${mark} ${result.file} (${result.passed}, ${result.seconds.toFixed(1)} s)${why}\n`);
  if (result.failed > 0) process.stdout.write(`${result.output.replaceAll(/^/gm, "     ")}\n`);
}

/** Remembers what passed: the gate does not run again what `npm test` has run a moment ago. */
const STAMP = resolve(root, "node_modules/.tests-passed");
const DECIDE = [
  "src",
  "test",
  "howtos",
  "snapshots",
  "docs",
  "schema",
  "bench",
  ".ci",
  "README.md",
  "package.json",
  "package-lock.json",
];

function digestOfAll(): string {
  const hash = createHash("sha256").update(process.version);
  for (const top of DECIDE) {
    const path = resolve(root, top);
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: "utf8" }).toSorted()
      : [""];
    for (const file of files.map((name) => resolve(path, name)).filter((name) => statSync(name).isFile()))
      hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}

const [first, ...others] = process.argv.slice(2);
const isOnce = first === "--unless-passed";
const patterns = isOnce || first === undefined ? others : [first, ...others];
const digest = patterns.length === 0 ? digestOfAll() : "";
const [known, told] = isOnce && existsSync(STAMP) ? readFileSync(STAMP, "utf8").split("\n") : [];
if (known === digest) {
  process.stdout.write(`All tests have passed with these very files:\n${told}\n`);
  process.exit(0);
}
const files = findTests(patterns);
const results: Result[] = [];
const queue = [...files];
async function work(): Promise<void> {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const result = await runFile(file);
    results.push(result);
    print(result);
  }
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
const summary = `${passed} passed, ${failed} failed`;
process.stdout.write(`${summary}\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
if (patterns.length === 0 && process.exitCode === 0) writeFileSync(STAMP, `${digest}\n${summary}\n`);
