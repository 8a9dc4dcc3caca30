const COLON = 58;
const BACKSLASH = 92;
const BLANK = 32;
const BACKQUOTE = 96;

/**
 * Index behind a field's marker `:name:` and the blanks after it; 0 if the text does not begin with one. A colon within
 * the name is escaped, or neither a blank nor a backquote follows it (docutils: Body.patterns["field_marker"]). Docutils
 * takes the last colon that fits: of `:a: b: c` that is the first one, for a blank follows it.
 */
export function fieldMarkerEnd(text: string): number {
  if (text.charCodeAt(0) !== COLON) return 0;
  const first = text.charCodeAt(1);
  if (first === COLON || first === BLANK || Number.isNaN(first)) return 0;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === COLON && !continuesName(text, at)) return closes(text, at) ? blanksEnd(text, at + 1) : 0;
  }
  return 0;
}

/** The name between the colons (docutils: parse_field_marker). */
export function fieldName(text: string, end: number): string {
  const marker = text.slice(1, end);
  return marker.slice(0, marker.lastIndexOf(":"));
}

function continuesName(text: string, colon: number): boolean {
  const next = text.charCodeAt(colon + 1);
  return !(Number.isNaN(next) || next === BLANK || next === BACKQUOTE);
}

function closes(text: string, colon: number): boolean {
  const next = text.charCodeAt(colon + 1);
  return (Number.isNaN(next) || next === BLANK) && text.charCodeAt(colon - 1) !== BLANK;
}

function blanksEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === BLANK) at++;
  return at;
}
