import type { Doubt } from "../document/style.ts";
import type { Passed } from "../document/transcript.ts";

/** What its author may want to be asked about a block that is not run. */
export const QUESTIONS: Readonly<Record<Doubt, string>> = {
  hash: 'is # a prompt here? then say prompts: ["#"], or console for the language',
  "unknown-prompt": "does it begin with a prompt? then name it: prompts: [...]",
  "late-prompt": "its first line is no prompt",
};

/** @param own the document's path, which goes without saying */
export function passedAsJson({ place: { path, line, column }, doubt }: Passed, own: string): object {
  return { ...(path !== own && { path }), line, column, why: doubt };
}
