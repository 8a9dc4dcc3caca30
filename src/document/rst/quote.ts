import { type Indented, isEmpty, takeIndented } from "./indented.ts";
import type { Cursor } from "./reading.ts";
import { indentAt, isBlank, sliceView, textAt, textOf, trimTop, type View } from "./view.ts";

/** Two or three dashes or an em dash, and text (docutils: Body.attribution_pattern). */
const ATTRIBUTION = /^(?:---?(?!-)|\u2014) *(?=[^ ])/;

/** Indented text (docutils: Body.indent). */
export function indentedText(cursor: Cursor): void {
  blockQuote(cursor, takeIndented(cursor.view, cursor.at));
}

/**
 * One block quote behind the other, for an attribution ends each (docutils: Body.block_quote). Each is a nested run of
 * its own; the attributions hold no blocks.
 */
export function blockQuote(cursor: Cursor, { view, next }: Indented): void {
  let rest = view;
  while (!isEmpty(rest)) {
    const { quote, behind } = splitAttribution(rest);
    const { structure } = cursor.reading;
    structure?.enter({ kind: "quote" });
    cursor.reading.nest(quote);
    if (structure !== undefined && quote.to < behind.from) {
      const text = textOf(sliceView(rest, quote.to, behind.from))
        .replace(ATTRIBUTION, "")
        .replaceAll(/\n +/g, "\n");
      structure.leaf({ kind: "attribution", text });
    }
    structure?.leave();
    rest = trimTop(behind);
  }
  cursor.at = next;
}

/** docutils: Body.split_attribution. An attribution stands behind a blank line and some quoted text. */
function splitAttribution(view: View): { quote: View; behind: View } {
  let seen = false;
  for (let at = view.from; at < view.to; at++) {
    if (isBlank(view, at)) continue;
    if (seen && isBlank(view, at - 1) && ATTRIBUTION.test(textAt(view, at))) {
      const end = attributionEnd(view, at);
      if (end !== undefined) return { quote: sliceView(view, view.from, at), behind: sliceView(view, end, view.to) };
    }
    seen = true;
  }
  return { quote: view, behind: sliceView(view, view.to, view.to) };
}

/** Its lines behind the first are all indented alike, or it is none (docutils: Body.check_attribution). */
function attributionEnd(view: View, start: number): number | undefined {
  let at = start + 1;
  for (; at < view.to && !isBlank(view, at); at++) {
    if (indentAt(view, at) !== indentAt(view, start + 1)) return undefined;
  }
  return at;
}
