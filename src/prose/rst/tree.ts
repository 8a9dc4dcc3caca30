import type { Node, Parent, PhrasingContent, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import type { Block } from "../../document/document.ts";
import type { Leaf, Part, Structure } from "../../document/rst/structure.ts";
import type { Slugs } from "../slug.ts";
import { DirectiveReader } from "./directives.ts";
import { Inliner } from "./inline.ts";
import { References } from "./references.ts";
import { Roles } from "./roles.ts";
import { isHiddenField } from "./fields.ts";
import { append } from "../lists.ts";
import { blocksIn, classified, numbered, spread } from "./parts.ts";
import { gridTable, simpler } from "./tables.ts";
import { readAnonymousTarget, readTarget, type Target } from "./targets.ts";

/** A part of the document that is open. */
export interface Open {
  readonly part: Part;
  /** What holds its elements. */
  readonly node: Parent;
  /** What is to be done where it ends. */
  readonly end?: (() => void) | undefined;
}

/** Builds the tree of a document in reStructuredText from what its parser hears. */
export class RstTree implements Structure {
  readonly root: Parent = { type: "root", children: [] };
  readonly references: References;
  readonly inliner: Inliner;
  /** The code of each block, its index still to be found. */
  readonly codes: Map<Block, RootContent> = new Map();
  readonly #slugs: Slugs;
  readonly #directives: DirectiveReader;
  readonly #open: Open[] = [];
  /** Targets that stand right before the element that comes next. */
  #targets: string[] = [];

  constructor(slugs: Slugs) {
    this.#slugs = slugs;
    this.references = new References(slugs);
    this.inliner = new Inliner(this.references, new Roles());
    this.#directives = new DirectiveReader(this);
  }

  /** What holds the elements that come next. */
  get top(): Parent {
    return this.#open.at(-1)?.node ?? this.root;
  }

  /** The part that is open, and those that hold it, innermost first. */
  holder(depth: number): Part | undefined {
    return this.#open.at(-1 - depth)?.part;
  }

  inline(text: string): PhrasingContent[] {
    return this.inliner.read(text);
  }

  enter(part: Part): void {
    this.#open.push(part.kind === "directive" ? this.#directives.enter(part) : this.#openPart(part));
  }

  leave(): void {
    this.#open.pop()?.end?.();
  }

  block(block: Block): void {
    const code: RootContent = { type: "code", lang: block.lang ?? null, meta: block.meta ?? null, value: block.text };
    this.codes.set(block, code);
    this.add(code);
  }

  leaf(leaf: Leaf): void {
    switch (leaf.kind) {
      case "paragraph":
        this.add({ type: "paragraph", children: this.inline(leaf.text) });
        break;
      case "title":
        this.#title(leaf);
        break;
      case "transition":
        this.add({ type: "thematicBreak" });
        break;
      case "attribution":
        this.add({ type: "attribution", children: this.inline(leaf.text) });
        break;
      case "line":
        this.add({ type: "verseLine", indent: leaf.indent, children: this.inline(leaf.text) });
        break;
      case "target":
        this.#target(leaf.anonymous ? readAnonymousTarget(leaf.lines) : readTarget(leaf.lines));
        break;
    }
  }

  /** Puts an element where the next one stands, and targets before it lead there. */
  add(node: RootContent): void {
    this.#aim(node);
    this.top.children.push(node);
  }

  /** What leads to the element that comes next. */
  name(name: string): void {
    this.#targets.push(name);
  }

  /** Where nothing of what was named is shown, the name leads nowhere. */
  forget(name: string): void {
    this.#targets = this.#targets.filter((one) => one !== name);
  }

  #aim(node: Node): void {
    for (const name of this.#targets) this.references.define(name, { node });
    this.#targets = [];
  }

  #title({ text, depth }: Leaf & { kind: "title" }): void {
    const children = this.inline(text);
    if (depth === undefined) {
      this.add({ type: "paragraph", children: [{ type: "strong", children }] });
      return;
    }
    const title = toString({ type: "paragraph", children });
    const heading: RootContent = {
      type: "heading",
      depth: Math.min(depth, 6) as 1,
      children,
      data: { id: this.#slugs.take(title) },
    };
    this.add(heading);
    this.references.title(title, heading);
  }

  #target(target: Target | undefined): void {
    if (target === undefined) return;
    const { name, aim } = target;
    if (name === undefined && aim !== undefined) this.references.anonymous(aim);
    else if (name !== undefined && aim !== undefined) this.references.define(name, aim);
    else if (name !== undefined) this.name(name);
  }

  #openPart(part: Exclude<Part, { kind: "directive" }>): Open {
    const holding = (node: RootContent, end?: (node: Parent) => void): Open => {
      this.add(node);
      return { part, node: node as Parent, ...(end && { end: () => end(node as Parent) }) };
    };
    switch (part.kind) {
      case "bullets":
        return holding({ type: "list", ordered: false, start: null, spread: false, children: [] });
      case "numbers":
        return holding(numbered(part.first));
      case "item":
        if (part.apart) Object.assign(this.top, { spread: true });
        return holding({ type: "listItem", spread: false, checked: null, children: [] }, spread);
      case "definitions":
        return holding({ type: "definitionList", kind: "definition", children: [] });
      case "definition":
        return this.#described(part, classified(this.inline(part.term)));
      case "fields":
        return holding({ type: "definitionList", kind: "field", children: [] }, (node) => {
          if (node.children.length === 0) this.remove(node);
        });
      case "field": {
        const holder = this.holder(0);
        const settings = holder?.kind === "fields" && holder.settings;
        if (settings && isHiddenField(part.name)) return this.hidden(part);
        return this.#described(part, this.inline(part.name));
      }
      case "options":
        return holding({ type: "definitionList", kind: "option", children: [] });
      case "option":
        return this.#described(part, [{ type: "inlineCode", value: part.marker }]);
      case "quote":
        return holding({ type: "blockquote", children: [] });
      case "verse":
        return holding({ type: "lineBlock", children: [] });
      case "note":
        return holding(this.references.notes.define(part.label));
      case "table":
        return holding(gridTable(part.head), (node) => this.#replace(node, simpler(node)));
      case "row":
        return holding({ type: "gridRow", children: [] });
      case "cell": {
        const holder = this.holder(1);
        const stubs = holder?.kind === "table" ? holder.stubs : 0;
        const head = this.top.children.length < stubs;
        return holding({ type: "gridCell", columns: part.columns, rows: part.rows, head, children: [] });
      }
      case "substitution":
        return this.hidden(part);
    }
  }

  /** What is not shown; the blocks in it are. */
  hidden(part: Part): Open {
    const node: Parent = { type: "root", children: [] };
    const inFields = this.top.type === "definitionList";
    const around = inFields ? (this.#open.at(-2)?.node ?? this.root) : this.top;
    return { part, node, end: () => append(around.children, blocksIn(node)) };
  }

  #described(part: Part, term: PhrasingContent[]): Open {
    const description: RootContent = { type: "definitionDescription", children: [] };
    this.add({ type: "definitionTerm", children: term });
    this.add(description);
    return { part, node: description };
  }

  remove(node: Parent): void {
    this.top.children.splice(this.top.children.indexOf(node as RootContent), 1);
  }

  #replace(node: Parent, other: RootContent): void {
    this.top.children.splice(this.top.children.indexOf(node as RootContent), 1, other);
  }
}
