import type { Event } from "../run/outcome.ts";

/** Where nobody watches a terminal: a line for each stage of what takes long, so that a log does not fall silent. */
export function stageLines(say: (line: string) => void): (event: Event) => void {
  let stage = "";
  return (event) => {
    if (event.kind !== "progress") return;
    const now = event.what.replaceAll(/\d+/g, "");
    if (now !== stage) say(event.what.replace(/ \(\d+ of \d+ steps\)/, ""));
    stage = now;
  };
}
