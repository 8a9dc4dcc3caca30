import { isWord, simpleNameEnd } from "./characters.ts";
import { comment } from "./comment.ts";
import { type DirectiveMark, directive } from "./directive.ts";
import { directiveKind } from "./directives.ts";
import { takeFirstKnown } from "./indented.ts";
import type { Cursor } from "./reading.ts";
import { substitution } from "./substitution.ts";
import { isTarget } from "./target.ts";
import { linesOf, textAt } from "./view.ts";
import { runEnd } from "./whitespace.ts";

/** What begins with `..`: a comment, if nothing else (docutils: Body.explicit_markup, explicit_construct). */
export function explicitMarkup(cursor: Cursor): void {
  const text = textAt(cursor.view, cursor.at);
  const start = runEnd(text, 2, " ");
  const note = noteEnd(text, start);
  const mark = directiveMark(text, start);
  if (note > 0) footnote(cursor, note);
  else if (isOpened(text, start, "_") && hyperlinkTarget(cursor, start)) return;
  else if (isOpened(text, start, "|") && substitution(cursor, start + 1)) return;
  else if (mark === undefined) comment(cursor, start);
  else {
    if (!directiveKind(mark.name.toLowerCase()).invisible) cursor.reading.front.close();
    directive(cursor, mark);
  }
}

/** `__ target` (docutils: Body.anonymous_target). */
export function anonymousTarget(cursor: Cursor, end: number): void {
  const { view, next } = takeFirstKnown(cursor.view, cursor.at, { first: end, untilBlank: true });
  cursor.reading.structure?.leaf({ kind: "target", lines: linesOf(view), anonymous: true });
  cursor.at = next;
}

function isOpened(text: string, at: number, char: string): boolean {
  return at > 2 && text[at] === char && at + 1 < text.length && text[at + 1] !== " ";
}

/** Index behind `[label]` and the blanks after it; 0 if the text is neither a footnote nor a citation. */
function noteEnd(text: string, start: number): number {
  if (text[start] !== "[" || start === 2) return 0;
  const first = start + 1;
  const sign = text[first] === "*" || text[first] === "#";
  const end = text[first] === "*" ? first + 1 : simpleNameEnd(text, sign ? first + 1 : first);
  if ((!sign && end === first) || text[end] !== "]") return 0;
  return behindBlanks(text, end + 1);
}

/** Index behind the blanks that must stand here, or the text's end; else 0. */
function behindBlanks(text: string, at: number): number {
  return at === text.length || text[at] === " " ? runEnd(text, at, " ") : 0;
}

/** docutils: Body.footnote, Body.citation. */
function footnote(cursor: Cursor, end: number): void {
  const { view, next } = takeFirstKnown(cursor.view, cursor.at, { first: end });
  cursor.reading.front.close();
  const text = textAt(cursor.view, cursor.at);
  cursor.reading.structure?.enter({
    kind: "note",
    label: text.slice(text.indexOf("[") + 1, text.lastIndexOf("]", end)),
  });
  cursor.reading.nest(view);
  cursor.reading.structure?.leave();
  cursor.at = next;
}

/** docutils: Body.hyperlink_target. False if it is malformed: then it is a comment. */
function hyperlinkTarget(cursor: Cursor, start: number): boolean {
  const target = takeFirstKnown(cursor.view, cursor.at, { first: start + 1, untilBlank: true, dedent: false });
  if (!isTarget(target.view)) return false;
  cursor.reading.structure?.leaf({ kind: "target", lines: linesOf(target.view), anonymous: false });
  cursor.at = target.next;
  return true;
}

/** `name::`, one blank allowed before the colons. */
function directiveMark(text: string, start: number): DirectiveMark | undefined {
  if (start === 2 || !isWord(text, start)) return undefined;
  const end = simpleNameEnd(text, start);
  const colons = text[end] === " " ? end + 1 : end;
  if (!text.startsWith("::", colons)) return undefined;
  const behind = behindBlanks(text, colons + 2);
  return behind === 0 ? undefined : { name: text.slice(start, end), end: behind };
}
