import { decodeString } from "micromark-util-decode-string";

/** A tag of HTML. */
export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

/** A comment, an instruction, a declaration; a tag; or a text. */
const TOKEN =
  /<!--(?:>|->|.*?(?:-->|$))|<\?.*?(?:\?>|$)|<!.*?(?:>|$)|<(\/?)([A-Za-z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gs;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
/** What stands in them is no text. */
const HIDDEN = new Set(["script", "style", "template", "svg", "head", "title", "textarea", "select", "iframe"]);

/** HTML's tags and the text between them, without comments and what is never shown. */
export function readHtml(html: string): (Tag | string)[] {
  const found: (Tag | string)[] = [];
  let at = 0;
  let hidden: string | undefined;
  for (const match of html.matchAll(TOKEN)) {
    const [all, slash, name, attributes = ""] = match;
    if (hidden === undefined && match.index > at) found.push(decode(html.slice(at, match.index)));
    at = match.index + all.length;
    if (name === undefined) continue;
    const tag = { name: name.toLowerCase(), closing: slash === "/", attributes: readAttributes(attributes) };
    if (hidden === undefined && HIDDEN.has(tag.name) && !tag.closing && !attributes.endsWith("/")) hidden = tag.name;
    else if (hidden === undefined) found.push(tag);
    else if (tag.closing && tag.name === hidden) hidden = undefined;
  }
  if (hidden === undefined && at < html.length) found.push(decode(html.slice(at)));
  return found;
}

function readAttributes(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, decode(double ?? single ?? bare ?? ""));
  }
  return found;
}

/** Character references; in HTML a backslash is itself. */
function decode(text: string): string {
  return text.includes("&") ? decodeString(text.replaceAll("\\", "\\\\")) : text;
}
