import { match } from "../src/match/align.ts";
import type { Expected } from "../src/match/match.ts";
import { readLine } from "../src/plan/lines.ts";
import { regexTester } from "../src/run/regex.ts";
import { say } from "./measure.ts";

const LINES = 10_000;
type Kind = "ellipsis" | "glob" | "regex" | "unordered";

const read = (text: string, kind: Kind): Expected => {
  return { text, ...readLine(text, { kind, settings: { placeholders: {} } }, { path: "" }) };
};

/** Cases that would take for ever if matching went back and forth. */
export async function benchMatch(): Promise<void> {
  const lines = Array.from({ length: LINES }, (_, i) => `line ${i % 50} of the output`);
  const dotted = lines.map((line, i) => (i % 100 === 99 ? "..." : line));
  measure(`${LINES} × ${LINES} lines, 100 of them ..., that hold`, [dotted.map(as("ellipsis")), lines]);
  measure("the same, the last line is another", [dotted.with(-2 + LINES, "x").map(as("ellipsis")), lines]);
  measure("the same lines all alike", [
    dotted.map((line) => (line === "..." ? line : "a")).map(as("ellipsis")),
    same("a"),
  ]);
  measure("... before each 50th line, all alike", [
    lines.flatMap((_, i) => (i % 50 ? ["a"] : ["...", "a"])).map(as("ellipsis")),
    same("a"),
  ]);
  measure("lines in any order", [lines.toReversed().map(as("unordered")), lines]);
  measure("1,000 wildcards in any order", [
    lines
      .slice(0, 1_000)
      .map((line) => `${line.slice(0, 6)}...`)
      .map(as("unordered")),
    lines.slice(0, 1_000),
  ]);
  measure("globs of many stars", [[`${"*a".repeat(50)}b`].map(as("glob")), ["a".repeat(100_000)]]);
  measure(
    "regular expressions of many .*",
    [Array.from({ length: 100 }, () => `${".*".repeat(20)}x`).map(as("regex")), same("a".repeat(200)).slice(0, 1_000)],
    "≤ 6 s, given up",
  );
}

const as = (kind: Kind) => (text: string) => read(text, kind);
const same = (text: string): string[] => Array.from({ length: LINES }, () => text);

/** @param goal what it is meant to be */
function measure(
  what: string,
  [expected, observed]: readonly [readonly Expected[], readonly string[]],
  goal = "≤ 1 s, ≤ 300 MB",
): void {
  const began = performance.now();
  const { holds } = match(expected, observed, regexTester().test);
  const ms = performance.now() - began;
  const megabytes = process.memoryUsage.rss() / 1e6;
  say(`${what}: ${holds ? "holds" : "no"}`, `${ms.toFixed(0)} ms`, `${megabytes.toFixed(0)} MB in all (${goal})`);
}
