/** A printable ASCII character that is neither letter, digit nor blank (docutils: nonalphanum7bit). */
export function isPunctuation(code: number): boolean {
  return code > 32 && code < 127 && !isLetter(code) && !isDigit(code);
}

export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A letter or digit of any script: Python's `\\w` without the underscore. */
export function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return isLetter(code) || isDigit(code);
  return /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));
}

/**
 * Index behind a reference name that begins at `from`: words joined by single `-`, `.`, `_`, `+` or `:` (docutils:
 * Inliner.simplename); `from` if there is none.
 */
export function simpleNameEnd(text: string, from: number): number {
  let end = wordEnd(text, from);
  if (end === from) return from;
  while (isJoiner(text.charCodeAt(end)) && isWord(text, end + 1)) end = wordEnd(text, end + 1);
  return end;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (isWord(text, at)) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

function isJoiner(code: number): boolean {
  return code === 45 || code === 46 || code === 95 || code === 43 || code === 58;
}
