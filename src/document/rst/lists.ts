import { type Enumerator, isItem, readEnumerator } from "./enumerator.ts";
import { type Indented, isEmpty, takeFirstKnown, takeKnown } from "./indented.ts";
import { readMark } from "./marks.ts";
import { isOptionMarker } from "./option-marker.ts";
import { blockQuote } from "./quote.ts";
import type { Cursor } from "./reading.ts";
import { isBlank, isIndented, textAt } from "./view.ts";

/** docutils: Body.bullet, BulletList. Another bullet begins another list. */
export function bulletList(cursor: Cursor): void {
  const bullet = textAt(cursor.view, cursor.at).charAt(0);
  members(cursor, (text) => {
    const mark = readMark(text);
    return mark.kind === "bullet" && text.startsWith(bullet) && listItem(cursor, mark.end);
  });
}

/** docutils: Body.enumerator, EnumeratedList. False if it is no list by the line below: then it is text. */
export function enumeratedList(cursor: Cursor): boolean {
  const first = readEnumerator(textAt(cursor.view, cursor.at));
  if (!isItem(first, below(cursor))) return false;
  const expected = first.sequence === "#" ? "arabic" : first.sequence;
  let auto = first.sequence === "#";
  let last: Enumerator | undefined;
  members(cursor, (text) => {
    const mark = readMark(text);
    if (mark.kind !== "enumerator") return false;
    const item = last === undefined ? first : readEnumerator(text, expected);
    const inTurn = item.sequence === expected && !auto && item.ordinal === (last?.ordinal ?? 0) + 1;
    const fits = item.format === first.format && (item.sequence === "#" || inTurn) && isItem(item, below(cursor));
    if (last !== undefined && !fits) return false;
    auto ||= item.sequence === "#";
    last = item;
    return listItem(cursor, mark.end);
  });
  return true;
}

/** docutils: Body.field_marker, FieldList. */
export function fieldList(cursor: Cursor): void {
  members(cursor, (text) => {
    const mark = readMark(text);
    return mark.kind === "field" && enter(cursor, takeFirstKnown(cursor.view, cursor.at, { first: mark.end }));
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
  members(cursor, (text) => {
    const mark = readMark(text);
    if (mark.kind !== "option" || !isOptionMarker(text.slice(0, mark.end))) return false;
    const item = takeFirstKnown(cursor.view, cursor.at, { first: mark.end });
    return !isEmpty(item.view) && enter(cursor, item);
  });
  return true;
}

/** Lines of verse hold no blocks, only lines that continue them (docutils: Body.line_block, LineBlock). */
export function lineBlock(cursor: Cursor): void {
  while (!isBlank(cursor.view, cursor.at)) {
    const mark = readMark(textAt(cursor.view, cursor.at));
    if (mark.kind !== "line-block") break;
    cursor.at = takeFirstKnown(cursor.view, cursor.at, { first: mark.end, untilBlank: true }).next;
  }
}

/**
 * Reads a list's members, blank lines between them or not, as long as `member` knows them (docutils: SpecializedBody).
 * It is given an unindented line's text, reads what belongs to the member, and returns false where that is none.
 */
function members(cursor: Cursor, member: (text: string) => boolean): void {
  const { view } = cursor;
  do {
    while (cursor.at < view.to && isBlank(view, cursor.at)) cursor.at++;
  } while (cursor.at < view.to && !isIndented(view, cursor.at) && member(textAt(view, cursor.at)));
}

/** docutils: Body.list_item. Where the marker's line holds nothing else, the lines below say how deep the item is. */
function listItem(cursor: Cursor, indent: number): true {
  const { view, at } = cursor;
  const alone = textAt(view, at).length <= indent;
  return enter(cursor, alone ? takeFirstKnown(view, at, { first: indent }) : takeKnown(view, at, indent));
}

function enter(cursor: Cursor, { view, next }: Indented): true {
  cursor.reading.nest(view);
  cursor.at = next;
  return true;
}

function below({ view, at }: Cursor): string {
  return at + 1 < view.to ? textAt(view, at + 1) : "";
}
