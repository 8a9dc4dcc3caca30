import { type Enumerator, isItem, readEnumerator } from "./enumerator.ts";
import { faults } from "./faults.ts";
import { type Indented, isEmpty, takeFirstKnown, takeKnown } from "./indented.ts";
import { readMark } from "./marks.ts";
import { isOptionMarker } from "./option-marker.ts";
import { blockQuote } from "./quote.ts";
import type { Cursor } from "./reading.ts";
import { isBlank, isIndented, textAt } from "./view.ts";

/** docutils: Body.bullet, BulletList. Another bullet begins another list. */
export function bulletList(cursor: Cursor): void {
  const bullet = textAt(cursor.view, cursor.at).charAt(0);
  members(cursor, "the bullet list", (text) => {
    const mark = readMark(text);
    return mark.kind === "bullet" && text.startsWith(bullet) ? listItem(cursor, mark.end) : undefined;
  });
}

/** docutils: Body.enumerator, EnumeratedList. False if it is no list by the line below: then it is text. */
export function enumeratedList(cursor: Cursor): boolean {
  const first = readEnumerator(textAt(cursor.view, cursor.at));
  if (!isItem(first, below(cursor))) return false;
  const expected = first.sequence === "#" ? "arabic" : first.sequence;
  let auto = first.sequence === "#";
  let last: Enumerator | undefined;
  members(cursor, "the enumerated list", (text) => {
    const mark = readMark(text);
    if (mark.kind !== "enumerator") return undefined;
    const item = last === undefined ? first : readEnumerator(text, expected);
    const inTurn = item.sequence === expected && !auto && item.ordinal === (last?.ordinal ?? 0) + 1;
    const fits = item.format === first.format && (item.sequence === "#" || inTurn) && isItem(item, below(cursor));
    if (last !== undefined && !fits) return undefined;
    auto ||= item.sequence === "#";
    last = item;
    return listItem(cursor, mark.end);
  });
  return true;
}

/** docutils: Body.field_marker, FieldList. */
export function fieldList(cursor: Cursor): void {
  members(cursor, "the field list", (text) => {
    const mark = readMark(text);
    return mark.kind === "field"
      ? enter(cursor, takeFirstKnown(cursor.view, cursor.at, { first: mark.end }))
      : undefined;
  });
}

/** docutils: Body.option_marker, OptionList. False if nothing describes the option: then it is text. */
export function optionList(cursor: Cursor): boolean {
  const first = readMark(textAt(cursor.view, cursor.at));
  const body = takeFirstKnown(cursor.view, cursor.at, { first: first.end });
  if (!isOptionMarker(textAt(cursor.view, cursor.at).slice(0, first.end))) {
    blockQuote(cursor, body, "the option list");
    return true;
  }
  if (isEmpty(body.view)) return false;
  members(cursor, "the option list", (text) => {
    const mark = readMark(text);
    if (mark.kind !== "option" || !isOptionMarker(text.slice(0, mark.end))) return undefined;
    const item = takeFirstKnown(cursor.view, cursor.at, { first: mark.end });
    return isEmpty(item.view) ? undefined : enter(cursor, item);
  });
  return true;
}

/** Lines of verse hold no blocks, only lines that continue them (docutils: Body.line_block, LineBlock). */
export function lineBlock(cursor: Cursor): void {
  let finished = false;
  while (!finished && !isBlank(cursor.view, cursor.at)) {
    const mark = readMark(textAt(cursor.view, cursor.at));
    if (mark.kind !== "line-block") break;
    const line = takeFirstKnown(cursor.view, cursor.at, { first: mark.end, untilBlank: true });
    cursor.at = line.next;
    finished = line.finished;
  }
  if (!finished) cursor.reading.say(faults.unindented("the line block"), cursor.view, cursor.at);
}

/**
 * Reads a list's members, blank lines between them or not, as long as `member` knows them (docutils: SpecializedBody).
 * It is given an unindented line's text; it reads the member and returns whether a blank line ended it.
 */
function members(cursor: Cursor, name: string, member: (text: string) => boolean | undefined): void {
  const { view } = cursor;
  let finished = true;
  for (;;) {
    while (cursor.at < view.to && isBlank(view, cursor.at)) cursor.at++;
    if (cursor.at >= view.to || isIndented(view, cursor.at)) break;
    const one = member(textAt(view, cursor.at));
    if (one === undefined) break;
    finished = one;
  }
  if (!finished) cursor.reading.say(faults.unindented(name), view, cursor.at);
}

/** docutils: Body.list_item. Where the marker's line holds nothing else, the lines below say how deep the item is. */
function listItem(cursor: Cursor, indent: number): boolean {
  const { view, at } = cursor;
  const alone = textAt(view, at).length <= indent;
  return enter(cursor, alone ? takeFirstKnown(view, at, { first: indent }) : takeKnown(view, at, indent));
}

function enter(cursor: Cursor, { view, next, finished }: Indented): boolean {
  cursor.reading.nest(view);
  cursor.at = next;
  return finished;
}

function below({ view, at }: Cursor): string {
  return at + 1 < view.to ? textAt(view, at + 1) : "";
}
