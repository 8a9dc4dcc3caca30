/**
 * The test runner: every `*.test.ts` below test/ in a process of its own, some side by side, each under a watchdog.
 * A file in which no test ran fails: a forgotten `test.run()` is a failure, not silence. Ends with `N passed, N failed`.
 *
 *   node --import tsx test/run.ts [PATTERN…]     only files whose path holds one of the patterns
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";

const WATCHDOG_MS = 300_000;
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

function findTests(patterns: readonly string[]): string[] {
  return readdirSync(here, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("fixtures/"))
    .map((name) => relative(root, resolve(here, name)))
    .filter((name) => patterns.length === 0 || patterns.some((pattern) => name.includes(pattern)))
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

const files = findTests(process.argv.slice(2));
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
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
