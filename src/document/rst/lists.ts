import { type Enumerator, isItem, readEnumerator } from "./enumerator.ts";
import { type Indented, isEmpty, takeFirstKnown, takeKnown } from "./indented.ts";
import { readMark } from "./marks.ts";
import { fieldName } from "./field-marker.ts";
import { isOptionMarker } from "./option-marker.ts";
import { blockQuote } from "./quote.ts";
import type { Cursor } from "./reading.ts";
import type { Part } from "./structure.ts";
import { isBlank, isIndented, textAt, textOf } from "./view.ts";

/** docutils: Body.bullet, BulletList. Another bullet begins another list. */
export function bulletList(cursor: Cursor): void {
  const bullet = textAt(cursor.view, cursor.at).charAt(0);
  members(cursor, { kind: "bullets" }, (text, apart) => {
    const mark = readMark(text);
    return mark.kind === "bullet" && text.startsWith(bullet) && listItem(cursor, mark.end, apart);
  });
}

/** docutils: Body.enumerator, EnumeratedList. False if it is no list by the line below: then it is text. */
export function enumeratedList(cursor: Cursor): boolean {
  const first = readEnumerator(textAt(cursor.view, cursor.at));
  if (!isItem(first, below(cursor))) return false;
  const expected = first.sequence === "#" ? "arabic" : first.sequence;
  let auto = first.sequence === "#";
  let last: Enumerator | undefined;
  members(cursor, { kind: "numbers", first }, (text, apart) => {
    const mark = readMark(text);
    if (mark.kind !== "enumerator") return false;
    const item = last === undefined ? first : readEnumerator(text, expected);
    const inTurn = item.sequence === expected && !auto && item.ordinal === (last?.ordinal ?? 0) + 1;
    const fits = item.format === first.format && (item.sequence === "#" || inTurn) && isItem(item, below(cursor));
    if (last !== undefined && !fits) return false;
    auto ||= item.sequence === "#";
    last = item;
    return listItem(cursor, mark.end, apart);
  });
  return true;
}

/** docutils: Body.field_marker, FieldList. */
export function fieldList(cursor: Cursor, settings: boolean): void {
  members(cursor, { kind: "fields", settings }, (text) => {
    const mark = readMark(text);
    if (mark.kind !== "field") return false;
    const body = takeFirstKnown(cursor.view, cursor.at, { first: mark.end });
    return enter(cursor, body, { kind: "field", name: fieldName(text, mark.end) });
  });
}

/** docutils: Body.option_marker, OptionList. False if nothing describes the option: then it is text. */
export function optionList(cursor: Cursor): boolean {
  const first = readMark(textAt(cursor.view, cursor.at));
  const body = takeFirstKnown(cursor.view, cursor.at, { first: first.end });
  if (!isOptionMarker(textAt(cursor.view, cursor.at).slice(0, first.end))) {
    blockQuote(cursor, body);
    return true;
  }
  if (isEmpty(body.view)) return false;
  members(cursor, { kind: "options" }, (text) => {
    const mark = readMark(text);
    if (mark.kind !== "option" || !isOptionMarker(text.slice(0, mark.end))) return false;
    const item = takeFirstKnown(cursor.view, cursor.at, { first: mark.end });
    const part: Part = { kind: "option", marker: text.slice(0, mark.end).trimEnd() };
    return !isEmpty(item.view) && enter(cursor, item, part);
  });
  return true;
}

/** Lines of verse hold no blocks, only lines that continue them (docutils: Body.line_block, LineBlock). */
export function lineBlock(cursor: Cursor): void {
  const { structure } = cursor.reading;
  let indent = 0;
  structure?.enter({ kind: "verse" });
  while (!isBlank(cursor.view, cursor.at)) {
    const mark = readMark(textAt(cursor.view, cursor.at));
    if (mark.kind !== "line-block") break;
    const { view, next } = takeFirstKnown(cursor.view, cursor.at, { first: mark.end, untilBlank: true });
    if (mark.end > 1) indent = mark.end - 2; // an empty line is as deep as the one before
    structure?.leaf({ kind: "line", text: textOf(view), indent });
    cursor.at = next;
  }
  structure?.leave();
}

/**
 * Reads a list's members, blank lines between them or not, as long as `member` knows them (docutils: SpecializedBody).
 * It is given an unindented line's text and whether a blank line stands before it, reads what belongs to the member, and
 * returns false where that is none.
 */
function members(cursor: Cursor, list: Part, member: (text: string, apart: boolean) => boolean): void {
  const { view, at, reading } = cursor;
  reading.structure?.enter(list);
  do {
    while (cursor.at < view.to && isBlank(view, cursor.at)) cursor.at++;
  } while (
    cursor.at < view.to &&
    !isIndented(view, cursor.at) &&
    member(textAt(view, cursor.at), cursor.at > at && isBlank(view, cursor.at - 1))
  );
  reading.structure?.leave();
}

/** docutils: Body.list_item. Where the marker's line holds nothing else, the lines below say how deep the item is. */
function listItem(cursor: Cursor, indent: number, apart: boolean): true {
  const { view, at } = cursor;
  const alone = textAt(view, at).length <= indent;
  const item = alone ? takeFirstKnown(view, at, { first: indent }) : takeKnown(view, at, indent);
  return enter(cursor, item, { kind: "item", apart });
}

function enter(cursor: Cursor, { view, next }: Indented, part: Part): true {
  const { reading } = cursor;
  reading.structure?.enter(part);
  reading.nest(view);
  reading.structure?.leave();
  cursor.at = next;
  return true;
}

function below({ view, at }: Cursor): string {
  return at + 1 < view.to ? textAt(view, at + 1) : "";
}
