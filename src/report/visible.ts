import { formatMessage, type Message } from "../message/message.ts";

/**
 * Text of a document, or of what a step printed, fit to be shown: nothing in it can move the cursor, set a title, write
 * to the clipboard or turn the direction of writing, and nothing in it is unseen. Control characters become visible, as
 * `cat -v` shows them.
 */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0x7f) return "^?";
    if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/**
 * Output as it is published: what turns the direction of writing, separates lines for some programs only, or is not seen and
 * told apart becomes visible in the same way. Blanks of any kind and control characters stay: those have been acted on, or are to be.
 */
export function inOrder(text: string): string {
  return text.replaceAll(DISORDER, visible);
}

const DISORDER = /[\xad\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** The beginning of a text, in UTF-16 units; no character is cut. */
export function clip(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}

/** Of a longer line the beginning is shown, in UTF-16 units. */
const LONGEST_LINE = 500;

/** A line of output fit to be shown. */
export function fit(line: string): string {
  return line.length <= LONGEST_LINE ? visible(line) : `${visible(clip(line, LONGEST_LINE))}…`;
}

/** The same for a text of several lines. */
export function visibleText(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/**
 * C0 without the tab, DEL, C1 (ECMA-48 5.2, 5.3), line and paragraph separators, Unicode's directional controls (UAX #9),
 * and what is not seen but told apart: no-break spaces, soft hyphens, characters without width, tags. Joiners stay: emoji
 * and scripts are made of them.
 */
const UNSEEN =
  /[\0-\x08\x0a-\x1f\x7f-\xa0\xad\u061C\u180E\u200B\u200E\u200F\u2028-\u202F\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** A message fit to be shown: a line feed in a path or in what is wrong would begin a line that nobody could tell from ours. */
export function shownMessage(message: Message): string {
  const place = { ...message.place, path: visible(message.place.path) };
  const shown = { ...message, place, what: visible(message.what) };
  if (message.hint === undefined) return formatMessage(shown);
  return formatMessage({ ...shown, hint: visibleText(message.hint) });
}
