import type { Document, Format } from "../document/document.ts";
import { parse } from "../document/parse.ts";
import type { Message } from "../message/message.ts";
import { makePlan } from "../plan/make.ts";
import type { Plan } from "../plan/plan.ts";

export type HowtoFormat = Exclude<Format, "cram">;

/** What a text adds to the document that it stands in. */
export interface Added extends Pick<Document, "blocks" | "settings"> {
  readonly includes: readonly unknown[];
  readonly steps: Plan["steps"];
  readonly messages: readonly Message[];
}

/** Reads a text where it is to stand: behind other text, with the settings that hold there. */
export interface Place {
  readonly format: HowtoFormat;
  readonly read: (text: string) => Promise<Added>;
}

type Read = (text: string) => Promise<{ readonly document: Document; readonly plan: Plan }>;

/** The end of a document. @param read reads all of it */
export async function endOf(before: string, format: HowtoFormat, read: Read): Promise<Place> {
  const behind = `${before}\n\nProse\n`;
  const { document, plan } = await read(behind);
  const known = new Set(plan.messages.map(idOf));
  return {
    format,
    read: async (text) => {
      const now = await read(`${behind}\n${text}\n`);
      return {
        blocks: now.document.blocks.slice(document.blocks.length),
        settings: now.document.settings.slice(document.settings.length),
        includes: (now.document.includes ?? []).slice(document.includes?.length ?? 0),
        steps: now.plan.steps.slice(plan.steps.length),
        messages: now.plan.messages.filter((message) => !known.has(idOf(message))),
      };
    },
  };
}

function idOf({ code, place: { line, column } }: Message): string {
  return `${code} ${line} ${column}`;
}

/** In a document that says nothing of its own, of a project that says nothing. */
export async function anywhere(format: HowtoFormat): Promise<Place> {
  return endOf("", format, async (text) => {
    const document = await parse(text, { path: "-", format });
    return { document, plan: makePlan(document, { machine: "sandbox" }) };
  });
}
