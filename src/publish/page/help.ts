import type { Element } from "hast";
import { el } from "./element.ts";

/** What keys do. Keys without a modifier can be switched off (WCAG 2.2, 2.1.4). */
export function helpView(recorded: boolean): Element {
  const keys: readonly (readonly [readonly string[], string])[] = [
    [["j", "n"], "next step"],
    [["k", "p"], "previous step"],
    [["c"], "copy the command of the step being read"],
    ...(recorded ? ([[["Space"], "on a step: play from it, or pause"]] as const) : []),
    [["?"], "this help"],
  ];
  return el("dialog", { className: ["help"], ariaLabelledBy: ["help:title"] }, [
    el("h2", { id: "help:title" }, ["Keyboard shortcuts"]),
    el(
      "dl",
      {},
      keys.map(([names, does]) =>
        el("div", {}, [
          el(
            "dt",
            {},
            names.flatMap((name, i) => [i > 0 && " or ", el("kbd", {}, [name])]),
          ),
          el("dd", {}, [does]),
        ]),
      ),
    ),
    el("form", { method: "dialog" }, [
      el("label", {}, [el("input", { type: "checkbox", checked: true, name: "keys" }), " Use these keys"]),
      el("button", {}, ["Close"]),
    ]),
  ]);
}
