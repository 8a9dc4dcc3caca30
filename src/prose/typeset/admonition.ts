import type { PhrasingContent } from "mdast";
import type { Admonition } from "../tree.ts";
import { fill } from "./lines.ts";
import { behind, type Setting } from "./setting.ts";
import { shown, Spans } from "./spans.ts";

const RED = new Set("attention caution danger error failure bug".split(" "));
const YELLOW = new Set("warning important versionchanged versionremoved deprecated todo".split(" "));
/** Their title says all. */
const UNNAMED = new Set(
  "admonition aside card compound deprecated details dropdown epigraph grid-item-card margin sidebar tab topic versionadded versionchanged versionremoved".split(
    " ",
  ),
);

/** A bar at its side, and its kind and title above its text. */
export function admonition({ kind, children }: Admonition, setting: Setting): string[] {
  const [first, ...others] = children;
  const title = first?.type === "caption" ? first.children : undefined;
  const { paint } = setting;
  const colour = RED.has(kind) ? paint.red : YELLOW.has(kind) ? paint.yellow : paint.green;
  const bar = setting.colours ? `${colour("┃")} ` : "| ";
  const lines = (inner: Setting): string[] => [
    ...fill(headOf(kind, title, setting), inner),
    ...inner.set(title === undefined ? children : others, inner),
  ];
  return behind({ first: bar, rest: bar }, 2, { setting, lines });
}

function headOf(kind: string, title: readonly PhrasingContent[] | undefined, { colours }: Setting): Spans["all"] {
  const name = kind.replaceAll("-", " ");
  const spans = new Spans(colours);
  if (UNNAMED.has(kind) && title !== undefined) return spans.read(title, "1").all;
  spans.put(shown(name.charAt(0).toUpperCase() + name.slice(1)), "1");
  return title === undefined ? spans.all : spans.put(": ", "1").read(title, "1").all;
}
