import type { Event } from "../run/outcome.ts";

/** Where nobody watches a terminal: a line for each stage of what takes long, so that a log does not fall silent. */
export function stageLines(say: (line: string) => void): (event: Event, run?: number) => void {
  const stages = new Map<number, string>();
  return (event, run = 0) => {
    if (event.kind !== "progress") return;
    const now = event.what.replaceAll(/\d+/g, "");
    if (now !== stages.get(run)) say(event.what.replace(/ \(\d+ of \d+ steps\)/, ""));
    stages.set(run, now);
  };
}
