import type { Blockquote, Image, Parent, PhrasingContent, RootContent } from "mdast";
import { directiveKind } from "../../document/rst/directives.ts";
import type { DirectivePart } from "../../document/rst/structure.ts";
import { type AdmonitionForm, versionTitle } from "../admonitions.ts";
import { address } from "./escape.ts";
import { formOf } from "./forms.ts";
import { attribute, emphasised } from "./parts.ts";
import { listTable, simpler } from "./tables.ts";
import type { Open, RstTree } from "./tree.ts";

/** What directives become. */
export class DirectiveReader {
  readonly #tree: RstTree;

  constructor(tree: RstTree) {
    this.#tree = tree;
  }

  enter(part: DirectivePart): Open {
    const named = part.options.get("name");
    if (named === undefined) return this.#open(part);
    this.#tree.name(named);
    const open = this.#open(part);
    if (directiveKind(part.name).body === "raw") this.#tree.forget(named);
    return open;
  }

  #open(part: DirectivePart): Open {
    const holder = this.#tree.holder(0);
    if (holder?.kind === "substitution") return this.#substitution(part, holder.name);
    const form = formOf(part.name, part.argument);
    switch (form) {
      case "quote":
        return this.#quote(part);
      case "hidden":
        return this.#tree.hidden(part);
      case "description":
        return this.#description(part);
      case "code":
        this.#code(null, part.raw);
        return this.#through(part);
      case "special":
        return this.#special(part);
      default:
        return this.#admonition(part, form.admonition);
    }
  }

  #special(part: DirectivePart): Open {
    const { name, argument, options, raw } = part;
    switch (name) {
      case "image":
        this.#tree.add({ type: "paragraph", children: [picture(part)] });
        break;
      case "figure":
        return this.#figure(part);
      case "table":
      case "csv-table":
        return this.#captioned(part, argument);
      case "list-table":
        return this.#listTable(part);
      case "rubric":
      case "centered":
        this.#tree.add({ type: "paragraph", children: [{ type: "strong", children: this.#tree.inline(argument) }] });
        break;
      case "math":
        for (const formula of `${argument}\n\n${raw}`.split(/\n\n+/)) this.#code("math", formula.trim());
        break;
      case "include":
        if (argument.trim() === "<isonum.txt>") this.#tree.references.includeCharacters();
        return this.#captioned(part, options.get("caption") ?? "");
      case "toctree":
        this.#contents(part);
        break;
      case "default-role":
        this.#tree.inliner.roles.setDefault(argument.trim());
        break;
      case "role":
        this.#role(argument);
        break;
      default:
        return this.#captioned(part, options.get("caption") ?? "");
    }
    return this.#through(part);
  }

  /** What it holds stands as if it was not there. */
  #through(part: DirectivePart, end?: () => void): Open {
    return { part, node: this.#tree.top, end };
  }

  #holding(part: DirectivePart, node: RootContent, end?: () => void): Open {
    this.#tree.add(node);
    return { part, node: node as Parent, end };
  }

  #quote(part: DirectivePart): Open {
    const quote: Blockquote = { type: "blockquote", children: [] };
    return this.#holding(part, quote, () => attribute(quote));
  }

  #admonition(part: DirectivePart, { kind, argument: meaning }: AdmonitionForm): Open {
    const children: PhrasingContent[] = [];
    const open = this.#holding(part, { type: "admonition", kind, children: [] });
    const [, version = "", said = ""] = /^(\S*)\s*(.*)$/s.exec(part.argument) ?? [];
    if (meaning === "version" && version !== "") children.push({ type: "text", value: versionTitle(kind, version) });
    else if (part.argument !== "") children.push(...this.#tree.inline(part.argument));
    if (children.length > 0) open.node.children.push({ type: "caption", children });
    if (meaning === "version" && said !== "") {
      open.node.children.push({ type: "paragraph", children: this.#tree.inline(said) });
    }
    const subtitle = part.name === "sidebar" ? part.options.get("subtitle") : undefined;
    if (subtitle !== undefined) open.node.children.push(emphasised(this.#tree.inline(subtitle)));
    return open;
  }

  #figure(part: DirectivePart): Open {
    const figure: RootContent = { type: "figure", children: [{ type: "paragraph", children: [picture(part)] }] };
    return this.#holding(part, figure, () => {
      const [, caption] = figure.children;
      if (caption?.type === "paragraph") figure.children[1] = { type: "caption", children: caption.children };
    });
  }

  /** A figure of what it holds, if it has a caption. */
  #captioned(part: DirectivePart, caption: string): Open {
    if (caption === "") return this.#through(part);
    const figure: RootContent = {
      type: "figure",
      children: [{ type: "caption", children: this.#tree.inline(caption) }],
    };
    return this.#holding(part, figure, () => {
      if (figure.children.length === 1) this.#tree.remove(figure);
    });
  }

  #listTable(part: DirectivePart): Open {
    const open = this.#captioned(part, part.argument);
    const first = open.node.children.length;
    const [head, stubs] = ["header-rows", "stub-columns"].map((name) => Number(part.options.get(name) ?? 0) || 0);
    const end = (): void => {
      const table = listTable(open.node.children[first], head!, stubs!);
      if (table !== undefined && open.node.children.length === first + 1) open.node.children[first] = simpler(table);
    };
    return { ...open, end };
  }

  #description(part: DirectivePart): Open {
    const terms = part.argument
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .map((line) => line.trim());
    const description: RootContent = { type: "definitionDescription", children: [] };
    this.#tree.add({
      type: "definitionList",
      kind: "definition",
      children: [
        ...terms
          .filter((term) => term !== "")
          .map((value) => ({ type: "definitionTerm" as const, children: [{ type: "inlineCode" as const, value }] })),
        description,
      ],
    });
    return { part, node: description };
  }

  #code(lang: string | null, value: string): void {
    if (value !== "") this.#tree.add({ type: "code", lang, meta: null, value });
  }

  /** Documents, each with its title or none. */
  #contents({ options, raw }: DirectivePart): void {
    const lines = raw.split("\n").map((line) => line.trim());
    const entries = lines.filter((line) => line !== "" && line !== "self" && !line.startsWith(":"));
    if (options.has("hidden") || entries.length === 0) return;
    const caption = options.get("caption");
    if (caption !== undefined) {
      this.#tree.add({ type: "paragraph", children: [{ type: "strong", children: this.#tree.inline(caption) }] });
    }
    const items = entries.map((entry) => {
      const [, title = entry, url = entry] = /^(.+?)\s*<([^<>]+)>$/.exec(entry) ?? [];
      const link = {
        type: "link" as const,
        url,
        title: null,
        children: [{ type: "text" as const, value: title }],
      };
      const children = [{ type: "paragraph" as const, children: [link] }];
      return { type: "listItem" as const, spread: false, checked: null, children };
    });
    this.#tree.add({ type: "list", ordered: false, start: null, spread: false, children: items });
  }

  /** `name` or `name(base)`. */
  #role(argument: string): void {
    const [, name, base] = /^([^\s()]+)\s*(?:\(\s*([^\s()]+)\s*\))?/.exec(argument.trim()) ?? [];
    if (name !== undefined) this.#tree.inliner.roles.define(name, base);
  }

  #substitution(part: DirectivePart, name: string): Open {
    const { references } = this.#tree;
    const open = this.#tree.hidden(part);
    const content = this.#replacement(part, name);
    if (content !== undefined) references.substitute(name, content);
    return open;
  }

  #replacement(part: DirectivePart, substituted: string): PhrasingContent[] | undefined {
    const { name, argument, raw } = part;
    const text = [argument, raw].filter((one) => one !== "").join("\n");
    switch (name) {
      case "replace":
        return this.#tree.inline(text);
      case "image":
        return [picture(part, substituted)];
      case "raw":
        return [];
      case "unicode":
        return [{ type: "text", value: characters(text.replace(/(?:^|\s)\.\. .*$/s, "")) }];
      default:
        return undefined;
    }
  }
}

function picture({ argument, options }: DirectivePart, name?: string): PhrasingContent {
  const image: Image = { type: "image", url: address(argument), alt: options.get("alt") ?? name ?? null, title: null };
  const target = options.get("target");
  return target === undefined ? image : { type: "link", url: address(target), title: null, children: [image] };
}

/** Codes of characters and text between them (docutils: directives.misc.Unicode). */
function characters(text: string): string {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const digits = /^(?:0x|x|\\x|U\+?|\\u)([\da-f]+)$|^&#x([\da-f]+);$/i.exec(word);
      const code =
        digits === null
          ? /^\d+$/.test(word)
            ? Number(word)
            : undefined
          : Number.parseInt(digits[1] ?? digits[2] ?? "", 16);
      return code === undefined || code > 0x10_ffff ? word : String.fromCodePoint(code);
    })
    .join("");
}
