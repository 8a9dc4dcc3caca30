import { plural } from "./plural.ts";
import { visible } from "./visible.ts";

/** Documents that held and did not hold as they were, a line for each. */
export function flakyLines(
  documents: readonly { readonly key: string; readonly failed: number; readonly runs: number }[],
): string {
  if (documents.length === 0) return "No document is known to be flaky.\n";
  return documents
    .map(({ key, failed, runs }) => `~ ${visible(key)}: did not hold at once in ${failed} of ${plural(runs, "run")}\n`)
    .join("");
}
