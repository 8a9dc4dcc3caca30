import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { match } from "../../src/match/align.ts";
import type { Expected } from "../../src/match/match.ts";
import { freshTester, RUNS } from "./cases.ts";

/**
 * An expectation is made from an output: parts of lines and runs of lines become wildcards. It holds; and where a character is
 * changed that stands literally both in the expectation and, by then, nowhere in the output, it never does.
 */
type Kind = "ellipsis" | "unordered" | "glob" | "regex" | "exact";

const tester = freshTester();
const text = fc.stringMatching(/^[a-z0-9 .*?\\()[\]+|{}$^/\t-]{0,14}[a-z0-9]$/);
const output = fc.array(text, { minLength: 1, maxLength: 8 });
/** For each line: whether it stays, has its middle replaced, or is left out with a `...` line. */
const choice = fc.record({ how: fc.constantFrom("same", "part", "lines"), from: fc.nat(14), to: fc.nat(14) });
type Choice = typeof choice extends fc.Arbitrary<infer Value> ? Value : never;
const choices = fc.array(choice, { minLength: 8, maxLength: 8 });

const WRITE: Record<Kind, (head: string, tail: string | undefined) => Expected> = {
  ellipsis: (head, tail) => plain("ellipsis", tail === undefined ? head : `${head}...${tail}`),
  unordered: (head, tail) => plain("unordered", tail === undefined ? head : `${head}...${tail}`),
  exact: (head, tail) => plain("exact", head + (tail ?? "")),
  glob: (head, tail) => {
    const said = [head, ...(tail === undefined ? [] : [tail])]
      .map((one) => one.replaceAll(/[*?\\]/g, "\\$&"))
      .join("*");
    return { text: "", pattern: { kind: "glob", text: said, escapes: true, on: "trimmed" } };
  },
  regex: (head, tail) => {
    const said = [head, ...(tail === undefined ? [] : [tail])].map(literally).join(".*");
    return { text: "", pattern: { kind: "regex", source: `^(?:${said})$`, flags: "su", on: "trimmed" } };
  },
};
const plain = (kind: "ellipsis" | "unordered" | "exact", said: string): Expected => {
  return { text: said, pattern: { kind, text: said } };
};
const literally = (said: string): string => said.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

interface Made {
  readonly expected: Expected[];
  /** With one character of what stands literally changed to one that is in no output. */
  readonly changed: Expected[] | undefined;
}

/** Beside a dot of the line nobody can tell where `...` begins. */
const DOTS = /\./;

function make(kind: Kind, lines: readonly string[], how: readonly Choice[]): Made {
  const expected: Expected[] = [];
  let changed: Expected[] | undefined;
  for (const [i, line] of lines.entries()) {
    const { how: way, from, to } = how[i] ?? { how: "same", from: 0, to: 0 };
    if (way === "lines" && kind !== "exact") {
      expected.push(plain(kind === "unordered" ? "unordered" : "ellipsis", "..."));
      changed?.push(expected.at(-1)!);
      continue;
    }
    const isPart = way === "part" && kind !== "exact" && !DOTS.test(line);
    const [head, tail] = isPart ? [line.slice(0, from), line.slice(Math.max(from, to))] : [line];
    const one = WRITE[kind](head, tail);
    if (changed === undefined && head.length > 0) {
      const at = from % head.length;
      changed = [...expected, WRITE[kind](`${head.slice(0, at)}§${head.slice(at + 1)}`, tail)];
    } else changed?.push(one);
    expected.push(one);
  }
  return { expected, changed };
}

for (const kind of ["ellipsis", "unordered", "glob", "regex", "exact"] as const) {
  test(`${kind}: made from an output it holds, with one literal character changed it does not`, () => {
    fc.assert(
      fc.property(output, choices, fc.nat(7), (lines, how, turn) => {
        const { expected, changed } = make(kind, lines, how);
        const k = kind === "unordered" ? turn % lines.length : 0;
        const observed = [...lines.slice(k), ...lines.slice(0, k)];
        assert.ok(match(expected, observed, tester().test).holds);
        if (changed === undefined) return;
        const { holds, differs } = match(changed, observed, tester().test);
        assert.not(holds);
        if (kind !== "unordered") assert.ok(changed[differs?.expected ?? -1] !== undefined);
      }),
      RUNS,
    );
  });
}

test.run();
