import { simpleNameEnd } from "./characters.ts";
import { directive } from "./directive.ts";
import { type Indented, takeFirstKnown } from "./indented.ts";
import { indentedText } from "./quote.ts";
import type { Cursor } from "./reading.ts";
import { isClosing, markEscapes } from "./target.ts";
import { cutAt, indentAt, isBlank, isIndented, textAt, type View } from "./view.ts";
import { contentStart, runEnd } from "./whitespace.ts";

/**
 * `|name| directive:: text`, its name from index `start` on (docutils: Body.substitution_def). False if it is
 * malformed: then it is a comment.
 */
export function substitution(cursor: Cursor, start: number): boolean {
  const { view, at, reading } = cursor;
  const block = takeFirstKnown(view, at, { first: start, dedent: false });
  const body = bodyOf(block);
  if (body === undefined) return false;
  cursor.at = block.next;
  reading.structure?.enter({ kind: "substitution", name: body.name });
  definition({ reading, view: body.view, titles: false, at: body.view.from });
  reading.structure?.leave();
  return true;
}

/** The name and what stands behind it, which may begin on a line below. */
function bodyOf({ view }: Indented): { name: string; view: View } | undefined {
  let name = "";
  for (let at = view.from; at < view.to; at++) {
    const text = markEscapes(textAt(view, at));
    const first = at === view.from ? 0 : contentStart(text);
    for (let bar = text.indexOf("|", first + 1); bar !== -1; bar = text.indexOf("|", bar + 1)) {
      if (!isClosing(text, bar) || (bar + 1 < text.length && text[bar + 1] !== " ")) continue;
      const rest = runEnd(text, bar + 1, " ");
      name += text.slice(first, bar);
      if (rest < text.length) return { name, view: { ...view, from: at, firstCut: cutAt(view, at) + rest } };
      const below = Math.min(at + 1, view.to);
      const firstCut = view.cut + (below < view.to ? indentAt(view, below) : 0);
      return { name, view: { ...view, from: below, firstCut } };
    }
    name += `${text.slice(first)} `;
  }
  return undefined;
}

/** A directive, right behind the name (docutils: SubstitutionDef). Behind a blank line, a block quote. */
function definition(cursor: Cursor): void {
  const { view } = cursor;
  while (cursor.at < view.to) {
    if (isBlank(view, cursor.at)) cursor.at++;
    else if (isIndented(view, cursor.at)) indentedText(cursor);
    else break;
  }
  if (cursor.at >= view.to) return;
  const text = textAt(view, cursor.at);
  const end = simpleNameEnd(text, 0);
  const behind = runEnd(text, end + 2, " ");
  const opened = end > 0 && text.startsWith("::", end) && (behind > end + 2 || behind === text.length);
  if (opened) directive(cursor, { name: text.slice(0, end), end: behind });
}
