import { admonition, type Box } from "./boxes.ts";

/** A line of colons (Pandoc, Docusaurus, VitePress); what it opens need not be shown. */
export type Colons = ({ readonly kind: "open" } & Box) | { readonly kind: "unseen" | "close" };

const KINDS = new Set(
  (
    "abstract admonition attention bug caution danger details error example failure hint important info note " +
    "question quote seealso success summary tip todo warning"
  ).split(" "),
);

/** `:::note Title`, `::: {.callout-note}`, `:::`. */
export function readColons(text: string): Colons | undefined {
  if (!/^ {0,3}:::/.test(text)) return undefined;
  const [, name, braced, rest = ""] = /^ *:{3,}[ \t]*(?:([A-Za-z][\w-]*)|\{([^}]*)\})?(.*)$/s.exec(text) ?? [];
  if (name === undefined && braced === undefined) return rest.trim() === "" ? { kind: "close" } : undefined;
  const kind = (name ?? /\.([\w-]+)/.exec(braced ?? "")?.[1] ?? "").toLowerCase().replace("callout-", "");
  if (!KINDS.has(kind)) return { kind: "unseen" };
  const title = rest
    .trim()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/^\{.*\}$|^:+$/, "");
  return { kind: "open", node: admonition(kind), ...(title !== "" && { title }) };
}
