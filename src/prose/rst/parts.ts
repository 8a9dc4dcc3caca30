import type { Blockquote, Parent, PhrasingContent, RootContent } from "mdast";
import type { Enumerator } from "../../document/rst/enumerator.ts";

/** An enumerated list, still empty. */
export function numbered({ sequence, ordinal }: Enumerator): RootContent {
  const numbering = sequence === "arabic" || sequence === "#" ? undefined : sequence;
  const list: RootContent = { type: "list", ordered: true, start: ordinal ?? 1, spread: false, children: [] };
  return numbering === undefined ? list : { ...list, data: { numbering } };
}

/** An item is spread where more than lists stands behind its first element. */
export function spread(item: Parent): void {
  const [, ...others] = item.children;
  if (others.some(({ type }) => type !== "list")) Object.assign(item, { spread: true });
}

export function emphasised(children: PhrasingContent[]): RootContent {
  return { type: "paragraph", children: [{ type: "emphasis", children }] };
}

/** The last paragraph of a quote may say who is quoted (docutils: states.Body.attribution_pattern). */
export function attribute({ children }: Blockquote): void {
  const last = children.at(-1);
  const first = last?.type === "paragraph" ? last.children[0] : undefined;
  if (last?.type !== "paragraph" || first?.type !== "text" || children.length === 1) return;
  const [dash] = /^(?:---?(?!-)|[–—]) */.exec(first.value) ?? [];
  if (dash === undefined) return;
  const value = first.value.slice(dash.length);
  const said = [...(value === "" ? [] : [{ ...first, value }]), ...last.children.slice(1)];
  if (said.length > 0) children.splice(-1, 1, { type: "attribution", children: said });
}

/** `term : classifier`: each classifier goes on up to the next one. */
export function classified(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const parts: PhrasingContent[][] = [[]];
  for (const node of nodes) {
    const [text, ...more] = node.type === "text" ? node.value.split(/ +: +/) : [];
    if (more.length === 0) parts.at(-1)!.push(node);
    else
      for (const [i, value] of [text ?? "", ...more].entries()) {
        if (i > 0) parts.push([]);
        if (value !== "") parts.at(-1)!.push({ type: "text", value });
      }
  }
  const [term = [], ...classifiers] = parts;
  return [
    ...term,
    ...classifiers.flatMap((children): PhrasingContent[] => [
      { type: "text", value: " : " },
      { type: "emphasis", children },
    ]),
  ];
}

/** The code in a node, blocks and other. */
export function blocksIn(node: Parent): RootContent[] {
  return node.children.flatMap((child) => {
    if (child.type === "code") return [child];
    return "children" in child ? blocksIn(child) : [];
  });
}
