/** RFC 8259, token by token. */
const BLANKS = /[ \t\n\r]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next; `first`: or the end of what has just begun. */
type Want = "value" | "first value" | "key" | "first key" | "colon" | "more";

/** Offset of what makes a text no JSON; undefined where it is JSON. YAML is more than JSON, and its parser finds places. */
export function whereNotJson(text: string): number | undefined {
  const open: string[] = [];
  let want: Want = "value";
  for (let at = skip(text, 0); at < text.length; at = skip(text, TOKEN.lastIndex)) {
    TOKEN.lastIndex = at;
    const token: string | undefined = TOKEN.exec(text)?.[0];
    if (token === undefined) return at;
    const next: Want | undefined = step(want, token, open);
    if (next === undefined) return at;
    want = next;
  }
  return want === "more" && open.length === 0 ? undefined : text.length;
}

function step(want: Want, token: string, open: string[]): Want | undefined {
  if (want === "more" ? token === open.at(-1) : token === closes(want)) {
    open.pop();
    return "more";
  }
  switch (want) {
    case "more":
      if (token !== "," || open.length === 0) return undefined;
      return open.at(-1) === "}" ? "key" : "value";
    case "key":
    case "first key":
      return token.startsWith('"') ? "colon" : undefined;
    case "colon":
      return token === ":" ? "value" : undefined;
    case "value":
    case "first value":
      if (token === "{" || token === "[") {
        open.push(token === "{" ? "}" : "]");
        return token === "{" ? "first key" : "first value";
      }
      return /^[\]},:]$/.test(token) ? undefined : "more";
  }
}

function closes(want: Want): string | undefined {
  return want === "first key" ? "}" : want === "first value" ? "]" : undefined;
}

function skip(text: string, from: number): number {
  BLANKS.lastIndex = from;
  BLANKS.exec(text);
  return BLANKS.lastIndex;
}
