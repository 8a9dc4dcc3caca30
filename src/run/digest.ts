import { createHash } from "node:crypto";
import type { Plan } from "../plan/plan.ts";

/** Places of text, which say nothing of what it says. */
const PLACES: ReadonlySet<string> = new Set(["place", "line", "column", "range", "outside", "pauses"]);

/** What a document says about its steps, in a word; its prose does not matter. */
export function digestOf({ steps, settings }: Plan): string {
  const text = JSON.stringify([steps, settings], (key, value: unknown) => {
    if (PLACES.has(key)) return undefined;
    return value instanceof RegExp ? String(value) : value;
  });
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
