import type { Parent } from "mdast";
import { admonitionForm, versionTitle } from "../admonitions.ts";
import type { Admonition, Figure } from "../tree.ts";

/** A node that is still empty, and the Markdown of its title. */
export interface Box {
  readonly node: Parent;
  readonly title?: string | undefined;
}

/** `!!! note "Title"`, `??? note`, `=== "Tab"`. */
export function mkdocsNode(mark: string): Box {
  const [, tab] = /^===[!+]* ?"(.*)"/.exec(mark) ?? [];
  if (tab !== undefined) return { node: admonition("tab"), title: tab };
  const [, kind = "note", title] = /^(?:!!!|\?\?\?\+?) ?([\w-]+)[\w\s-]*(?:"(.*)")?/.exec(mark) ?? [];
  return { node: admonition(kind.toLowerCase()), title: title === "" ? undefined : title };
}

/** A MyST directive with Markdown in it; without a node where what it holds stands as if it was not there. */
export function mystNode(name: string, argument: string): Partial<Box> & { readonly text?: string } {
  if (name === "figure") {
    const figure: Figure = { type: "figure", children: [] };
    const text = argument === "" ? {} : { text: `![](<${argument.replaceAll(/[<>\n]/g, "")}>)` };
    return { node: figure, ...text };
  }
  const form = admonitionForm(name);
  if (form === undefined) return {};
  const node = admonition(form.kind);
  if (argument === "") return { node };
  switch (form.argument) {
    case "title":
      return { node, title: argument };
    case "version":
      return { node, title: versionTitle(form.kind, argument) };
    case "text":
      return { node, text: argument };
  }
}

export function admonition(kind: string): Admonition {
  return { type: "admonition", kind, children: [] };
}
