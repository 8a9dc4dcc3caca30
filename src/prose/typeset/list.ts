import type { List, ListItem } from "mdast";
import type { Numbering } from "../tree.ts";
import { append, greatest } from "../lists.ts";
import { marker } from "./numbering.ts";
import { behind, type Setting } from "./setting.ts";
import { widthOf } from "./words.ts";

/** Items behind their marks, tight or a blank line apart. */
export function list({ ordered, start, spread, data, children }: List, setting: Setting): string[] {
  const marks = children.map((item, i) =>
    markOf(item, ordered === true ? { at: (start ?? 1) + i, ...data } : undefined),
  );
  const width = greatest(marks.map(widthOf), 0) + 1;
  const apart = spread === true || children.some((item) => item.spread === true);
  const lines: string[] = [];
  for (const [i, item] of children.entries()) {
    if (i > 0 && apart) lines.push("");
    append(
      lines,
      setItem(item, `${(item.data?.continued === true ? "" : (marks[i] ?? "")).padStart(width - 1)} `, setting),
    );
  }
  return lines;
}

function markOf({ checked }: ListItem, number: ({ at: number } & { numbering?: Numbering }) | undefined): string {
  const mark = number === undefined ? "•" : marker(number.at, number.numbering);
  if (checked === true) return `${mark} [x]`;
  return checked === false ? `${mark} [ ]` : mark;
}

function setItem({ children, spread }: ListItem, first: string, setting: Setting): string[] {
  const width = widthOf(first);
  const lines = (inner: Setting): string[] => {
    if (spread === true) return inner.set(children, inner);
    return children.flatMap((child) => inner.set([child], inner));
  };
  return behind({ first, rest: " ".repeat(width) }, width, { setting, lines });
}
