import { asJson } from "./as-json.ts";
import { atEnd } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";

/** One JSON object at the end: the contract for programs. */
export function jsonReporter(): Reporter {
  return atEnd(asJson);
}
