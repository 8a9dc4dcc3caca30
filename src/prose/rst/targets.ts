import { SIMPLE_NAME } from "./patterns.ts";
import { markEscapes } from "../../document/rst/target.ts";
import { address, unescape } from "./escape.ts";
import { withScheme } from "./inline.ts";

/** What a target says: its name, if it has one, and what it stands for; if for nothing, for the element behind it. */
export interface Target {
  readonly name: string | undefined;
  readonly aim: { readonly url: string } | { readonly name: string } | undefined;
}

const NAME = /^(?:_|(?!_)(`?)(?![ `])(.+?)(?<![\s\0])\1)(?<!(?<!\0):) ?:(?: +|$)/s;
const REFERENCE = new RegExp(String.raw`^(?:(${SIMPLE_NAME})_|\x60(?![ ])(.+?)(?<![\s\0])\x60_)$`, "su");

/** The lines behind `.. _` (docutils: Body.hyperlink_target, parse_target). */
export function readTarget(lines: readonly string[]): Target | undefined {
  const [first = "", ...others] = lines.map(markEscapes);
  let text = first;
  let match = NAME.exec(text);
  while (match === null && others.length > 0) {
    text += others.shift()!.trim();
    match = NAME.exec(text);
  }
  if (match === null) return undefined;
  const rest = [text.slice(match[0].length).trim(), ...others.map((line) => line.trim())].filter((line) => line !== "");
  return { name: match[2] === undefined ? undefined : unescape(match[2]), aim: aimOf(rest) };
}

/** The lines behind `__ `. */
export function readAnonymousTarget(lines: readonly string[]): Target {
  return { name: undefined, aim: aimOf(lines.map((line) => markEscapes(line.trim()))) };
}

function aimOf(lines: readonly string[]): Target["aim"] {
  const text = lines.join(" ");
  if (text === "") return undefined;
  const [, simple, phrase] = REFERENCE.exec(text) ?? [];
  const name = simple ?? phrase;
  return name === undefined ? { url: withScheme(address(text)) } : { name: unescape(name) };
}
