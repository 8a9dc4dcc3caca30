import type { Block, Document } from "../document/document.ts";
import { bodyOf, isCut } from "./body.ts";

/** What ends a line for docutils, though not for most others, or is a blank to it. */
const NOT_IN_RST = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;

type Text = Pick<Document, "text">;

/** New lines as a block of its kind can hold them; undefined where it cannot. */
export function fitting(document: Text, block: Block, lines: readonly string[]): readonly string[] | undefined {
  switch (block.kind) {
    case "fence":
      return lines;
    case "indented": {
      const body = filled(lines);
      return body !== undefined && isHeld(document, block, body[0]!) ? body : undefined;
    }
    case "literal":
    case "quoted":
    case "doctest":
    case "directive": {
      const body = filled(lines.map((line) => line.trimEnd()));
      const old = document.text.slice(block.range.start, block.range.end);
      return body !== undefined && holds(block, body) && ![old, ...body].some((text) => NOT_IN_RST.test(text))
        ? body
        : undefined;
    }
  }
}

/** Whether reStructuredText reads these lines as they are: what all begin with is indentation. */
function holds({ kind, text }: Block, body: readonly string[]): boolean {
  if (kind === "quoted") return body.every((line) => line.startsWith(text[0] ?? ""));
  if (kind === "doctest") return body[0]?.startsWith(">>> ") === true && body.every((line) => line !== "");
  return body.some((line) => /^\S/.test(line));
}

/**
 * Whether indented code may begin with a line: deeper indentation may make it part of a list above, and behind a list's
 * marker some lines are thematic breaks.
 */
function isHeld({ text }: Text, block: Block, line: string): boolean {
  if (line === block.lines[0]?.text) return true;
  const { first, prefix } = bodyOf({ text }, block);
  return /^\S/.test(line) && (first === prefix || !(isCut(text, block) || /^([-*_])[ \t]*(?:\1[ \t]*)*$/.test(line)));
}

/** Without blank lines at both ends; undefined where nothing is left. */
function filled(lines: readonly string[]): readonly string[] | undefined {
  const from = lines.findIndex((line) => line.trim() !== "");
  return from === -1 ? undefined : lines.slice(from, lines.findLastIndex((line) => line.trim() !== "") + 1);
}
