import { fieldMarkerEnd, fieldName } from "./field-marker.ts";
import { isEmpty, takeFirstKnown } from "./indented.ts";
import { readLines } from "./source.ts";
import { isBlank, isIndented, lineAt, textAt, type View, wholeView } from "./view.ts";

/** A field of a field list. Offsets are the document's. */
export interface Field {
  readonly name: string;
  /** Dedented, lines joined by `\n`. */
  readonly body: string;
  /** Of the first character of the name. */
  readonly start: number;
  /** Of the first character of the body; behind the marker if there is none. */
  readonly bodyStart: number;
}

/** The fields of a field list, which is all that `text` holds and begins at `start` in the document. */
export function readFields(text: string, start: number): Field[] {
  const view = wholeView(readLines(text));
  const fields: Field[] = [];
  for (let at = 0; at < view.to;) {
    const line = textAt(view, at);
    const end = isBlank(view, at) || isIndented(view, at) ? 0 : fieldMarkerEnd(line);
    if (end === 0) {
      at++;
      continue;
    }
    const { view: body, next } = takeFirstKnown(view, at, { first: end });
    const behind = lineAt(view, at, end).range.start;
    fields.push({
      name: fieldName(line, end),
      body: textOf(body),
      start: start + lineAt(view, at, 1).range.start,
      bodyStart: start + (isEmpty(body) ? behind : lineAt(body, body.from).range.start),
    });
    at = next;
  }
  return fields;
}

function textOf(view: View): string {
  return Array.from({ length: view.to - view.from }, (_, i) => lineAt(view, view.from + i).text).join("\n");
}
