import type { Cursor } from "./cursor.ts";
import { htmlEnd, type HtmlEnd } from "./html.ts";

/** What a line begins that is no container and no paragraph. */
export type Flow =
  | { readonly kind: "heading"; readonly depth: number; readonly title: string }
  | { readonly kind: "break" }
  | { readonly kind: "fence"; readonly char: string; readonly size: number; readonly info: string }
  | { readonly kind: "html"; readonly end: HtmlEnd };

export interface Situation {
  /** A paragraph is open. */
  readonly interrupting: boolean;
  /** What looks like HTML is JSX, which holds Markdown. */
  readonly mdx: boolean;
}

/** Reads what a line begins; undefined where it is text. */
export function readFlow(cursor: Cursor, situation: Situation): Flow | undefined {
  switch (cursor.code) {
    case 0x23: // #
      return readHeading(cursor.text);
    case 0x2a: // *
    case 0x2d: // -
    case 0x5f: // _
      return isThematicBreak(cursor.row.text, cursor.textAt) ? { kind: "break" } : undefined;
    case 0x60: // `
    case 0x7e: // ~
      return readFence(cursor.text);
    case 0x3a: // :
      return readColonFence(cursor.text);
    case 0x3c: // <
      // MDX has no such comments, but what is written for sites that take them out (Docusaurus) does.
      return situation.mdx && !cursor.text.startsWith("<!--") ? undefined : readHtml(cursor.text, situation);
    case 0x7b: // {
      return situation.mdx && cursor.text.startsWith("{/*") ? { kind: "html", end: "*/}" } : undefined;
    default:
      return undefined;
  }
}

/** Three or more of `*`, `-` or `_`, and blanks. */
export function isThematicBreak(text: string, from: number): boolean {
  const marker = text.charCodeAt(from);
  let count = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === marker) count++;
    else if (code !== 32 && code !== 9) return false;
  }
  return count >= 3;
}

/** The depth of the heading that a line of `=` or `-` makes of the paragraph above; 0 where it is none. */
export function setextDepth({ row, textAt, code }: Cursor): 0 | 1 | 2 {
  if (code !== 0x3d && code !== 0x2d) return 0;
  let at = textAt;
  while (row.text.charCodeAt(at) === code) at++;
  while (row.text.charCodeAt(at) === 32 || row.text.charCodeAt(at) === 9) at++;
  return at < row.text.length ? 0 : code === 0x3d ? 1 : 2;
}

/** How many characters close a fence in a line; 0 where they do not. */
export function closingSize({ row, textAt }: Cursor, { char, size }: { char: string; size: number }): number {
  let at = textAt;
  while (row.text[at] === char) at++;
  const count = at - textAt;
  while (isBlank(row.text[at])) at++;
  return count >= size && at >= row.text.length ? count : 0;
}

function readHeading(text: string): Flow | undefined {
  let depth = 0;
  while (depth < 7 && text[depth] === "#") depth++;
  const behind = text[depth];
  if (depth > 6 || (behind !== undefined && behind !== " " && behind !== "\t")) return undefined;
  let end = trimmedEnd(text, text.length);
  let hashes = end;
  while (hashes > depth && text[hashes - 1] === "#") hashes--;
  if (hashes < end && (hashes <= depth || isBlank(text[hashes - 1]))) end = trimmedEnd(text, hashes);
  return { kind: "heading", depth, title: text.slice(depth, Math.max(depth, end)).trimStart() };
}

function readFence(text: string): Flow | undefined {
  const char = text[0]!;
  let size = 0;
  while (text[size] === char) size++;
  if (size < 3 || (char === "`" && text.includes("`", size))) return undefined;
  return { kind: "fence", char, size, info: trim(text.slice(size)) };
}

/** MyST: `:::{name} arguments`. Other blocks between colons hold their Markdown as it is. */
function readColonFence(text: string): Flow | undefined {
  let size = 0;
  while (text[size] === ":") size++;
  const info = trim(text.slice(size));
  return size >= 3 && /^\{[A-Za-z]/.test(info) ? { kind: "fence", char: ":", size, info } : undefined;
}

function readHtml(text: string, { interrupting }: Situation): Flow | undefined {
  const end = htmlEnd(text);
  if (end === undefined || (end === "blank after any tag" && interrupting)) return undefined;
  return { kind: "html", end };
}

function trim(text: string): string {
  let start = 0;
  while (isBlank(text[start])) start++;
  return text.slice(start, Math.max(start, trimmedEnd(text, text.length)));
}

function trimmedEnd(text: string, from: number): number {
  let end = from;
  while (end > 0 && isBlank(text[end - 1])) end--;
  return end;
}

function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t";
}
