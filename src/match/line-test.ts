import type { Expected } from "./align.ts";
import { lineTest } from "./ellipsis.ts";
import { bytesOf, bytesShown, textShown, unescape } from "./escape.ts";
import { globTest } from "./glob.ts";
import type { TestRegex } from "./match.ts";

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
  return (expected) => {
    const test = patternTest(expected, observed, testRegex);
    return (index) => observed[index] === expected.text || test(index);
  };
}

function patternTest(
  { pattern }: Expected,
  observed: readonly string[],
  testRegex: TestRegex,
): (index: number) => boolean {
  const line = (index: number): string => observed[index] ?? "";
  switch (pattern.kind) {
    case "ellipsis":
    case "across": {
      const test = lineTest(pattern.text);
      return (index) => test(line(index));
    }
    case "equal":
      return bytesTest(bytesOf(pattern.text), line);
    case "escaped": {
      const bytes = unescape(pattern.text);
      if (pattern.on === "raw") return (index) => bytesOf(textShown(line(index))) === bytes;
      return bytesTest(bytes, line);
    }
    case "glob": {
      const test = globTest(pattern.text, pattern.escapes);
      return (index) => test(pattern.on === "raw" ? textShown(line(index)) : line(index));
    }
    case "regex": {
      const lines = pattern.on === "raw" ? observed.map(textShown) : observed;
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
function bytesTest(bytes: string, line: (index: number) => string): (index: number) => boolean {
  return (index) => bytesShown(line(index)) === bytes || bytesOf(line(index)) === bytes;
}
