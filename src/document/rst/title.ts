import { faults } from "./faults.ts";
import { isLine } from "./marks.ts";
import type { Cursor } from "./reading.ts";
import { hasColons, isBlank, isIndented, sliceView, textAt } from "./view.ts";
import { contentStart } from "./whitespace.ts";
import { columnWidth } from "./width.ts";

/** A line of punctuation shorter than this is text where it does not fit as an overline, underline or transition. */
const SURE = 4;

/** docutils: Text.underline. False if the line below the text is no underline but text itself. */
export function underlinedTitle(cursor: Cursor): boolean {
  const { view, at } = cursor;
  const title = textAt(view, at);
  const underline = textAt(view, at + 1);
  if (columnWidth(title) > underline.length && underline.length < SURE) return false;
  if (cursor.titles) openSection(cursor, underline.charAt(0), title);
  else cursor.reading.structure?.leaf({ kind: "title", text: title, depth: undefined });
  cursor.at = at + 2;
  return true;
}

/**
 * A line of punctuation: an overline or a transition (docutils: Body.line, Line). False if it is so short that it is
 * text where it is neither; `::` alone is so.
 */
export function overline(cursor: Cursor): boolean {
  const { view, at, reading } = cursor;
  const marker = textAt(view, at);
  const { sound, lines, title } = cursor.titles ? readOverline(cursor) : { sound: false, lines: 1 };
  if ((!sound || isBlank(view, at + 1)) && marker.length < SURE) return false;
  const next = Math.min(at + lines, view.to);
  if (title !== undefined) openSection(cursor, marker.charAt(0) + textAt(view, at + 2).charAt(0), title);
  else if (sound) {
    reading.front.close();
    reading.structure?.leaf({ kind: "transition" });
  } else if (hasColons(sliceView(view, at + 1, next))) reading.say(faults.brokenTitle(), view, at);
  cursor.at = next;
  return true;
}

interface Overline {
  /** Whether docutils has nothing against it. */
  readonly sound: boolean;
  /** How many lines belong to it. */
  readonly lines: number;
  /** Undefined if it is a transition, or no title can be made of it. */
  readonly title?: string;
}

function readOverline({ view, at }: Cursor): Overline {
  const marker = textAt(view, at);
  if (isBlank(view, at + 1)) return { sound: true, lines: 1 };
  const title = textAt(view, at + 1);
  if (!isIndented(view, at + 1) && isLine(title)) return { sound: false, lines: 2 };
  if (at + 2 >= view.to || textAt(view, at + 2) !== marker) return { sound: false, lines: 3 };
  return { sound: columnWidth(title) <= marker.length, lines: 3, title: title.slice(contentStart(title)) };
}

function openSection({ reading }: Cursor, style: string, title: string): void {
  reading.front.title();
  const depth = reading.sections.open(style, title);
  reading.structure?.leaf({ kind: "title", text: title, depth });
}
