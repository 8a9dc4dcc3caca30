import { isAnyLines } from "../match/ellipsis.ts";
import type { Expectation } from "../plan/plan.ts";
import { ANYTHING } from "./vary.ts";

/** How a line is written that is none of the author's. */
export interface Writing {
  /** What was observed in every run. */
  readonly literal: (line: string) => string;
  /** What varies where it has `...`. */
  readonly open: (line: string) => string;
  /** For a line that varies altogether, or several. */
  readonly anything: string;
}

/** How a step's lines can be written, by its rules; several where they are not known, for it shows none. */
export function writingsFor({ output, channel }: Expectation): readonly Writing[] {
  if (channel.kind === "pipe") return OF_RULES[channel.rules];
  const kinds = new Set(output.filter(({ text }) => !isAnyLines(text)).map(({ pattern }) => pattern.kind));
  if (output.length === 0) return [PLAIN, REGEX, GLOB];
  if (kinds.has("regex")) return [REGEX];
  return [kinds.has("glob") ? GLOB : PLAIN];
}

const same = (line: string): string => line;

const PLAIN: Writing = { literal: same, open: same, anything: ANYTHING };
const GLOB: Writing = { ...PLAIN, open: (line) => joined(line, /[\\*?]/g, "*") };
/** cram knows no `...`, and nothing for several lines. */
const CRAM: Writing = { literal: same, open: (line) => `${GLOB.open(line)} (glob)`, anything: "* (glob)" };
/** scrut's has no escapes: what is a wildcard may as well be one. */
const SCRUT: Writing = { ...CRAM, open: (line) => `${joined(line, /(?!)/g, "*")} (glob)` };
/** Whatever it looks like, a line is no status and no pattern. */
const EQUAL: Writing = {
  ...SCRUT,
  literal: (line) => (AMBIGUOUS.test(line) ? `${line} (equal)` : line),
  anything: "* (glob*)",
};
const AMBIGUOUS = /^\[\d+\]$|\((?!no-eol|escaped)\S+\)$/;
const OF_RULES = { wordish: [PLAIN], cram: [CRAM], scrut: [SCRUT, EQUAL] } as const;
/** A line that stands in the output just as it is written holds, but only one that can be read as a pattern may be written. */
const REGEX: Writing = { ...PLAIN, literal: (line) => (compiles(line) ? line : escape(line)), open: openRegex };

const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

function openRegex(line: string): string {
  return joined(line, SPECIAL, ".*");
}

function escape(line: string): string {
  return line.replaceAll(SPECIAL, "\\$&");
}

function joined(line: string, special: RegExp, wildcard: string): string {
  return line
    .split(ANYTHING)
    .map((part) => part.replaceAll(special, "\\$&"))
    .join(wildcard);
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source, "s").source !== "";
  } catch {
    return false;
  }
}
