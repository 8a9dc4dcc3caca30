import { isAnyLines } from "./ellipsis.ts";
import { lineTests } from "./line-test.ts";
import type { Expected, TestRegex } from "./match.ts";

/**
 * An expected line as the alignment knows it. `one` takes one observed line, `maybe` one or none, `many` any number. A
 * line with `+` is two: one, and many more.
 */
export interface Element {
  readonly kind: "one" | "maybe" | "many";
  /** Index of the expected line. */
  readonly expected: number;
  /** It has no quantifier and is no `...` line. */
  readonly plain: boolean;
  /** It is a `...` line. */
  readonly isAny: boolean;
  /** Whether it holds for the observed line of this index. */
  readonly holds: (observed: number) => boolean;
}

/** Both sides of a comparison. */
export interface Sides {
  readonly elements: readonly Element[];
  /** How many lines were observed. */
  readonly observed: number;
}

export function elementsOf(
  expected: readonly Expected[],
  observed: readonly string[],
  testRegex: TestRegex,
): Element[] {
  const testOf = lineTests(observed, testRegex);
  return expected.flatMap((line, index): Element[] => {
    if (isAny(line)) return [{ kind: "many", expected: index, plain: false, isAny: true, holds: () => true }];
    const holds = testOf(line);
    if (line.quantifier === undefined) return [{ kind: "one", expected: index, plain: true, isAny: false, holds }];
    switch (line.quantifier) {
      case "?":
        return [{ kind: "maybe", expected: index, plain: false, isAny: false, holds }];
      case "*":
        return [{ kind: "many", expected: index, plain: false, isAny: false, holds }];
      case "+":
        return (["one", "many"] as const).map((kind) => ({ kind, expected: index, plain: false, isAny: false, holds }));
    }
  });
}

function isAny({ text, pattern }: Expected): boolean {
  return ["ellipsis", "unordered", "across"].includes(pattern.kind) && isAnyLines(text);
}
