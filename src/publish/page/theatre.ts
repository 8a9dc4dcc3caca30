import type { Element } from "hast";
import { visible } from "../../report/visible.ts";
import type { Outcome } from "../../run/outcome.ts";
import { formatDuration } from "../../settings/duration.ts";
import type { Recording } from "../edition.ts";
import { el } from "./element.ts";
import { icon } from "./icons.ts";

/** What a reader sees of the film before it plays: its first commands. */
const BILL = 14;

/** Where the recording is played; its player comes when a reader asks for it, and has its place from the beginning. */
export function theatreView({ seconds, capped }: Recording, outcomes: readonly Outcome[]): Element {
  const bill = outcomes.slice(0, BILL).map(({ step }) => visible(step.command.split("\n")[0] ?? ""));
  return el("aside", { className: ["theatre"], ariaLabel: "Recording" }, [
    el("div", { className: ["screen"], id: "theatre:screen" }, [
      el("pre", { className: ["bill"], ariaHidden: "true" }, [bill.join("\n")]),
      el("button", { type: "button", className: ["start"] }, [
        icon("play"),
        el("span", {}, ["Watch it being done"]),
        el("span", { className: ["length"] }, [formatDuration(seconds * 1_000)]),
      ]),
    ]),
    el("div", { className: ["bar"] }, [
      el("button", { type: "button", className: ["toggle"], ariaExpanded: "false", ariaControls: ["theatre:screen"] }, [
        icon("chevron"),
        el("span", {}, ["Recording"]),
      ]),
      el("p", { className: ["now"] }, [
        el("span", { className: ["place"] }, [`Step 1 of ${outcomes.length}`]),
        el("code", {}),
      ]),
    ]),
    capped && el("p", { className: ["capped"] }, ["Very long output is cut short in the recording."]),
  ]);
}

/** The recording as JSON that can stand in an element: `<` occurs nowhere else but in strings. */
export function recordingJson({ cast, marks }: Recording): string {
  return JSON.stringify({ cast, marks: marks.map((mark) => mark ?? null) }).replaceAll("<", "\\u003c");
}

/** The proportions of its terminal, as CSS: characters are 0.6 as wide as high, lines a third higher, and controls need room. */
export function proportionsOf({ cast }: Recording): string {
  const { width, height, term } = JSON.parse(cast.slice(0, cast.indexOf("\n"))) as {
    width?: number;
    height?: number;
    term?: { cols?: number; rows?: number };
  };
  const [cols, rows] = [width ?? term?.cols ?? 80, height ?? term?.rows ?? 24];
  return `.theatre{--shape:${(cols * 0.6).toFixed(1)}/${(rows * 1.3333 + 2.6).toFixed(1)}}`;
}
