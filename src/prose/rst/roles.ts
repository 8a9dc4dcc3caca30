import type { PhrasingContent } from "mdast";
import { address, restore, unescape } from "./escape.ts";
import type { References } from "./references.ts";

/** What an interpreted text becomes; its escapes are still marked. */
type Role = (content: string, references: References) => PhrasingContent[];

const text = (value: string): PhrasingContent => ({ type: "text", value });
const code: Role = (content) => [{ type: "inlineCode", value: unescape(content) }];
const literal: Role = (content) => [{ type: "inlineCode", value: restore(content) }];
const emphasis: Role = (content) => [{ type: "emphasis", children: [text(unescape(content))] }];
const strong: Role = (content) => [{ type: "strong", children: [text(unescape(content))] }];
const plain: Role = (content) => [text(unescape(content))];
const subscript: Role = (content) => [{ type: "subscript", children: [text(unescape(content))] }];
const superscript: Role = (content) => [{ type: "superscript", children: [text(unescape(content))] }];
const nothing: Role = () => [];

/** `title <target>`, as Sphinx has it. */
function split(content: string): { title: string; target: string; named: boolean } {
  const [, title, target] = /^(.+?)\s*(?<!\0)<([^<]*?)>$/s.exec(content) ?? [];
  if (title === undefined || target === undefined) {
    return { title: unescape(content), target: unescape(content), named: false };
  }
  return { title: unescape(title), target: unescape(target), named: true };
}

/** A name of a program's parts: `~a.b.c` shows its last part, `!` makes no link. */
const object: Role = (content) => {
  const { title, named } = split(content);
  const shown = named ? title : title.replace(/^!/, "").replace(/^~(?:.*[.:])?(?=[^.:]+$)/s, "");
  return [{ type: "inlineCode", value: shown }];
};

const titled: Role = (content) => [text(split(content).title)];

const reference: Role = (content, references) => {
  const { title, target } = split(content);
  return [references.titled(title, target)];
};

const download: Role = (content) => {
  const { title, target } = split(content);
  return [{ type: "link", url: address(target), title: null, children: [{ type: "inlineCode", value: title }] }];
};

/** `Menu --> Item`; an ampersand marks an accelerator. */
const label: Role = (content) => {
  const shown = unescape(content).replaceAll("-->", "‣").replaceAll(/&(&?)/g, "$1");
  return [{ type: "strong", children: [text(shown)] }];
};

/** `{…}` is what a reader puts in. */
const sample: Role = (content) => [{ type: "inlineCode", value: unescape(content).replaceAll(/(?<!\\)[{}]/g, "") }];

const pep: Role = (content) => numbered(content, "PEP", (id) => `https://peps.python.org/pep-${id.padStart(4, "0")}`);
const rfc: Role = (content) => numbered(content, "RFC", (id) => `https://datatracker.ietf.org/doc/html/rfc${id}.html`);

function numbered(content: string, series: string, url: (id: string) => string): PhrasingContent[] {
  const { title, target, named } = split(content);
  const [, id = "", place = ""] = /^(\d+)(#.*)?$/s.exec(target.trim()) ?? [];
  if (id === "") return [text(title)];
  const shown = named ? title : `${series} ${id}`;
  return [{ type: "link", url: url(id) + place, title: null, children: [text(shown)] }];
}

const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>(
  (
    [
      [emphasis, "emphasis title-reference title t dfn term newsgroup"],
      [strong, "strong"],
      [literal, "literal code math"],
      [code, "kbd mailheader makevar mimetype regexp token keyword envvar manpage"],
      [sample, "file samp"],
      [object, "command program option class func meth mod attr exc data const obj type macro member var enum module"],
      [object, "setting ticket djadmin djadminopt lookup tfilter ttag confval any"],
      [subscript, "subscript sub"],
      [superscript, "superscript sup"],
      [plain, "abbreviation abbr ab acronym ac"],
      [reference, "ref numref"],
      [titled, "doc index"],
      [download, "download"],
      [label, "guilabel menuselection"],
      [pep, "pep pep-reference"],
      [rfc, "rfc rfc-reference"],
      [nothing, "raw"],
    ] satisfies [Role, string][]
  ).flatMap(([role, names]) => names.split(" ").map((name): [string, Role] => [name, role])),
);

/** The roles of a document: those that all have, and its own. */
export class Roles {
  readonly #own = new Map<string, Role>();
  #default = "title-reference";

  /** `.. default-role:: name`. */
  setDefault(name: string): void {
    this.#default = name === "" ? "title-reference" : name;
  }

  /** `.. role:: name(base)`. */
  define(name: string, base: string | undefined): void {
    this.#own.set(name.toLowerCase(), base === undefined ? plain : this.#find(base));
  }

  /** @param name empty where the text names none */
  read(name: string, content: string, references: References): PhrasingContent[] {
    return this.#find(name === "" ? this.#default : name)(content, references);
  }

  /** A role that nobody knows is a link to a part of a program, if it has a domain (`c:func`), else text. */
  #find(name: string): Role {
    const key = name.toLowerCase();
    return (
      this.#own.get(key) ??
      ROLES.get(key) ??
      ROLES.get(key.replace(/^std:/, "")) ??
      (key.includes(":") ? object : titled)
    );
  }
}
