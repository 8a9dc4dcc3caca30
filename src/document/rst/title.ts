import { type Fault, faults } from "./faults.ts";
import { isLine } from "./marks.ts";
import type { Cursor } from "./reading.ts";
import { isBlank, isIndented, textAt } from "./view.ts";
import { contentStart } from "./whitespace.ts";
import { columnWidth } from "./width.ts";

/** A line of punctuation shorter than this is text where it does not fit as an overline, underline or transition. */
const SURE = 4;

/** docutils: Text.underline. False if the line below the text is no underline but text itself. */
export function underlinedTitle(cursor: Cursor): boolean {
  const { view, at, reading } = cursor;
  const title = textAt(view, at);
  const underline = textAt(view, at + 1);
  const tooShort = columnWidth(title) > underline.length;
  if (tooShort && underline.length < SURE) return false;
  if (tooShort) reading.say(faults.shortLine("underline"), view, at + 1);
  if (cursor.titles) openSection(cursor, underline.charAt(0), title);
  else reading.say(faults.unexpectedTitle(), view, at);
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
  const below = at + 1;
  const { fault, lines, title } = cursor.titles ? readOverline(cursor) : { fault: faults.unexpectedTitle(), lines: 1 };
  if (fault !== undefined && marker.length < SURE) return false;
  if (isBlank(view, below) && marker.length < SURE) return false;
  if (fault !== undefined) reading.say(fault, view, at);
  if (title !== undefined) openSection(cursor, marker.charAt(0) + textAt(view, at + 2).charAt(0), title);
  else if (fault === undefined) reading.front.close();
  cursor.at = Math.min(at + lines, view.to);
  return true;
}

interface Overline {
  readonly fault?: Fault;
  /** How many lines belong to it. */
  readonly lines: number;
  /** Undefined if it is a transition, or no title can be made of it. */
  readonly title?: string;
}

function readOverline({ view, at }: Cursor): Overline {
  const marker = textAt(view, at);
  if (isBlank(view, at + 1)) return { lines: 1 };
  const title = textAt(view, at + 1);
  if (!isIndented(view, at + 1) && isLine(title)) {
    return {
      lines: 2,
      fault: faults.brokenTitle("two lines of punctuation follow each other where a title should be"),
    };
  }
  const underline = textAt(view, at + 2);
  if (at + 2 >= view.to || !isLine(underline)) {
    return { lines: 3, fault: faults.brokenTitle("the title has an overline and no underline") };
  }
  if (underline !== marker) {
    return { lines: 3, fault: faults.brokenTitle("the title's overline and underline differ") };
  }
  const short = columnWidth(title) > marker.length;
  const text = title.slice(contentStart(title));
  return { lines: 3, title: text, ...(short && { fault: faults.shortLine("overline") }) };
}

function openSection({ reading, view, at }: Cursor, style: string, title: string): void {
  reading.front.title();
  if (!reading.sections.open(style, title)) reading.say(faults.inconsistentTitle(), view, at);
}
