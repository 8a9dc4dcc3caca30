import type { Element, ElementContent, Properties } from "hast";

/** What an element may hold: other elements, text, or nothing. */
export type Child = ElementContent | string | false | undefined;

/** An element; text in it is text, whatever it holds. */
export function el(tagName: string, properties: Properties = {}, children: readonly Child[] = []): Element {
  return { type: "element", tagName, properties, children: children.flatMap(nodeOf) };
}

function nodeOf(child: Child): ElementContent[] {
  if (child === undefined || child === false || child === "") return [];
  return [typeof child === "string" ? { type: "text", value: child } : child];
}

/** Text for those who hear the page, where others see a sign or a colour. */
export function unseen(text: string): Element {
  return el("span", { className: ["unseen"] }, [text]);
}

/** Each element below a node, replaced by what is given for it; undefined leaves it as it is. */
export function mapElements(
  children: readonly ElementContent[],
  change: (element: Element) => Element | undefined,
): ElementContent[] {
  return children.map((child) => {
    if (child.type !== "element") return child;
    const changed = change(child);
    return changed ?? { ...child, children: mapElements(child.children, change) };
  });
}
