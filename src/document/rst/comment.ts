import { ALMOST_ANNOTATION, isAlmostAnnotation } from "../annotation.ts";
import { directiveKind } from "./directives.ts";
import { faults } from "./faults.ts";
import { isEmpty, takeFirstKnown } from "./indented.ts";
import type { Cursor } from "./reading.ts";
import { isBlank, lineAt, textAt, type View } from "./view.ts";

const ANNOTATION = "howtrue:";
/** What was meant to be a directive with literal text, perhaps. */
const ALMOST_DIRECTIVE = /^([a-z-]+) ?:(?: |$)/i;

/**
 * What begins with `..` and is nothing else (docutils: Body.comment). Where a blank line follows the two dots, what is
 * indented below is no part of it.
 */
export function comment(cursor: Cursor, start: number): void {
  const { view, at } = cursor;
  if (textAt(view, at).length <= start && isBlank(view, at + 1)) {
    cursor.at = at + 1;
    return;
  }
  const body = takeFirstKnown(view, at, { first: start });
  cursor.at = body.next;
  const first = isEmpty(body.view) ? "" : textAt(body.view, body.view.from);
  if (first.startsWith(ANNOTATION)) annotation(cursor, body.view);
  else if (isAlmostAnnotation(first)) cursor.reading.say({ severity: "error", ...ALMOST_ANNOTATION }, view, at);
  else if (body.view.to > at + 1) almostDirective(cursor, at, ALMOST_DIRECTIVE.exec(first)?.[1] ?? "");
}

function almostDirective({ reading, view }: Cursor, at: number, name: string): void {
  if (directiveKind(name.toLowerCase()).body === "literal") reading.say(faults.noDirective(name), view, at);
}

/** The first body element of a document says how it is to be run; any other, how the block behind it is. */
function annotation({ reading }: Cursor, view: View): void {
  const first = lineAt(view, view.from, ANNOTATION.length).range;
  const { end } = lineAt(view, view.lines.cell ? view.from : view.to - 1).range;
  const text = view.lines.source.text.slice(first.start, end);
  if (reading.front.takeAnnotation()) {
    reading.settings.push({ kind: "annotation", text, start: first.start });
  } else {
    reading.annotate({ text, place: reading.placeAt(first.start) });
  }
}
