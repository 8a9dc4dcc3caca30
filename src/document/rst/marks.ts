import { fieldMarkerEnd } from "./field-marker.ts";
import { optionMarkerEnd } from "./option-marker.ts";
import { isLetter, isPunctuation } from "./characters.ts";
import { isGridBorder, isSimpleTop } from "./borders.ts";
import { runEnd } from "./whitespace.ts";

/** What a line that is neither blank nor indented begins. In the order in which docutils tries (Body.patterns). */
export type MarkKind =
  | "bullet"
  | "enumerator"
  | "field"
  | "option"
  | "doctest"
  | "line-block"
  | "grid-table"
  | "simple-table"
  | "explicit"
  | "anonymous"
  | "line"
  | "text";

export interface Mark {
  readonly kind: MarkKind;
  /** Index behind the marker and the blanks after it. */
  readonly end: number;
}

const BULLET = /^[-+*\u2022\u2023\u2043](?: +|$)/;
const ENUMERATOR =
  /^(?:\((?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)\)|(?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)[).])(?: +|$)/;
const DOCTEST = /^>>>(?: +|$)/;
const LINE_BLOCK = /^\|(?: +|$)/;
const EXPLICIT = /^\.\.(?: +|$)/;
const ANONYMOUS = /^__(?: +|$)/;

/** The first of docutils' patterns that a line matches. */
export function readMark(text: string): Mark {
  const code = text.charCodeAt(0);
  if (isLetter(code)) return byPattern("enumerator", ENUMERATOR, text) ?? TEXT;
  return (
    byPattern("bullet", BULLET, text) ??
    byPattern("enumerator", ENUMERATOR, text) ??
    byEnd("field", fieldMarkerEnd(text)) ??
    byEnd("option", optionMarkerEnd(text)) ??
    byPattern("doctest", DOCTEST, text) ??
    byPattern("line-block", LINE_BLOCK, text) ??
    byEnd("grid-table", isGridBorder(text) ? text.length : 0) ??
    byEnd("simple-table", isSimpleTop(text) ? text.length : 0) ??
    byPattern("explicit", EXPLICIT, text) ??
    byPattern("anonymous", ANONYMOUS, text) ??
    byEnd("line", isLine(text) ? text.length : 0) ??
    TEXT
  );
}

/** One ASCII punctuation character, repeated: an underline, an overline or a transition. */
export function isLine(text: string): boolean {
  return isPunctuation(text.charCodeAt(0)) && runEnd(text, 0, text.charAt(0)) === text.length;
}

const TEXT: Mark = { kind: "text", end: 0 };

function byPattern(kind: MarkKind, pattern: RegExp, text: string): Mark | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : { kind, end: match[0].length };
}

function byEnd(kind: MarkKind, end: number): Mark | undefined {
  return end === 0 ? undefined : { kind, end };
}
