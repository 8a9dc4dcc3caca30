import type { Document } from "../document/document.ts";
import { makePlan } from "../plan/make.ts";
import type { Plan } from "../plan/plan.ts";
import type { Options } from "../settings/settings.ts";

/**
 * What is to be run of a document, and how. Never throws; what is wrong is among the plan's messages.
 * @param settings above the document's own
 */
export function plan(document: Document, settings: Options = {}): Plan {
  return makePlan(document, settings);
}
