import { error, type Message, type Place } from "../message/message.ts";
import type { RawSetting } from "../settings/raw.ts";
import type { Annotation } from "./document.ts";

/** `key`, `key=value`, `key="a value"` or `key=/a regex/`: one grammar wherever an annotation stands. */
const TOKEN = /([^\s=]+)(?:=("(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)*\/[a-z]*(?=\s|$)|[^\s"]*))?(?=\s|$)/y;

export interface Annotations {
  readonly settings: readonly RawSetting[];
  readonly messages: readonly Message[];
}

/** Reads an annotation into keys and values; a bare key has the value `true`. */
export function readAnnotation({ text, place }: Annotation, ours: boolean): Annotations {
  const settings: RawSetting[] = [];
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, TOKEN.lastIndex)) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const here = placeWithin(text, place, at);
    if (match === null) return { settings, messages: ours ? [malformed(text.slice(at), here)] : [] };
    const [, key = "", value] = match;
    settings.push({ key, value: value === undefined ? true : unquote(value), place: here, ours });
  }
  return { settings, messages: [] };
}

/** A command's annotation, `# howtrue: …` at the end of its first or last line, and the command without it. */
export function splitCommand(command: string, place: Required<Place>): { command: string; annotation?: Annotation } {
  const lines = command.split("\n");
  for (const at of new Set([lines.length - 1, 0])) {
    const match = /(^|\s+)#\s*howtrue:(.*)$/.exec(lines[at] ?? "");
    if (match === null) continue;
    const before = (lines[at] ?? "").slice(0, match.index);
    const column = match.index + match[0].length - (match[2] ?? "").length + (at === 0 ? place.column : 1);
    const rest = lines.with(at, before).join("\n");
    return { command: rest, annotation: { text: match[2] ?? "", place: { ...place, line: place.line + at, column } } };
  }
  return { command };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "")) at++;
  return at;
}

function placeWithin(text: string, place: Place, at: number): Place {
  const before = text.slice(0, at).split("\n");
  const line = place.line === undefined ? undefined : place.line + before.length - 1;
  const column = (before.length === 1 ? (place.column ?? 1) : 1) + (before.at(-1) ?? "").length;
  return line === undefined ? place : { path: place.path, line, column };
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
}

function malformed(rest: string, place: Place): Message {
  return error(place, {
    code: "bad-annotation",
    what: `cannot read the annotation from ${JSON.stringify(rest)} on`,
    hint: 'write key or key=value, separated by blanks; a value with blanks stands in "…"',
  });
}
