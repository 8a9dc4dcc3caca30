import type { Element } from "hast";
import { differenceOf, type DifferenceLine } from "../../report/differing.ts";
import type { Outcome } from "../../run/outcome.ts";
import { el, unseen } from "./element.ts";

const SIGNS = { same: " ", removed: "-", added: "+", covered: ":", folded: " " } as const;
const HEARD = {
  same: "",
  removed: "expected, and not observed: ",
  added: "observed instead: ",
  covered: "covered by dots: ",
  folded: "",
} as const;

/** What the document says against what was observed, line by line; the signs are those of the report. */
export function differenceView(outcome: Outcome): Element {
  const lines = differenceOf(outcome).flatMap((line, i) => [...(i === 0 ? [] : ["\n"]), lineOf(line)]);
  return el("pre", { className: ["output", "difference"] }, [el("code", {}, lines)]);
}

function lineOf(line: DifferenceLine): Element {
  const number = "line" in line ? String(line.line) : "";
  return el("span", { className: ["row", line.kind] }, [
    el("span", { className: ["number"], ariaHidden: "true" }, [number]),
    el("span", { className: ["sign"], ariaHidden: "true" }, [SIGNS[line.kind]]),
    HEARD[line.kind] !== "" && unseen(HEARD[line.kind]),
    ...line.spans.map(({ kind, text }) => (kind === "same" ? text : el("span", { className: [kind] }, [text]))),
  ]);
}
