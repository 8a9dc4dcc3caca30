import { faults } from "./faults.ts";
import { takeIndented } from "./indented.ts";
import { announcesLiteral, literalBlock, withoutColons } from "./literal.ts";
import { isLine, readMark } from "./marks.ts";
import type { Cursor } from "./reading.ts";
import { underlinedTitle } from "./title.ts";
import { isBlank, isIndented, sliceView, textAt, textOf } from "./view.ts";

/**
 * A line of text is a paragraph, the term of a definition or a title, and the line below says which (docutils: Text).
 */
export function textElement(cursor: Cursor): void {
  const { view, at } = cursor;
  const below = at + 1;
  if (isIndented(view, below)) definitionList(cursor);
  else if (isBlank(view, below) || !isLine(textAt(view, below)) || !underlinedTitle(cursor)) paragraph(cursor);
}

/** docutils: Text.blank, Text.text. Its lines end at a blank or an indented one. */
function paragraph(cursor: Cursor): void {
  const { view, at, reading } = cursor;
  let end = at + 1;
  while (!isBlank(view, end) && !isIndented(view, end)) end++;
  reading.front.close();
  if (reading.structure !== undefined) {
    const text = withoutColons(textOf(sliceView(view, at, end)));
    if (text !== "") reading.structure.leaf({ kind: "paragraph", text });
  }
  cursor.at = end;
  if (announcesLiteral(textAt(view, end - 1))) literalBlock(cursor, end - 1);
}

/** Terms with indented text right below them (docutils: Text.indent, DefinitionList, Definition). */
function definitionList(cursor: Cursor): void {
  const { view, reading } = cursor;
  reading.structure?.enter({ kind: "definitions" });
  do {
    if (textAt(view, cursor.at).endsWith("::")) reading.say(faults.maybeLiteralBlock(), view, cursor.at + 1);
    const definition = takeIndented(view, cursor.at + 1);
    reading.structure?.enter({ kind: "definition", term: textAt(view, cursor.at) });
    reading.nest(definition.view);
    reading.structure?.leave();
    cursor.at = definition.next;
  } while (isTerm(cursor));
  reading.structure?.leave();
}

/** A further term, which no other construct takes for its own. */
function isTerm({ view, at }: Cursor): boolean {
  if (isBlank(view, at) || isIndented(view, at) || !isIndented(view, at + 1)) return false;
  return readMark(textAt(view, at)).kind === "text";
}
