import { anonymousTarget, explicitMarkup } from "./explicit.ts";
import { bulletList, enumeratedList, fieldList, lineBlock, optionList } from "./lists.ts";
import { doctestBlock } from "./literal.ts";
import { readMark } from "./marks.ts";
import { indentedText } from "./quote.ts";
import type { Cursor } from "./reading.ts";
import { gridTable, simpleTable } from "./table.ts";
import { textElement } from "./text.ts";
import { overline } from "./title.ts";
import { isBlank, isIndented, lineAt, sliceView, textAt, trimBottom } from "./view.ts";

/** Reads a view to its end, one body element behind the other (docutils: Body). */
export function readBody(cursor: Cursor): void {
  const { view, reading } = cursor;
  while (cursor.at < view.to) {
    if (isBlank(view, cursor.at)) {
      cursor.at++;
      continue;
    }
    const { annotation } = reading;
    element(cursor);
    if (annotation !== undefined && reading.annotation === annotation) reading.dropAnnotation();
  }
}

/** Dispatches on what the line begins. Not all that looks like a construct is one: the rest is text. */
function element(cursor: Cursor): void {
  const { view, at, reading } = cursor;
  if (isIndented(view, at)) {
    indentedText(cursor);
    return;
  }
  const mark = readMark(textAt(view, at));
  switch (mark.kind) {
    case "explicit":
      explicitMarkup(cursor);
      return;
    case "anonymous":
      anonymousTarget(cursor, mark.end);
      return;
    case "field":
      fields(cursor);
      break;
    case "text":
      textElement(cursor);
      return;
    case "line":
      if (!overline(cursor)) textElement(cursor);
      return;
    case "enumerator":
      if (!enumeratedList(cursor)) textElement(cursor);
      return;
    case "option":
      if (!optionList(cursor)) textElement(cursor);
      return;
    case "bullet":
      bulletList(cursor);
      break;
    case "doctest":
      doctestBlock(cursor);
      break;
    case "line-block":
      lineBlock(cursor);
      break;
    case "grid-table":
      gridTable(cursor);
      break;
    case "simple-table":
      simpleTable(cursor);
      break;
  }
  reading.front.close();
}

/** A field list that nothing but titles and comments stands before holds settings. */
function fields(cursor: Cursor): void {
  const { view, at, reading } = cursor;
  const atFront = reading.front.isOpen;
  fieldList(cursor, atFront);
  if (!atFront) return;
  const { start } = lineAt(view, at).range;
  const last = trimBottom(sliceView(view, at, cursor.at)).to - 1;
  const { end } = lineAt(view, last).range;
  reading.settings.push({ kind: "fields", text: view.lines.source.text.slice(start, end), start });
}
