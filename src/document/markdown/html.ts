/** What ends a block of HTML (CommonMark 4.6), or a comment of MDX's: a text in one of its lines, or a blank line. */
export type HtmlEnd = "</pre>" | "-->" | "*/}" | "?>" | ">" | "]]>" | "blank" | "blank after any tag";

const RAW = new Set(["pre", "script", "style", "textarea"]);

/** Tags that begin a block wherever they stand, complete or not. */
const BLOCKS = new Set(
  (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt " +
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link " +
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead " +
    "title tr track ul"
  ).split(" "),
);

/** What the HTML that a line begins ends at; undefined where it begins none. */
export function htmlEnd(text: string): HtmlEnd | undefined {
  if (text.startsWith("<!--")) return "-->";
  if (text.startsWith("<?")) return "?>";
  if (text.startsWith("<![CDATA[")) return "]]>";
  if (/^<![A-Za-z]/.test(text)) return ">";
  const match = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)/.exec(text);
  if (match === null) return undefined;
  const [tag, slash, name = ""] = match;
  const behind = text[tag.length];
  if (behind !== undefined && !/[\t />]/.test(behind)) return undefined;
  if (slash === "" && behind !== "/" && RAW.has(name.toLowerCase())) return "</pre>";
  if (BLOCKS.has(name.toLowerCase())) return behind === "/" && text[tag.length + 1] !== ">" ? undefined : "blank";
  return isCompleteTag(text, tag.length, slash === "/") ? "blank after any tag" : undefined;
}

/** Whether a line holds what ends its block, from `from` on: in its first line behind `<`. */
export function endsHtml(end: HtmlEnd, text: string, from: 0 | 1): boolean {
  if (end === "blank" || end === "blank after any tag") return false;
  return end === "</pre>" ? /<\/(?:pre|script|style|textarea)>/i.test(text) : text.includes(end, from);
}

/** Whether nothing but blanks follows a tag's end. `from`: behind its name. */
function isCompleteTag(text: string, from: number, closing: boolean): boolean {
  let at = from;
  if (!closing) {
    for (let end = attributeEnd(text, at); end !== undefined; end = attributeEnd(text, at)) {
      if (end === at) return false;
      at = end;
    }
  }
  const rest = text.slice(at);
  return (closing ? /^[ \t]*>[ \t]*$/ : /^[ \t]*\/?>[ \t]*$/).test(rest);
}

const ATTRIBUTE =
  /[ \t]*[A-Za-z_:][A-Za-z0-9_.:-]*(?:[ \t]*=[ \t]*(?:(?:"[^"]*"|'[^']*')(?=[\t />])|[^\t "'=<>`/]+))?/y;

/** Behind the attribute at `from`; undefined where there is none. */
function attributeEnd(text: string, from: number): number | undefined {
  ATTRIBUTE.lastIndex = from;
  return ATTRIBUTE.test(text) ? ATTRIBUTE.lastIndex : undefined;
}
