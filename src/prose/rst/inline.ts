import type { PhrasingContent } from "mdast";
import { markEscapes } from "../../document/rst/target.ts";
import { address, restore, unescape } from "./escape.ts";
import { EMAIL, EMBEDDED, ENDS, INITIAL, URI } from "./patterns.ts";
import { isPair } from "./punctuation.ts";
import type { References } from "./references.ts";
import type { Roles } from "./roles.ts";
import { SCHEMES } from "./schemes.ts";

/** Longer text is nobody's, and what looks like an address may take the square of its length to read. */
const LONGEST = 50_000;

/** What is found at a place of a text; without nodes it is text. */
interface Found {
  readonly nodes: readonly PhrasingContent[];
  /** Where it begins, and what is behind it. */
  readonly start: number;
  readonly end: number;
}

/** What simple markup begins with. */
type Start = Exclude<keyof typeof ENDS, "`">;
type Match = RegExpExecArray & { readonly groups: Partial<Record<string, string>> };

/** Reads inline markup (docutils: parsers.rst.states.Inliner, 0.19). */
export class Inliner {
  readonly references: References;
  readonly roles: Roles;
  /** Kinds of markup whose end does not come any more in the text that is read. */
  readonly #endless = new Set<keyof typeof ENDS>();

  constructor(references: References, roles: Roles) {
    this.references = references;
    this.roles = roles;
  }

  read(source: string): PhrasingContent[] {
    if (source.length > LONGEST || !/[*`|_\\:@]/.test(source)) return source === "" ? [] : [text(source)];
    const nodes: PhrasingContent[] = [];
    this.#endless.clear();
    let rest = markEscapes(source);
    let plain = "";
    for (let match = INITIAL.exec(rest); match !== null; match = INITIAL.exec(rest)) {
      const found = this.#dispatch(match as Match);
      plain += rest.slice(0, found.start);
      if (found.nodes.length > 0) {
        nodes.push(...implicit(plain), ...found.nodes);
        plain = "";
      }
      rest = rest.slice(found.end);
    }
    nodes.push(...implicit(plain + rest));
    return nodes;
  }

  #dispatch(match: Match): Found {
    const { start, refname, label, back } = match.groups;
    if (back !== undefined) return this.#interpreted(match);
    if (refname !== undefined) return this.#reference(match, refname);
    if (label !== undefined) return whole(match, this.references.note(label));
    return this.#simple(match, start as Start);
  }

  /** docutils: inline_obj. */
  #simple(match: Match, kind: Start): Found {
    const from = behind(match);
    if (isQuoted(match)) return { nodes: [], start: from, end: from };
    const end = this.#endOf(match.input.slice(from), kind);
    if (end === undefined) return { nodes: [], start: from, end: from };
    const content = match.input.slice(from, from + end.index);
    const node = this.#marked(kind, content, end[1] ?? "");
    return { nodes: [node], start: match.index, end: from + end.index + end[0].length };
  }

  #marked(kind: Start, content: string, end: string): PhrasingContent {
    switch (kind) {
      case "*":
        return { type: "emphasis", children: [text(unescape(content))] };
      case "**":
        return { type: "strong", children: [text(unescape(content))] };
      case "``":
        return { type: "inlineCode", value: restore(content) };
      case "_`":
        return this.references.anchor(unescape(content));
      case "|":
        return this.references.substitution(unescape(content), end.slice(1));
    }
  }

  /** One or more characters stand before it. */
  #endOf(rest: string, kind: keyof typeof ENDS): Match | undefined {
    if (this.#endless.has(kind)) return undefined;
    const end = ENDS[kind].exec(rest);
    if (end === null) this.#endless.add(kind);
    return end === null || end.index === 0 ? undefined : (end as Match);
  }

  /** docutils: interpreted_or_phrase_ref. */
  #interpreted(match: Match): Found {
    const from = behind(match);
    const prefix = match.groups["role"] ?? "";
    if (prefix === "" && isQuoted(match)) return { nodes: [], start: from, end: from };
    const end = this.#endOf(match.input.slice(from), "`");
    if (end === undefined) return { nodes: [], start: from, end: from };
    const content = match.input.slice(from, from + end.index);
    const behindIt = from + end.index + end[0].length;
    const suffix = end.groups["role"] ?? "";
    const mark = end.groups["refend"] ?? "";
    const said = { start: match.index, end: behindIt };
    if (prefix !== "" && (suffix !== "" || mark !== "")) {
      return { ...said, nodes: [text(unescape(match.input.slice(match.index, behindIt)))] };
    }
    if (mark !== "") return { ...said, nodes: [this.#phrase(content, mark)] };
    return { ...said, nodes: this.roles.read((prefix || suffix).slice(1, -1), content, this.references) };
  }

  /** docutils: phrase_ref. */
  #phrase(content: string, mark: string): PhrasingContent {
    const link = EMBEDDED.exec(content);
    if (link === null) return this.references.named(unescape(content), content, mark === "__");
    const target = link[1] ?? "";
    const shown = unescape(content.slice(0, link.index));
    const isName = target.endsWith("_") && !target.endsWith("\0_") && !URI.test(target);
    if (isName) {
      const name = unescape(target.slice(0, -1));
      if (mark === "_" && shown !== "") this.references.define(shown, { name });
      return this.references.named(shown || name, name, false);
    }
    const uri = withScheme(address(target).replace(/\\_$/, "_"));
    if (mark === "_" && shown !== "") this.references.define(shown, { url: uri });
    return { type: "link", url: uri, title: null, children: [text(shown || uri)] };
  }

  #reference(match: Match, name: string): Found {
    return whole(match, this.references.named(name, name, match.groups["refend"] === "__"));
  }
}

function whole(match: Match, node: PhrasingContent): Found {
  return { nodes: [node], start: match.index, end: behind(match) };
}

function behind(match: Match): number {
  return match.index + match[0].length;
}

/** Whether a start stands between matching quotes or brackets, or at the end (docutils: quoted_start). */
function isQuoted(match: Match): boolean {
  if (match.index === 0) return false;
  const end = behind(match);
  return end >= match.input.length || isPair(match.input[match.index - 1] ?? "", match.input[end] ?? "");
}

/** Addresses that stand in a text as they are (docutils: implicit_inline). One with an unknown scheme ends the search. */
function implicit(source: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let rest = source;
  while (/[:@]/.test(rest)) {
    const match = URI.exec(rest);
    const { scheme, email } = match?.groups ?? {};
    if (match === null || (scheme !== undefined && !SCHEMES.has(scheme.toLowerCase()))) break;
    const shown = unescape(match[0]);
    if (match.index > 0) nodes.push(text(unescape(rest.slice(0, match.index))));
    nodes.push({
      type: "link",
      url: email === undefined ? shown : `mailto:${shown}`,
      title: null,
      children: [text(shown)],
    });
    rest = rest.slice(match.index + match[0].length);
  }
  const last = unescape(rest);
  return last === "" ? nodes : [...nodes, text(last)];
}

/** docutils: adjust_uri. */
export function withScheme(uri: string): string {
  return EMAIL.test(uri) ? `mailto:${uri}` : uri;
}

function text(value: string): PhrasingContent {
  return { type: "text", value };
}
