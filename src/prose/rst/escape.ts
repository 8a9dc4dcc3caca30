/**
 * While inline markup is read, an escaped character stands behind a NUL in place of its backslash (docutils:
 * utils.escape2null; markEscapes does it).
 */

/** What readers see: escaped blanks are nothing. */
export function unescape(text: string): string {
  return text.includes("\0") ? text.replaceAll(/\0[ \n]?/g, "") : text;
}

/** As it was written. */
export function restore(text: string): string {
  return text.replaceAll("\0", "\\");
}

/** Names are the same whatever their case and blanks (docutils: nodes.fully_normalize_name). */
export function normalName(text: string): string {
  return text.toLowerCase().trim().replaceAll(/\s+/g, " ");
}

/** An address without its blanks, but for escaped ones (docutils: utils.split_escaped_whitespace). */
export function address(text: string): string {
  return text
    .split(/\0[ \n]/)
    .map((part) => unescape(part).replaceAll(/\s+/g, ""))
    .join(" ");
}
