import type { ElementContent } from "hast";
import { visible } from "../../report/visible.ts";
import type { Style } from "../../terminal/shown.ts";
import { el } from "./element.ts";
import type { Looks } from "./looks.ts";
import type { Varying } from "./observed.ts";

/** Of a longer line the beginning is shown, in UTF-16 units. */
export const LONGEST = 2_000;

export interface LineLooks {
  readonly styles: readonly Style[];
  readonly varying: readonly Varying[];
  readonly looks: Looks;
}

/** A line of output as it looked, what differs from run to run marked; nothing in it is unseen. */
export function lineOf(text: string, { styles, varying, looks }: LineLooks): ElementContent[] {
  const end = endOf(text);
  const cuts = [...styles, ...varying].flatMap(({ from, to }) => [from, to]).filter((at) => at > 0 && at < end);
  const edges = [...new Set([0, ...cuts, end])].toSorted((a, b) => a - b);
  const pieces = edges.slice(1).map((to, i): ElementContent => {
    const from = edges[i] ?? 0;
    const isIn = (range: { from: number; to: number }): boolean => range.from <= from && range.to >= to;
    const shown = visible(text.slice(from, to));
    const look = styles.find(isIn);
    const name = look === undefined ? undefined : looks.classOf(look.sgr);
    const varies = varying.some(isIn);
    if (name === undefined && !varies) return { type: "text", value: shown };
    const className = [...(varies ? ["varies"] : []), ...(name === undefined ? [] : [name])];
    return el("span", { className }, [shown]);
  });
  if (end === text.length) return pieces;
  const rest = (text.length - end).toLocaleString("en");
  return [...pieces, el("span", { className: ["left-out"] }, [`… ${rest} more characters`])];
}

/** Never between the two halves of a character. */
function endOf(text: string): number {
  if (text.length <= LONGEST) return text.length;
  const last = text.charCodeAt(LONGEST - 1);
  return last >= 0xd800 && last < 0xdc00 ? LONGEST - 1 : LONGEST;
}
