import type { PhrasingContent } from "mdast";
import { toString } from "mdast-util-to-string";
import { visible } from "../../report/visible.ts";

/** A piece of a text that is painted alike: parameters of ECMA-48 8.3.117. */
export interface Span {
  readonly text: string;
  readonly style: string;
}

/** What ends a line. */
export const BREAK = "\n";

const BOLD = "1";
const DIM = "2";
const ITALIC = "3";
const UNDERLINED = "4";
const STRUCK = "9";
const CODE = "36";

/** A text as spans; without colours, characters stand for what is painted. */
export class Spans {
  readonly #colours: boolean;
  readonly #spans: Span[] = [];

  constructor(colours: boolean) {
    this.#colours = colours;
  }

  get all(): readonly Span[] {
    return this.#spans;
  }

  read(nodes: readonly PhrasingContent[], style = ""): this {
    for (const node of nodes) this.#read(node, style);
    return this;
  }

  put(text: string, style = ""): this {
    if (text !== "") this.#spans.push({ text, style });
    return this;
  }

  #read(node: PhrasingContent, style: string): void {
    switch (node.type) {
      case "text":
        this.put(shown(node.value), style);
        break;
      case "inlineCode":
        this.#marked("`", [{ type: "text", value: node.value }], combined(style, CODE));
        break;
      case "emphasis":
        this.#marked("*", node.children, combined(style, ITALIC));
        break;
      case "strong":
        this.#marked("**", node.children, combined(style, BOLD));
        break;
      case "delete":
        this.#marked("~~", node.children, combined(style, STRUCK));
        break;
      case "superscript":
        this.put("^", style).read(node.children, style);
        break;
      case "subscript":
        this.put("_", style).read(node.children, style);
        break;
      case "break":
        this.put(BREAK);
        break;
      case "image":
        this.put(`[${shown(node.alt || nameOf(node.url))}]`, combined(style, DIM));
        break;
      case "link":
        this.#link(node.url, node.children, style);
        break;
      case "footnoteReference":
        this.put(`[${shown(node.label ?? node.identifier)}]`, style);
        break;
      case "anchor":
        this.read(node.children, style);
        break;
      case "html":
      case "linkReference":
      case "imageReference":
        this.put(shown(toString(node)), style);
        break;
    }
  }

  #marked(mark: string, children: readonly PhrasingContent[], style: string): void {
    if (this.#colours) this.read(children, style);
    else this.put(mark).read(children).put(mark);
  }

  /** The address stands behind the text where the text does not tell it. */
  #link(url: string, children: readonly PhrasingContent[], style: string): void {
    const text = toString({ type: "paragraph", children: [...children] }).trim();
    const same = url.startsWith("#") || [text, `mailto:${text}`, `http://${text}`, `https://${text}`].includes(url);
    this.read(children, combined(style, UNDERLINED));
    if (!same && url !== "") this.put(` <${shown(url)}>`, combined(style, DIM));
  }
}

function combined(style: string, more: string): string {
  return style === "" ? more : `${style};${more}`;
}

/** Without what has no width and means nothing to readers; blanks that hold words together keep doing so. */
export function shown(text: string): string {
  return text
    .replaceAll(/[\xAD\u200B\u2060\uFEFF]/g, "")
    .replaceAll(/[\xA0\u2007\u202F]/g, GLUE)
    .split(/\s+/)
    .map(visible)
    .join(" ");
}

/** Shown as a blank in the end. It is of a plane for private use, so that no text has it on purpose. */
export const GLUE = "\u{F0000}";

/** A picture without words is called by its file. */
function nameOf(url: string): string {
  return (
    url
      .split(/[?#]/)[0]
      ?.split("/")
      .findLast((part) => part !== "") ?? url
  );
}
