import { textAt, type View } from "./view.ts";
import { isSpace } from "./whitespace.ts";

/**
 * Whether the lines behind `.. _` hold a target's name and the colon that ends it (docutils: Body.hyperlink_target and
 * its pattern). The name may go on over several lines.
 */
export function isTarget(view: View): boolean {
  let text = "";
  for (let at = view.from; at < view.to; at++) text += markEscapes(textAt(view, at));
  if (text.startsWith("_")) return isNameEnd(text, 1);
  return text.startsWith("`") ? hasQuotedName(text) : hasName(text);
}

/** An escaped character stands behind a NUL in place of its backslash (docutils: utils.escape2null). */
export function markEscapes(text: string): string {
  return text.replaceAll(/\\(.?)/gsu, "\0$1");
}

function hasQuotedName(text: string): boolean {
  if (text[1] === " " || text[1] === "`") return false;
  for (let at = text.indexOf("`", 2); at !== -1; at = text.indexOf("`", at + 1)) {
    if (isClosing(text, at) && isNameEnd(text, at + 1)) return true;
  }
  return false;
}

function hasName(text: string): boolean {
  for (let colon = text.indexOf(":", 1); colon !== -1; colon = text.indexOf(":", colon + 1)) {
    if (!isNameEnd(text, colon)) continue;
    if (isClosing(text, colon) && !isBareColon(text, colon - 1)) return true;
    if (text[colon - 1] === " " && isClosing(text, colon - 1) && !isBareColon(text, colon - 2)) return true;
  }
  return false;
}

/** Whether a colon stands here, one blank allowed before it, and a blank or nothing behind it. */
function isNameEnd(text: string, at: number): boolean {
  const colon = text[at] === " " ? at + 1 : at;
  return text[colon] === ":" && (colon + 1 === text.length || text[colon + 1] === " ");
}

/** Whether the character before is neither whitespace nor an escape's mark. */
export function isClosing(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return at > 0 && !isSpace(before) && before !== 0;
}

function isBareColon(text: string, at: number): boolean {
  return text[at] === ":" && text[at - 1] !== "\0";
}
