import type { RootContent } from "mdast";
import type { Paint } from "../../report/paint.ts";

export interface TypesetOptions {
  /** No line is wider. At least 20. */
  readonly columns: number;
  readonly paint: Paint;
  /** What is shown in place of a block of the document, by its index; undefined: the block as it is. */
  readonly block?: (index: number, columns: number) => readonly string[] | undefined;
}

/** How nodes are set in so many columns, and what sets those inside them. */
export interface Setting extends TypesetOptions {
  /** Whether the paint shows: where it does not, characters tell emphasis and code from text. */
  readonly colours: boolean;
  /** Where fewer columns would be left, nothing is indented any more. */
  readonly narrowest: number;
  readonly set: (nodes: readonly RootContent[], setting: Setting) => string[];
}

/** Lines behind a prefix: one for the first line, one for the others. Where too little room is left, they stand without. */
export function behind(
  { first, rest }: { readonly first: string; readonly rest: string },
  width: number,
  { setting, lines }: { readonly setting: Setting; readonly lines: (inner: Setting) => readonly string[] },
): string[] {
  if (setting.columns - width < setting.narrowest) {
    return [...(first.trim() === "" ? [] : [first.trimEnd()]), ...lines(setting)];
  }
  const inside = lines({ ...setting, columns: setting.columns - width });
  return (inside.length > 0 ? inside : [""]).map((line, i) => `${i === 0 ? first : rest}${line}`.trimEnd());
}

export function indented(width: number, setting: Setting, lines: (inner: Setting) => readonly string[]): string[] {
  const blanks = " ".repeat(width);
  const set = behind({ first: blanks, rest: blanks }, width, { setting, lines });
  return set.length === 1 && set[0] === "" ? [] : set;
}
