import type { Element } from "hast";
import { el } from "./element.ts";

/** Paths on a square of 16, drawn with a line of 1.6. */
const ICONS = {
  held: "M3.5 8.5l3 3 6-7",
  failed: "M4.5 4.5l7 7m0-7l-7 7",
  skipped: "M4 8h8",
  untested: "M8 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z",
  broken: "M8 3.5v5.5m0 2.6v.4",
  copy: "M6 6h7v7H6zM10 6V3H3v7h3",
  play: "M5.5 3.8v8.4l6.5-4.2z",
  chevron: "M4 6l4 4 4-4",
} as const;

export type IconName = keyof typeof ICONS;

/** Drawn once; `icon` refers to it. */
export function sprite(): Element {
  const symbols = Object.entries(ICONS).map(([name, d]) =>
    el("symbol", { id: `icon:${name}`, viewBox: "0 0 16 16" }, [el("path", { d })]),
  );
  return el("svg", { className: ["sprite"], ariaHidden: "true", width: 0, height: 0 }, symbols);
}

/** A sign without words: those are said beside it. */
export function icon(name: IconName): Element {
  return el("svg", { className: ["icon"], ariaHidden: "true" }, [el("use", { href: `#icon:${name}` })]);
}
