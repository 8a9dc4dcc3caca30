import type { Heading } from "mdast";
import { toString } from "mdast-util-to-string";
import type { Prose } from "../../prose/tree.ts";
import { el, type Child } from "./element.ts";
import type { Element } from "hast";

/** A document's sections. */
export interface Outline {
  /** The heading that is the document's title; it is none of its sections. */
  readonly title: Heading | undefined;
  readonly sections: readonly Section[];
  /** Of its element, from 2: without gaps, however the document writes it. */
  readonly levelOf: (heading: Heading) => number;
}

interface Section {
  readonly text: string;
  readonly id: string | undefined;
  /** From 2. */
  readonly level: number;
}

export function outlineOf(prose: Prose): Outline {
  const [first] = prose.children;
  const title = first?.type === "heading" && isAlone(first, prose) ? first : undefined;
  const levels = new Map<Heading, number>();
  const sections: Section[] = [];
  const open: number[] = [];
  for (const heading of headingsOf(prose)) {
    if (heading === title) continue;
    while ((open.at(-1) ?? 0) >= heading.depth) open.pop();
    open.push(heading.depth);
    const level = open.length + 1;
    levels.set(heading, level);
    sections.push({ text: toString(heading), id: heading.data?.id, level });
  }
  return { title, sections, levelOf: (heading) => levels.get(heading) ?? 2 };
}

/** No other heading stands as high. */
function isAlone(title: Heading, prose: Prose): boolean {
  return headingsOf(prose).every((heading) => heading === title || heading.depth > title.depth);
}

function headingsOf(prose: Prose): Heading[] {
  return prose.children.filter((node) => node.type === "heading");
}

/** Of fewer sections nobody needs a table. */
const FEWEST = 3;

/** Links to the sections of the two highest levels. */
export function contentsView({ sections }: Outline): Element | undefined {
  const shown = sections.filter(({ level, id }) => level <= 3 && id !== undefined);
  if (shown.length < FEWEST) return undefined;
  const link = ({ text, id, level }: Section): Child =>
    el("li", { className: [`level-${level}`] }, [el("a", { href: `#${id}`, dir: "auto" }, [text])]);
  return el("nav", { className: ["contents"], ariaLabel: "Contents" }, [
    el("details", {}, [el("summary", {}, ["Contents"]), el("ol", {}, shown.map(link))]),
  ]);
}
