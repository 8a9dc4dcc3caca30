import { comparable, lineTest } from "./ellipsis.ts";
import { bytesOf, bytesShown, textShown, unescape } from "./escape.ts";
import { globTest } from "./glob.ts";
import { named } from "./named-line.ts";
import type { Expected, TestRegex } from "./match.ts";

/** Regular expressions are tested by so many lines at a time: each time costs more than a line does. */
const BLOCK = 64;

/**
 * Makes tests for expected lines: whether one holds for the observed line of an index. What was written literally always
 * holds, also where it is a pattern: output may look like one.
 */
export function lineTests(
  observed: readonly string[],
  testRegex: TestRegex,
): (expected: Expected) => (index: number) => boolean {
  let printed: readonly string[] | undefined;
  let columns: readonly string[] | undefined;
  let trimmed: readonly string[] | undefined;
  const linesFor: LinesFor = (on) => {
    if (on === "shown") return observed;
    if (on === "columns") return (columns ??= observed.map(comparable));
    return on === "raw" ? (printed ??= observed.map(textShown)) : (trimmed ??= observed.map((line) => line.trimEnd()));
  };
  return (expected) => {
    const test = patternTest(expected, linesFor, testRegex);
    return (index) => observed[index] === expected.text || test(index);
  };
}

const NOTHING_KNOWN = new Map<string, string>();

type LinesFor = (on: "shown" | "raw" | "trimmed" | "columns") => readonly string[];

function patternTest(expected: Expected, linesFor: LinesFor, testRegex: TestRegex): (index: number) => boolean {
  const { pattern } = named(expected, NOTHING_KNOWN);
  const shown = linesFor("shown");
  switch (pattern.kind) {
    case "exact": {
      const lines = linesFor("trimmed");
      return (index) => lines[index] === pattern.text.trimEnd();
    }
    case "named":
    case "ellipsis":
    case "unordered":
    case "across": {
      const test = lineTest(pattern.text);
      return (index) => test(shown[index] ?? "");
    }
    case "equal":
      return bytesTest(bytesOf(pattern.text), shown);
    case "escaped": {
      const bytes = unescape(pattern.text);
      if (pattern.on === "shown") return bytesTest(bytes, shown);
      const lines = linesFor("raw");
      return (index) => bytesOf(lines[index] ?? "") === bytes;
    }
    case "glob": {
      const test = globTest(pattern.text, pattern.escapes);
      const lines = linesFor(pattern.on);
      return (index) => test(lines[index] ?? "");
    }
    case "regex": {
      const lines = linesFor(pattern.on);
      const blocks = new Map<number, readonly boolean[]>();
      return (index) => {
        const block = Math.floor(index / BLOCK);
        const known = blocks.get(block) ?? testRegex(pattern, lines.slice(block * BLOCK, (block + 1) * BLOCK));
        blocks.set(block, known);
        return known[index % BLOCK] ?? false;
      };
    }
  }
}

/** Output that happens to end in ` (esc)` may be meant as it stands. */
function bytesTest(bytes: string, lines: readonly string[]): (index: number) => boolean {
  return (index) => {
    const line = lines[index] ?? "";
    return bytesShown(line) === bytes || bytesOf(line) === bytes;
  };
}
