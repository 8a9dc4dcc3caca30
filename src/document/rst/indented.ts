import { indentAt, isBlank, isIndented, sliceView, textAt, trimBottom, trimTop, type View } from "./view.ts";

/** An indented block, cut out and dedented. */
export interface Indented {
  /** Without blank lines at its end; empty where nothing is indented. */
  readonly view: View;
  /** The first line behind it and behind the blank lines that end it. */
  readonly next: number;
}

/** A block whose indentation nobody knows yet (docutils: get_indented). It loses the least that its lines share. */
export function takeIndented(view: View, at: number): Indented {
  const { next, least } = scan(view, at, {});
  return { view: trimBottom(trimTop(dedent(sliceView(view, at, next), least, least))), next };
}

/**
 * A list item behind its marker, each further line indented at least as far as its first (docutils:
 * get_known_indented).
 */
export function takeKnown(view: View, at: number, indent: number): Indented {
  const { next } = scan(view, at, { indent });
  return { view: trimBottom(trimTop(dedent(sliceView(view, at, next), indent, indent))), next };
}

export interface FirstKnown {
  /** Columns that belong to the marker on the first line. */
  readonly first: number;
  readonly untilBlank?: boolean;
  /** False keeps the further lines' indentation. */
  readonly dedent?: boolean;
  /** Keeps blank lines at the top. */
  readonly keepTop?: boolean;
}

/** A block behind a marker, its further lines indented by their own least indentation (get_first_known_indented). */
export function takeFirstKnown(view: View, at: number, shape: FirstKnown): Indented {
  const { next, least } = scan(view, at, { first: true, untilBlank: shape.untilBlank === true });
  const block = dedent(sliceView(view, at, next), shape.first, shape.dedent === false ? 0 : least);
  return { view: trimBottom(shape.keepTop === true ? block : trimTop(block)), next };
}

function dedent(block: View, first: number, rest: number): View {
  return { ...block, firstCut: block.firstCut + first, cut: block.cut + rest };
}

interface Shape {
  /** The indentation that every line but the first must have. */
  readonly indent?: number;
  /** Whether the first line belongs to the block however it is indented. */
  readonly first?: boolean;
  readonly untilBlank?: boolean;
}

interface Extent {
  readonly next: number;
  readonly least: number;
}

/** Where an indented block ends (docutils: StringList.get_indented). */
function scan(view: View, from: number, { indent, first, untilBlank }: Shape): Extent {
  let least = Number.POSITIVE_INFINITY;
  let at = indent !== undefined || first === true ? from + 1 : from;
  for (; at < view.to; at++) {
    if (isBlank(view, at)) {
      if (untilBlank === true) return { next: at, least: finite(least) };
      continue;
    }
    const deep = isIndented(view, at) ? indentAt(view, at) : 0;
    if (deep === 0 || (indent !== undefined && deep < indent)) return { next: at, least: finite(least) };
    if (deep < least) least = deep;
  }
  return { next: view.to, least: finite(least) };
}

function finite(least: number): number {
  return Number.isFinite(least) ? least : 0;
}

/** Whether nothing was indented. */
export function isEmpty({ from, to }: View): boolean {
  return from >= to;
}

/** Whether text follows an indented block without a blank line between, as if it belonged to it. `.. end` does not. */
export function isCutShort(view: View, next: number): boolean {
  return !isBlank(view, next) && !isBlank(view, next - 1) && !textAt(view, next).startsWith(".. ");
}
