import type { Document, Origin } from "../document.ts";
import type { Include } from "../include.ts";
import { readBody } from "./body.ts";
import { Reading } from "./reading.ts";
import { readLines } from "./source.ts";
import type { Structure } from "./structure.ts";
import { wholeView } from "./view.ts";

export { type Field, readFields } from "./fields.ts";

export interface RstOptions {
  readonly include?: Include | undefined;
  readonly structure?: Structure | undefined;
}

/**
 * Reads reStructuredText as far as it decides where literal text begins and ends: docutils' state machines
 * (parsers/rst/states.py, 0.19) restated, with the directives of Sphinx. It never throws; what is wrong with the markup
 * is among the messages.
 */
export function parseRst(path: string, text: string, include?: Include): Document {
  return readRst({ path, text }, { include });
}

/** @param structure hears what the document is made of, besides its blocks */
export function readRst({ path, text }: Origin, { include, structure }: RstOptions): Document {
  const reading = new Reading({ path, text }, { parse: readBody, include, structure });
  reading.nestWithTitles(wholeView(readLines(text)));
  const { blocks, settings, messages, inclusions } = reading;
  return { path, format: "rst", text, blocks, settings, messages, includes: inclusions.all };
}
