import type { Cursor } from "./cursor.ts";
import { isThematicBreak } from "./flow.ts";

/** What holds blocks: a block quote, an item of a list, or something whose content is indented by four columns. */
export type Container =
  | { readonly kind: "quote" }
  | { readonly kind: "item"; readonly size: number; empty: boolean; closed: boolean }
  | { readonly kind: "indented" };

export interface Where {
  /** A paragraph is open in the same container: not all that begins a list may end it. */
  readonly interrupting: boolean;
  /** MDX has no indented code, so that anything may be indented, and none of MkDocs' blocks. */
  readonly mdx: boolean;
}

const INDENT = 4;
const MAX_LABEL = 999;

/** Whether a line belongs to a container that is open; reads what says so. */
export function continues(container: Container, cursor: Cursor): boolean {
  switch (container.kind) {
    case "quote":
      if (cursor.indent >= INDENT || cursor.code !== 0x3e) return false;
      openQuote(cursor);
      return true;
    case "item":
      return continuesItem(container, cursor);
    case "indented":
      if (cursor.isBlank) return true;
      if (cursor.indent < INDENT) return false;
      cursor.skip(INDENT);
      return true;
  }
}

/** Reads what opens a container; undefined where nothing does. */
export function open(cursor: Cursor, where: Where): Container | undefined {
  if (cursor.indent >= INDENT && !where.mdx) return undefined;
  const { code } = cursor;
  if (code === 0x3e) return openQuote(cursor); // >
  if (code === 0x5b) return readFootnote(cursor); // [
  if (code === 0x2a || code === 0x2b || code === 0x2d || (code >= 0x30 && code <= 0x39)) return readItem(cursor, where);
  return where.mdx ? undefined : readMkdocs(cursor);
}

function openQuote(cursor: Cursor): Container {
  cursor.advance(1);
  cursor.skip(1);
  return { kind: "quote" };
}

/** An item that begins with a blank line holds nothing behind a second one. */
function continuesItem(item: Container & { kind: "item" }, cursor: Cursor): boolean {
  if (cursor.isBlank) {
    item.closed ||= item.empty;
    cursor.skip(item.size);
    return true;
  }
  const goesOn = !item.closed && cursor.indent >= item.size;
  item.closed = false;
  item.empty = false;
  if (goesOn) cursor.skip(item.size);
  return goesOn;
}

function readItem(cursor: Cursor, { interrupting }: Where): Container | undefined {
  const marker = markerLength(cursor, interrupting);
  if (marker === 0) return undefined;
  const { row, textAt, indent } = cursor;
  const behind = row.text.charCodeAt(textAt + marker);
  if (textAt + marker < row.text.length && behind !== 32 && behind !== 9) return undefined;
  if (interrupting && isBlankFrom(row.text, textAt + marker)) return undefined;
  cursor.advance(marker);
  if (cursor.isBlank) return { kind: "item", size: indent + marker + 1, empty: true, closed: false };
  const blanks = cursor.indent <= INDENT ? cursor.indent : 1;
  cursor.skip(blanks);
  return { kind: "item", size: indent + marker + blanks, empty: false, closed: false };
}

/** Of `-`, `*`, `+`, `1.` or `1)`; 0 where none stands here. Only 1 may interrupt a paragraph. */
function markerLength(cursor: Cursor, interrupting: boolean): number {
  const { text } = cursor.row;
  const { code, textAt } = cursor;
  if (code < 0x30) return code !== 0x2b && isThematicBreak(text, textAt) ? 0 : 1;
  let digits = 0;
  while (digits < 10 && isDigit(text.charCodeAt(textAt + digits))) digits++;
  const end = text.charCodeAt(textAt + digits);
  if (digits === 10 || (end !== 0x2e && end !== 0x29)) return 0;
  return interrupting && (digits > 1 || code !== 0x31) ? 0 : digits + 1;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isBlankFrom(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at >= text.length;
}

/** GFM: `[^label]: text`. Its own first line cannot begin with indented code. */
function readFootnote(cursor: Cursor): Container | undefined {
  const { row, textAt } = cursor;
  if (row.text[textAt + 1] !== "^") return undefined;
  const start = textAt + 2;
  let end = start;
  while (end - start <= MAX_LABEL && !" \t[]".includes(row.text[end] ?? "]")) end += isEscape(row.text, end) ? 2 : 1;
  if (end === start || end - start > MAX_LABEL || !row.text.startsWith("]:", end)) return undefined;
  cursor.advance(end + 2 - textAt);
  cursor.skip(Infinity);
  return { kind: "indented" };
}

function isEscape(text: string, at: number): boolean {
  return text[at] === "\\" && "[\\]".includes(text[at + 1] ?? " ");
}

/** `!!! note "Title"`, `??? note`, `=== "Tab"` (Python-Markdown's and pymdownx's blocks). */
function readMkdocs(cursor: Cursor): Container | undefined {
  const { code } = cursor;
  if (code !== 0x21 && code !== 0x3f && code !== 0x3d) return undefined;
  const start = cursor.row.text.slice(cursor.textAt, cursor.textAt + MAX_LABEL);
  if (!/^(?:(?:!!!|\?\?\?\+?) ?[\w-]|===[!+]{0,2} ?")/.test(start)) return undefined;
  cursor.skipLine();
  return { kind: "indented" };
}
