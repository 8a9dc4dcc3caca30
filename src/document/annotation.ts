import { error, type Message, type Place } from "../message/message.ts";
import { isKey, keysFor } from "../settings/keys.ts";
import type { RawSetting } from "../settings/raw.ts";
import type { Annotation } from "./document.ts";
import { indexLines, type LineIndex, positionAt } from "./lines.ts";
import { Completer } from "./shell/completeness.ts";

/** `key`, `key=value`, `key="a value"` or `key=/a regex/`: one grammar wherever an annotation stands. */
const TOKEN = /([^\s=]+)(?:=("(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)*\/[a-z]*(?=\s|$)|[^\s"]*))?(?=\s|$)/y;

const ALMOST = new RegExp(String.raw`^\s*howtrue\s*:?\s+(?:${keysFor("block").join("|")})(?:=|\s*$)`, "i");

/** Whether a comment that is no annotation was meant to be one: `howtrue skip`, `Howtrue: exit=1`. */
export function isAlmostAnnotation(text: string): boolean {
  return ALMOST.test(text);
}

/** A `skip` that is lost runs what must not be run. */
export const ALMOST_ANNOTATION = {
  code: "almost-annotation",
  what: "this comment is no annotation: those begin with howtrue, in small letters, and a colon",
  hint: "write howtrue: key=value",
};

export interface Annotations {
  readonly settings: readonly RawSetting[];
  readonly messages: readonly Message[];
}

/** Reads an annotation into keys and values; a bare key has the value `true`. */
export function readAnnotation({ text, place }: Annotation, ours: boolean): Annotations {
  const settings: RawSetting[] = [];
  const messages: Message[] = [];
  const said = new Map<string, string>();
  const index = indexLines(text);
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, TOKEN.lastIndex)) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const here = placeWithin(index, place, at);
    if (match === null) return { settings, messages: ours ? [...messages, malformed(text.slice(at), here)] : messages };
    const [, key = "", written] = match;
    const value = written === undefined ? true : unquote(written);
    if (isKey(key) && (said.get(key) ?? `${value}`) !== `${value}`) messages.push(saidTwice(key, here));
    said.set(key, `${value}`);
    settings.push({ key, value, place: here, ours });
  }
  return { settings, messages };
}

/** The words of an annotation as they are written, up to what cannot be read, which is one. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
    TOKEN.lastIndex = at;
    const word = TOKEN.exec(text)?.[0] ?? text.slice(at).trimEnd();
    words.push(word);
    at += word.length;
  }
  return words;
}

/**
 * A command's annotation, `# howtrue: …` at the end of its first or last line, and the command without it.
 * @param places of each line of the command
 */
export function splitCommand(
  command: string,
  places: readonly Required<Place>[],
): { command: string; annotation?: Annotation } {
  if (!command.includes("howtrue:")) return { command };
  const lines = command.split("\n");
  for (const at of new Set([lines.length - 1, 0])) {
    const line = lines[at] ?? "";
    for (const { index, 0: opener } of line.matchAll(/(?<!\s)\s*#\s*howtrue:/g)) {
      if (!isComment(lines.slice(0, at), line.slice(0, line.indexOf("#", index)))) continue;
      const from = index + opener.length;
      const { path, line: row, column } = places[at]!;
      const annotation = { text: line.slice(from), place: { path, line: row, column: column + from } };
      return { command: lines.with(at, line.slice(0, index)).join("\n"), annotation };
    }
  }
  return { command };
}

/** Whether a shell takes what follows for a comment: then a quote in it opens nothing and closes nothing. */
function isComment(above: readonly string[], before: string): boolean {
  const read = (line: string): string => {
    const completer = new Completer();
    for (const one of above) completer.feed(one);
    const state = completer.feed(line);
    return state.complete ? "" : state.open;
  };
  return [`'`, `"`].every((quote) => read(before) === read(`${before}#${quote}`));
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "")) at++;
  return at;
}

function placeWithin(index: LineIndex, { path, line, column = 1 }: Place, at: number): Place {
  if (line === undefined) return { path };
  const within = positionAt(index, at);
  return { path, line: line + within.line - 1, column: within.line === 1 ? column + at : within.column };
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
}

function saidTwice(key: string, place: Place): Message {
  const what = `${key} is said twice, and not the same`;
  return error(place, { code: "contradiction", what, hint: "leave one of them" });
}

function malformed(rest: string, place: Place): Message {
  const shown = rest.length > LONGEST ? `${rest.slice(0, LONGEST)}…` : rest;
  return error(place, {
    code: "bad-annotation",
    what: `cannot read the annotation from ${JSON.stringify(shown)} on`,
    hint: 'write key or key=value, separated by blanks; a value with blanks stands in "…"',
  });
}

/** So much of it tells where it stands. */
const LONGEST = 80;
