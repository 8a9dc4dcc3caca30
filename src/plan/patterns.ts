import { error, type Message, type Place, warning } from "../message/message.ts";
import type { ExpectedLine, Pattern } from "./plan.ts";
import { readRegex } from "./python-regex.ts";

/** What a line of expected output says, still without its place. */
export interface ReadLine {
  readonly pattern: Pattern;
  readonly quantifier?: Exclude<ExpectedLine["quantifier"], undefined>;
  readonly message?: Message;
}

/** A line of cram's: `… (re)`, `… (glob)`, `… (esc)`, and Mercurial's `… (?)` behind any of them; else it is itself. */
export function readCramLine(text: string, place: Place): ReadLine {
  const optional = / \(\?\)$/.exec(text);
  const line = optional === null ? text : text.slice(0, optional.index);
  const quantifier = optional === null ? {} : ({ quantifier: "?" } as const);
  const [, body = "", kind = ""] = /^(.*) \((re|glob|esc)\)$/.exec(line) ?? [];
  switch (kind) {
    case "re":
      return { ...readCramRegex(body, line, place), ...quantifier };
    case "glob":
      return { pattern: { kind: "glob", text: body, escapes: true, on: "shown" }, ...quantifier };
    case "esc":
      return { pattern: { kind: "escaped", text: body, on: "shown" }, ...quantifier };
    default:
      return { pattern: { kind: "equal", text: line }, ...quantifier };
  }
}

/** cram takes a pattern that it cannot read for a line that is compared as it stands; so it is here, and said. */
function readCramRegex(body: string, line: string, place: Place): ReadLine {
  const regex = readRegex(body);
  if (!("fault" in regex)) return { pattern: { kind: "regex", ...regex, on: "shown" } };
  const hint = "the line is compared as it is written";
  const message = warning(place, { ...badPattern(regex.fault), hint });
  return { pattern: { kind: "equal", text: line }, message };
}

const SCRUT = /^(.*?)\s\((?=[^)])(equal|eq|no-eol|escaped|esc|glob|gl|regex|re|)([?*+]?)\)$/;

/** A line of scrut's: `text (kind quantifier)`, each of the two optional. */
export function readScrutLine(line: string, place: Place): ReadLine {
  const [, text = line, kind = "", sign = ""] = SCRUT.exec(line) ?? [];
  const quantifier = isQuantifier(sign) ? { quantifier: sign } : {};
  switch (kind) {
    case "no-eol":
      return { pattern: { kind: "equal", text: `${text} (no-eol)` }, ...quantifier };
    case "escaped":
    case "esc":
      return { pattern: { kind: "escaped", text: text.replace(/ \(no-eol\)$/, ""), on: "raw" }, ...quantifier };
    case "glob":
    case "gl":
      return { pattern: { kind: "glob", text, escapes: false, on: "raw" }, ...quantifier };
    case "regex":
    case "re": {
      const regex = readRegex(text);
      if (!("fault" in regex)) return { pattern: { kind: "regex", ...regex, on: "raw" }, ...quantifier };
      return { pattern: { kind: "equal", text: line }, message: error(place, badPattern(regex.fault)) };
    }
    default:
      return { pattern: { kind: "equal", text }, ...quantifier };
  }
}

function isQuantifier(text: string): text is "?" | "*" | "+" {
  return text !== "" && "?*+".includes(text);
}

export function badPattern(fault: string): { code: string; what: string } {
  return { code: "bad-pattern", what: `this regular expression is not understood: ${fault}` };
}
