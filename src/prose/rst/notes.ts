import type { FootnoteDefinition, FootnoteReference, PhrasingContent } from "mdast";
import { normalName } from "./escape.ts";

const SYMBOLS = ["*", "†", "‡", "§", "¶", "#", "♠", "♥", "♦", "♣"];

/** Footnotes and citations: which reference belongs to which (docutils: transforms.references.Footnotes). */
export class Notes {
  readonly #references: { readonly node: FootnoteReference; readonly label: string }[] = [];
  readonly #definitions: { readonly node: FootnoteDefinition; readonly label: string }[] = [];

  /** `1`, `#`, `#name`, `*`; a citation's label is a name. */
  refer(label: string): PhrasingContent {
    const node: FootnoteReference = { type: "footnoteReference", identifier: "", label, ...dataOf(label) };
    this.#references.push({ node, label });
    return node;
  }

  define(label: string): FootnoteDefinition {
    const node: FootnoteDefinition = {
      type: "footnoteDefinition",
      identifier: "",
      label,
      children: [],
      ...dataOf(label),
    };
    this.#definitions.push({ node, label });
    return node;
  }

  /** Numbers them. References without a definition are returned. */
  resolve(): Set<PhrasingContent> {
    const named = this.#number();
    const lost = new Set<PhrasingContent>();
    const automatic = this.#definitions.filter(({ label }) => label === "#").values();
    const symbolic = this.#definitions.filter(({ label }) => label === "*").values();
    for (const { node, label } of this.#references) {
      const found =
        label === "#"
          ? automatic.next().value?.node
          : label === "*"
            ? symbolic.next().value?.node
            : named.get(nameOf(label));
      if (found === undefined) lost.add(node);
      else Object.assign(node, { identifier: found.identifier, label: found.label });
    }
    return lost;
  }

  /** @returns those with names or numbers of their own */
  #number(): Map<string, FootnoteDefinition> {
    const named = new Map<string, FootnoteDefinition>();
    const taken = new Set(this.#definitions.map(({ label }) => label));
    let number = 0;
    let symbols = 0;
    for (const { node, label } of this.#definitions) {
      if (label.startsWith("#")) {
        do number++;
        while (taken.has(String(number)));
        node.label = String(number);
      } else if (label === "*") {
        node.label = SYMBOLS[symbols % SYMBOLS.length]!.repeat(1 + Math.floor(symbols / SYMBOLS.length));
        symbols++;
      }
      node.identifier = (node.label ?? label).toLowerCase();
      if (label.length > 1 || !"#*".includes(label)) named.set(nameOf(label), named.get(nameOf(label)) ?? node);
    }
    return named;
  }
}

/** What is neither numbered nor marked is a citation. */
function dataOf(label: string): { data?: { citation: true } } {
  return /^(?:\d+$|[#*])/.test(label) ? {} : { data: { citation: true } };
}

function nameOf(label: string): string {
  return normalName(label.replace(/^#/, ""));
}
