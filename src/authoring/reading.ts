import type { Document, Format } from "../document/document.ts";
import { parse } from "../document/parse.ts";
import { makePlan } from "../plan/make.ts";
import type { Plan } from "../plan/plan.ts";

export type HowtoFormat = Exclude<Format, "cram">;

interface Read {
  readonly document: Document;
  readonly plan: Plan;
}

/** A text as it is read that stands behind other text. */
export async function readBehindProse(text: string, format: HowtoFormat): Promise<Read> {
  const document = await parse(`Prose\n\n${text}\n`, { path: "-", format });
  return { document, plan: makePlan(document, { machine: "sandbox" }) };
}
