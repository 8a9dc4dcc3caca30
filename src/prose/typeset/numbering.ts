import { toRoman } from "../../document/rst/roman.ts";
import type { Numbering } from "../tree.ts";

/** `3.`, `c.`, `iii.`. */
export function marker(ordinal: number, numbering: Numbering | undefined): string {
  return `${numeral(ordinal, numbering)}.`;
}

function numeral(ordinal: number, numbering: Numbering | undefined): string {
  switch (numbering) {
    case "loweralpha":
      return ordinal > 26 ? String(ordinal) : String.fromCharCode(96 + ordinal);
    case "upperalpha":
      return ordinal > 26 ? String(ordinal) : String.fromCharCode(64 + ordinal);
    case "lowerroman":
      return toRoman(ordinal)?.toLowerCase() ?? String(ordinal);
    case "upperroman":
      return toRoman(ordinal) ?? String(ordinal);
    case undefined:
      return String(ordinal);
  }
}
