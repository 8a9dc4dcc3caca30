import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What became of a document's edition. */
export interface EditionLine {
  readonly path: string;
  readonly edition: string;
  readonly state: "new" | "changed" | "unchanged" | "stale" | "none" | "left" | "gone" | "removed";
  readonly files: readonly string[];
}

/** A line for each edition. `check`: nothing was written, and those that are up to date are not worth a line. */
export function editionLines(all: readonly EditionLine[], { check }: { check: boolean }, paint: Paint): string[] {
  return all
    .filter(({ state }) => !check || state !== "unchanged")
    .map(({ path, edition, state, files }) => {
      const words = check ? CHECKED[state] : WRITTEN[state];
      const more = state === "changed" ? `: ${files.map(visible).join(", ")}` : "";
      const name = visible(state === "none" || state === "left" ? path : edition);
      return `${paint[COLOURS[state]](MARKS[state])} ${name}: ${words}${more}`;
    });
}

type State = EditionLine["state"];

const MARKS: Readonly<Record<State, string>> = {
  new: "+",
  changed: "~",
  unchanged: "=",
  stale: "!",
  none: "!",
  left: "!",
  gone: "?",
  removed: "-",
};
const COLOURS: Readonly<Record<State, "green" | "yellow" | "red" | "dim">> = {
  new: "green",
  changed: "green",
  unchanged: "dim",
  stale: "red",
  none: "red",
  left: "red",
  gone: "yellow",
  removed: "yellow",
};
const WRITTEN: Readonly<Record<State, string>> = {
  new: "published",
  changed: "published anew",
  unchanged: "nothing changed but its stamp",
  stale: "the document does not hold: marked stale",
  none: "it does not hold, and has no edition",
  left: "not published",
  gone: "its document is gone; --prune removes it",
  removed: "removed: its document is gone",
};
const CHECKED: Readonly<Record<State, string>> = {
  ...WRITTEN,
  new: "missing",
  changed: "not up to date",
  stale: "the document does not hold",
  left: "not checked",
};
