import type { Expected } from "./align.ts";
import { match } from "./align.ts";
import { comparable } from "./ellipsis.ts";
import { named, type NamedLine } from "./named-line.ts";
import type { Match, TestRegex } from "./match.ts";

/** What placeholders stand for, by name. */
export type Names = ReadonlyMap<string, string>;

/** What a regular expression's named groups took of a line; undefined where it does not hold, or takes too long. */
export type CaptureRegex = (
  regex: { source: string; flags: string },
  line: string,
) => Readonly<Record<string, string>> | undefined;

interface Search {
  readonly expected: readonly Expected[];
  readonly observed: readonly string[];
  readonly test: TestRegex;
  readonly capture: CaptureRegex;
}

/** Ways to read a name that are tried; what agrees at all nearly always does in the first. */
const MOST_TRIES = 100;

/**
 * As `match`, and what placeholders of one name stand for is the same text everywhere, also the one that is known from steps
 * before. Names are bound one after the other, each to every text that its first line can give it. `names`: what is known now.
 */
export function matchNamed(search: Search, known: Names): { match: Match; names: Names } {
  let tries = 0;
  const bind = (names: Names): { match: Match; names: Names } => {
    const found = match(
      search.expected.map((line) => named(line, names)),
      search.observed,
      search.test,
    );
    const open = found.holds ? firstOpen(search.expected, names) : undefined;
    if (open === undefined) return { match: found, names };
    let first: { match: Match; names: Names } | undefined;
    for (const text of candidates(open, found, { ...search, names })) {
      if (++tries > MOST_TRIES) break;
      const bound = bind(new Map([...names, [open.name, text]]));
      if (bound.match.holds) return bound;
      first ??= bound;
    }
    return first ?? { match: { ...found, holds: false }, names };
  };
  return bind(known);
}

interface Open {
  readonly name: string;
  readonly at: number;
}

function firstOpen(expected: readonly Expected[], names: Names): Open | undefined {
  for (const [at, { pattern }] of expected.entries()) {
    if (pattern.kind !== "named") continue;
    const name = pattern.names.find((one) => !names.has(one.name))?.name;
    if (name !== undefined) return { name, at };
  }
  return undefined;
}

/** Texts that a name can stand for where it first stands: in the line that it was aligned with first. */
function* candidates({ name, at }: Open, found: Match, search: Search & { names: Names }): Generator<string> {
  const row = found.rows.find((one) => one.kind === "same" && one.expected === at);
  const aligned = row?.kind === "same" ? [row.observed] : [];
  const seen = new Set<string>();
  for (const line of new Set([...aligned, ...search.observed.keys()])) {
    for (const greedy of [false, true]) {
      const regex: NamedLine = named(search.expected[at]!, search.names, greedy);
      if (regex.pattern.kind !== "regex") continue;
      const text = search.capture(regex.pattern, comparable(search.observed[line] ?? ""))?.[
        regex.groups.get(name) ?? ""
      ];
      if (text === undefined || seen.has(text)) continue;
      seen.add(text);
      yield text;
    }
  }
}
