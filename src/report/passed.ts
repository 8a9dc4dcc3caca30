import type { Doubt } from "../document/style.ts";
import type { Passed } from "../document/transcript.ts";

/** What its author may want to be asked about a block that is not run. */
export const QUESTIONS: Readonly<Record<Doubt, string>> = {
  hash: 'is # a prompt here? then say prompts: ["#"], or console for the language',
  "unknown-prompt": "does it begin with a prompt? then name it: prompts: [...]",
  "late-prompt": "its first line is no prompt",
};

export function passedAsJson({ place, doubt }: Passed): object {
  return { line: place.line, column: place.column, why: doubt };
}
