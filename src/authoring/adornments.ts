import { columnWidth } from "../document/rst/width.ts";

/** How titles of one level look in reStructuredText: a character below them, and perhaps above. */
export interface Adornment {
  readonly char: string;
  readonly over: boolean;
}

const USUAL = ["=", "-", "~", "^", "'", '"', "+", "*"];
const LINE = /^([!-/:-@[-`{-~])\1+$/;

/** Those of a text's titles, by their level: the order in which they come makes it (docutils: section structure). */
export function adornmentsOf(text: string): readonly Adornment[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  const found: Adornment[] = [];
  for (const [i, line] of lines.entries()) {
    const [, char] = LINE.exec(lines[i + 1] ?? "") ?? [];
    const isTitle = char !== undefined && line.trim() !== "" && !LINE.test(line);
    if (!isTitle || columnWidth(lines[i + 1]!) < columnWidth(line)) continue;
    const over = lines[i - 1] === lines[i + 1];
    if ((over || /^\S/.test(line)) && !found.some((one) => one.char === char && one.over === over))
      found.push({ char, over });
  }
  return found;
}

/** That of a level, 1 being the document's title, in a document that has such titles already; a new one where it has none. */
export function adornmentFor(level: number, before: readonly Adornment[]): Adornment {
  const free = USUAL.filter((char) => before.every((one) => one.char !== char));
  return before[level - 1] ?? { char: free[Math.max(0, level - 1 - before.length)] ?? "=", over: false };
}
