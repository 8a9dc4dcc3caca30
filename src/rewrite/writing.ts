import { isAnyLines } from "../match/ellipsis.ts";
import type { Expectation } from "../plan/plan.ts";
import { ANYTHING } from "./vary.ts";

/** How a line is written that is none of the author's. */
export interface Writing {
  /** What was observed in every run. */
  readonly literal: (line: string) => string;
  /** What varies where it has `...`. */
  readonly open: (line: string) => string;
}

/** How a step's lines can be written, by its rules; several where they are not known, for it shows none. */
export function writingsFor({ output, channel }: Expectation): readonly Writing[] {
  if (channel.kind === "pipe") return [channel.rules === "wordish" ? PLAIN : GLOB_OF_SUITES];
  const kinds = new Set(output.filter(({ text }) => !isAnyLines(text)).map(({ pattern }) => pattern.kind));
  if (output.length === 0) return [PLAIN, REGEX, GLOB];
  if (kinds.has("regex")) return [REGEX];
  return [kinds.has("glob") ? GLOB : PLAIN];
}

const same = (line: string): string => line;

const PLAIN: Writing = { literal: same, open: same };
const GLOB: Writing = { literal: same, open: (line) => joined(line, /[\\*?]/g, "*") };
/** cram and scrut know no `...`. */
const GLOB_OF_SUITES: Writing = { literal: same, open: (line) => `${GLOB.open(line)} (glob)` };
/** A line that stands in the output just as it is written holds, but only one that can be read as a pattern may be written. */
const REGEX: Writing = { literal: (line) => (compiles(line) ? line : escape(line)), open: openRegex };

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
