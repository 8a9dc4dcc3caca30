import { match } from "./align.ts";
import { comparable } from "./ellipsis.ts";
import { named, type NamedLine } from "./named-line.ts";
import type { Expected, Match, TestRegex } from "./match.ts";

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

/**
 * Pairs of lines that are looked at while ways to read names are tried; what agrees at all nearly always does in the first.
 * Whether names can agree is as hard as any search: no bound would be enough for every document.
 */
const MOST_WORK = 20_000_000;
const TRIES = { least: 100, most: 3_000 };
/** Parts of a line that are looked at as what a name may stand for. */
const MOST_PARTS = 10_000;

/**
 * As `match`, and what placeholders of one name stand for is the same text everywhere, also the one that is known from steps
 * before. Names are bound one after the other, each to every text that its first line can give it. `names`: what is known now.
 */
export function matchNamed(search: Search, known: Names): { match: Match; names: Names } {
  const pairs = (search.expected.length + 1) * (search.observed.length + 1);
  const most = Math.min(Math.max(MOST_WORK / pairs, TRIES.least), TRIES.most);
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
      if (++tries > most) break;
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

/**
 * Texts that a name can stand for where it first stands, the likeliest first: what the line that it was aligned with gives
 * it when it is read as short and as long as can be, then the other lines, then any part of any of them.
 */
function* candidates(open: Open, found: Match, search: Search & { names: Names }): Generator<string> {
  const row = found.rows.find((one) => one.kind === "same" && one.expected === open.at);
  const aligned = row?.kind === "same" ? [row.observed] : [];
  const lines = [...new Set([...aligned, ...search.observed.keys()])];
  const seen = new Set<string>();
  for (const texts of [readings(open, lines, search), parts(open, lines, search)]) {
    for (const text of texts) {
      if (seen.has(text)) continue;
      seen.add(text);
      yield text;
    }
  }
}

function* readings({ name, at }: Open, lines: readonly number[], search: Search & { names: Names }): Generator<string> {
  for (const line of lines) {
    for (const greedy of [false, true]) {
      const regex: NamedLine = named(search.expected[at]!, search.names, greedy);
      if (regex.pattern.kind !== "regex") continue;
      const text = search.capture(regex.pattern, comparable(search.observed[line] ?? ""))?.[
        regex.groups.get(name) ?? ""
      ];
      if (text !== undefined) yield text;
    }
  }
}

/** What of a line the name's own pattern allows, wherever it stands. */
function* parts({ name, at }: Open, lines: readonly number[], search: Search & { names: Names }): Generator<string> {
  const { pattern } = search.expected[at]!;
  const source = pattern.kind === "named" ? pattern.names.find((one) => one.name === name)?.source : undefined;
  if (pattern.kind !== "named" || source === undefined) return;
  for (const line of lines) {
    const text = comparable(search.observed[line] ?? "");
    const some = partsOf(text);
    const allowed = search.test({ source: `^(?:${source})$`, flags: pattern.flags }, some);
    yield* some.filter((_, i) => allowed[i] === true);
  }
}

function partsOf(text: string): string[] {
  const found = new Set<string>();
  for (let from = 0; from < text.length; from++) {
    for (let to = text.length; to > from; to--) {
      if (found.size >= MOST_PARTS) return [...found];
      found.add(text.slice(from, to));
    }
  }
  return [...found];
}
