import { isDigit, isLetter } from "./characters.ts";
import { words } from "./whitespace.ts";

/**
 * Index behind an option list's marker (`-a`, `-b FILE, --bravo=FILE`, `/V`) and the two blanks or more after it; 0 if
 * the text does not begin with one (docutils: Body.patterns["option_marker"]).
 */
export function optionMarkerEnd(text: string): number {
  let at = optionEnd(text, 0);
  if (at === 0) return 0;
  while (text.startsWith(", ", at)) {
    const next = optionEnd(text, at + 2);
    if (next === at + 2) return 0;
    at = next;
  }
  if (at === text.length) return at;
  if (!text.startsWith("  ", at)) return 0;
  while (text[at] === " ") at++;
  return at;
}

/** Whether each option has one argument at most, which the pattern alone does not say (parse_option_marker). */
export function isOptionMarker(marker: string): boolean {
  return marker
    .trimEnd()
    .split(", ")
    .every((option) => tokenCount(words(option)) <= 2);
}

function tokenCount(tokens: readonly string[]): number {
  const [name = "", ...rest] = tokens;
  const joined = name.includes("=") ? name.slice(name.indexOf("=") + 1) : shortArgument(name);
  const args = joined === undefined ? rest : [joined, ...rest];
  const bracketed = args[0]?.startsWith("<") === true && args.at(-1)?.endsWith(">") === true;
  return bracketed ? 2 : 1 + args.length;
}

/** Of `-ovalue`. */
function shortArgument(name: string): string | undefined {
  return name.length > 2 && /^(?:-(?!-)|\+)/.test(name) ? name.slice(2) : undefined;
}

function optionEnd(text: string, from: number): number {
  const sign = text[from];
  if (sign === "/" || (sign === "-" && text[from + 1] === "-")) return longEnd(text, from);
  if (sign !== "-" && sign !== "+") return from;
  const code = text.charCodeAt(from + 1);
  if (!isLetter(code) && !isDigit(code)) return from;
  const end = from + 2;
  return argumentEnd(text, text[end] === " " ? end + 1 : end) ?? argumentEnd(text, end) ?? end;
}

function longEnd(text: string, from: number): number {
  const start = from + (text[from] === "/" ? 1 : 2);
  const code = text.charCodeAt(start);
  if (!isLetter(code) && !isDigit(code)) return from;
  const end = nameEnd(text, start);
  const delimited = text[end] === " " || text[end] === "=";
  return (delimited ? argumentEnd(text, end + 1) : undefined) ?? end;
}

function argumentEnd(text: string, from: number): number | undefined {
  if (isLetter(text.charCodeAt(from))) return nameEnd(text, from);
  if (text[from] !== "<") return undefined;
  let at = from + 1;
  while (at < text.length && text[at] !== "<" && text[at] !== ">") at++;
  return text[at] === ">" && at > from + 1 ? at + 1 : undefined;
}

function nameEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isLetter(code) && !isDigit(code) && code !== 95 && code !== 45) break;
  }
  return at;
}
