import type { Expected } from "./match.ts";
import { expandTabs } from "./ellipsis.ts";

/** A line as a regular expression. */
export interface NamedLine extends Expected {
  /** The group that takes each name. */
  readonly groups: ReadonlyMap<string, string>;
}

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * A line with placeholders as a regular expression: names that are known are their text, others what their pattern allows, the
 * same again where they stand again in the line. Any other line stays as it is.
 * @param greedy `...` takes as much as it can, else as little
 */
export function named(line: Expected, known: ReadonlyMap<string, string>, greedy = false): NamedLine {
  const { pattern } = line;
  if (pattern.kind !== "named") return { ...line, groups: NONE };
  const groups = new Map<string, string>();
  const any = greedy ? ".*" : ".*?";
  let firsts = 0;
  // What stands between two `...` goes where it first fits, once and for all: whatever follows has the more room then.
  const between = (piece: string): string =>
    piece.includes("\t") ? any + escape(piece) : `(?=(?<f${firsts}>.*?${escape(piece)}))\\k<f${firsts++}>`;
  const literal = (piece: string): string => {
    const [first = "", ...rest] = piece.split("...");
    const last = rest.pop();
    return last === undefined ? escape(first) : `${escape(first)}${rest.map(between).join("")}${any}${escape(last)}`;
  };
  const write = (piece: string): string => {
    const name = /^<(.*)>$/s.exec(piece)?.[1];
    const source = pattern.names.find((one) => one.name === name)?.source;
    if (name === undefined || source === undefined) return literal(piece);
    const text = known.get(name);
    if (text !== undefined) return escape(text);
    const group = groups.get(name);
    if (group !== undefined) return `\\k<${group}>`;
    groups.set(name, `n${groups.size}`);
    return `(?<n${groups.size - 1}>${source})`;
  };
  // Blanks at a line's end do not count, so neither do those before a `...` that stands for nothing.
  const shown = pattern.text.trimEnd();
  const [, text, blanks] = /^(.*?)(\s+)\.\.\.$/s.exec(shown) ?? ["", shown];
  const head = /^(?:(?!\.\.\.|<[A-Za-z][\w-]*>).)*/s.exec(text)?.[0] ?? "";
  // In which column a tab behind a wildcard stands is not known.
  const body =
    escape(expandTabs(head)) + text.slice(head.length).split(NAME).map(write).join("").replaceAll("\t", " +");
  const source = `^${body}${blanks === undefined ? "" : `(?:${blanks.replaceAll("\t", " +")}.*)?`}$`;
  return { ...line, pattern: { kind: "regex", source, flags: pattern.flags, on: "columns" }, groups };
}

const NAME = /(<[A-Za-z][\w-]*>)/;

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
