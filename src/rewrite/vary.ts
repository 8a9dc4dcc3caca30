import { diffArrays } from "diff";

export const ANYTHING = "...";
const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const TIME = "\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: [AP]M)?";
const ZONE = "(?: ?[+-]\\d\\d:?\\d\\d| ?Z| (?:UTC|GMT|(?:C|E|W)ES?T|[ECMP][SD]T|AE[SD]T|BST|IST|JST|KST|MSK))";
const DATE = `(?:\\d{4}([-/])\\d\\d\\1\\d\\d|\\d{1,2}/${MONTH}/\\d{4}|${MONTH} +\\d{1,2}(?:,? +\\d{4})?|\\d{1,2} ${MONTH}(?: \\d{4})?(?! +\\d\\d? ))`;
/** As date, ls, stat, git, journals, HTTP and web servers write it; a time alone, if it has seconds. */
const MOMENT = `(?<![\\w])(?:${DAY},? )?${DATE}(?:[T :]${TIME}${ZONE}?(?: \\d{4})?)?(?!\\w)`;
const CLOCK = `(?<![\\w:])\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?![\\w:])`;
/**
 * Moments, which vary as a whole: what differs by seconds today differs by the year one day. Numbers, words, runs of blanks;
 * anything else is a token of its own.
 */
const TOKEN = new RegExp(`${MOMENT}|${CLOCK}|\\d+|\\p{L}+|[^\\S\\n]+|.`, "gsu");
/** Lines are compared whole beyond this many tokens. */
export const MOST_TOKENS = 2_000;

/**
 * One line for what was observed at the same place in several runs: `...` stands for what varies, and for no more. What
 * varies in several places of one word, as an identifier does, is one `...`.
 */
export function generalize([first = "", ...others]: readonly string[]): string {
  return others.reduce((line, other) => (line === other ? line : merge(line, other)), first);
}

function merge(line: string, other: string): string {
  const [a, b] = [tokens(line), tokens(other)];
  if (Math.max(a.length, b.length) > MOST_TOKENS) return ANYTHING;
  const pieces: string[] = [];
  for (const { added, removed, value } of diffArrays(a, b)) {
    if (!added && !removed) pieces.push(...value);
    else if (pieces.at(-1) !== ANYTHING) pieces.push(ANYTHING);
  }
  // A full stop beside three is not told from them.
  return words(pieces)
    .map(wholeWord)
    .join("")
    .replaceAll(/\.{3,}/g, ANYTHING);
}

/** A `...` that is there already is one token: what varied once stays varying. */
export function tokens(line: string): string[] {
  return line.split(/(\.\.\.)/).flatMap((part) => (part === ANYTHING ? [part] : (part.match(TOKEN) ?? [])));
}

/** Pieces by the words and the blanks that they belong to. */
function words(pieces: readonly string[]): string[][] {
  const found: string[][] = [];
  let blank: boolean | undefined;
  for (const piece of pieces) {
    const isBlank = piece.trim() === "";
    if (isBlank === blank) found.at(-1)!.push(piece);
    else found.push([piece]);
    blank = isBlank;
  }
  return found;
}

/** From the first to the last of a word's pieces that vary, where there are several. */
function wholeWord(pieces: readonly string[]): string {
  const from = pieces.indexOf(ANYTHING);
  const to = pieces.lastIndexOf(ANYTHING);
  return from === -1 ? pieces.join("") : [...pieces.slice(0, from), ANYTHING, ...pieces.slice(to + 1)].join("");
}
