import type { Link, Node, Nodes, PhrasingContent } from "mdast";
import { toString } from "mdast-util-to-string";
import type { Slugs } from "../slug.ts";
import type { Anchor } from "../tree.ts";
import { normalName } from "./escape.ts";
import { Notes } from "./notes.ts";

/** What a name stands for: an address, a place in the document, or another name. */
export type Aim = { readonly url: string } | { readonly node: Node } | { readonly name: string };

/** A link whose address is found at the end; without one it is its text. */
export interface Pending {
  readonly link: Link;
  readonly name: string | undefined;
}

/** What a document's text refers to, and what it may be referred to by. All of it is resolved at its end. */
export class References {
  readonly notes: Notes = new Notes();
  readonly #substitutions = new Map<string, readonly PhrasingContent[]>();
  /** What stands for a substitution, and its name. */
  readonly #substituted = new Map<Node, string>();
  /** Links that show the title of where they lead. */
  readonly untitled: Set<Node> = new Set();
  readonly #slugs: Slugs;
  readonly #explicit = new Map<string, Aim>();
  /** Titles: a target of the same name comes first. */
  readonly #implicit = new Map<string, Aim>();
  readonly #anonymous: Aim[] = [];
  readonly #pending: Pending[] = [];

  constructor(slugs: Slugs) {
    this.#slugs = slugs;
  }

  /** The first one of a name counts. */
  define(name: string, aim: Aim): void {
    const key = normalName(name);
    if (!this.#explicit.has(key)) this.#explicit.set(key, aim);
  }

  title(name: string, node: Node): void {
    const key = normalName(name);
    if (!this.#implicit.has(key)) this.#implicit.set(key, { node });
  }

  anonymous(aim: Aim): void {
    this.#anonymous.push(aim);
  }

  named(shown: string, name: string, anonymous: boolean): PhrasingContent {
    return this.#link([{ type: "text", value: shown }], anonymous ? undefined : name);
  }

  /** A link to a place, which shows its title where it has none of its own; to no place it is text. */
  titled(shown: string, name: string): PhrasingContent {
    const link = this.#link([{ type: "text", value: shown }], name);
    if (shown === name) this.untitled.add(link);
    return link;
  }

  /** `|name|`, `|name|_`, `|name|__`. */
  substitution(name: string, mark: string): PhrasingContent {
    const node: PhrasingContent = { type: "text", value: name };
    this.#substituted.set(node, name);
    return mark === "" ? node : this.#link([node], mark === "__" ? undefined : name);
  }

  substitute(name: string, content: readonly PhrasingContent[]): void {
    const key = name.trim().replaceAll(/\s+/g, " ");
    if (!this.#substitutions.has(key)) this.#substitutions.set(key, content);
  }

  /** What each placeholder of a substitution stands for. Names are told apart by their case if nothing else fits. */
  replacements(): Map<Node, readonly PhrasingContent[]> {
    const loose = new Map([...this.#substitutions].map(([name, content]) => [normalName(name), content]));
    const found = new Map<Node, readonly PhrasingContent[]>();
    for (const [node, name] of this.#substituted) {
      const content = this.#substitutions.get(name.replaceAll(/\s+/g, " ")) ?? loose.get(normalName(name));
      if (content !== undefined) found.set(node, content);
    }
    return found;
  }

  anchor(name: string): PhrasingContent {
    const node: Anchor = { type: "anchor", children: [{ type: "text", value: name }] };
    this.define(name, { node });
    return node;
  }

  note(label: string): PhrasingContent {
    return this.notes.refer(label);
  }

  /** Gives each link its address. Those that lead nowhere are returned. */
  resolve(): Set<Node> {
    let next = 0;
    const lost = new Set<Node>();
    for (const { link, name } of this.#pending) {
      const aim = name === undefined ? this.#anonymous[next++] : { name };
      const url = aim === undefined ? undefined : this.#urlOf(aim);
      if (url === undefined) lost.add(link);
      else link.url = url;
      if (this.untitled.has(link)) retitle(link, this.#nodeOf(name ?? ""));
    }
    return lost;
  }

  #link(children: PhrasingContent[], name: string | undefined): PhrasingContent {
    const link: Link = { type: "link", url: "", title: null, children };
    this.#pending.push({ link, name });
    return link;
  }

  #urlOf(aim: Aim): string | undefined {
    const end = this.#follow(aim);
    if (end === undefined) return undefined;
    if ("url" in end) return end.url;
    end.node.data ??= {};
    end.node.data.id ??= this.#slugs.take("name" in aim ? aim.name : "target");
    return `#${end.node.data.id}`;
  }

  /** Names may stand for each other, in a circle even. */
  #follow(aim: Aim): Exclude<Aim, { readonly name: string }> | undefined {
    const seen = new Set<string>();
    let at: Aim | undefined = aim;
    while (at !== undefined && "name" in at) {
      const key = normalName(at.name);
      if (seen.has(key)) return undefined;
      seen.add(key);
      at = this.#explicit.get(key) ?? this.#implicit.get(key);
    }
    return at;
  }

  #nodeOf(name: string): Node | undefined {
    const end = this.#follow({ name });
    return end !== undefined && "node" in end ? end.node : undefined;
  }
}

/** A heading's text, or a figure's caption. */
function retitle(link: Link, node: Node | undefined): void {
  const titled = node !== undefined && "children" in node ? (node as Nodes & { children: Nodes[] }) : undefined;
  const caption = titled?.type === "heading" ? titled : titled?.children.find(({ type }) => type === "caption");
  const title = caption === undefined ? "" : toString(caption);
  if (title !== "") link.children = [{ type: "text", value: title }];
}
