/**
 * Whitespace as Python's `str.strip()` sees it, which decides in docutils what is blank and how deep a line is indented.
 * JavaScript's `\s` knows neither U+001C–1F nor U+0085, and takes U+FEFF for a blank.
 */
export function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13) || code >= 28;
  if (code < 0x85) return false;
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  if (code <= 0x200a) return code >= 0x2000 || code === 0x1680;
  return code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** Index behind the last character that is no whitespace; `from` if there is none. */
export function contentEnd(text: string, from = 0, end: number = text.length): number {
  let at = end;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Index of the first character that is no whitespace; `end` if there is none. */
export function contentStart(text: string, from = 0, end: number = text.length): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Index behind a run of one character. */
export function runEnd(text: string, from: number, char: string): number {
  const code = char.charCodeAt(0);
  let at = from;
  while (text.charCodeAt(at) === code) at++;
  return at;
}

/** Whether nothing but whitespace stands between two indices. */
export function isBlankBetween(text: string, from: number, to: number): boolean {
  const end = Math.min(to, text.length);
  for (let at = from; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

/** The words of a text, as Python's `str.split()` gives them. */
export function words(text: string): string[] {
  const found: string[] = [];
  for (let at = contentStart(text); at < text.length;) {
    const from = at;
    while (at < text.length && !isSpace(text.charCodeAt(at))) at++;
    found.push(text.slice(from, at));
    at = contentStart(text, at);
  }
  return found;
}
