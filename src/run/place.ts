import type { Plan } from "../plan/plan.ts";
import { keysOf } from "./trail.ts";

/** Where a reader has left a document, and how they came there. */
export interface Place {
  /** Milliseconds since 1970: when they began, and when they left. */
  readonly began: number;
  readonly left: number;
  /** Of which kind it was; nothing where the steps were not run yet. */
  readonly machine?: string;
  readonly steps: readonly Passage[];
}

/** As if they had run the first steps, and left. */
export function placeAt(count: number, plan: Plan): Place {
  const steps = keysOf(plan).map(({ key }) => ({ key, way: { kind: "run" } as const }));
  return { began: Date.now(), left: Date.now(), steps: steps.slice(0, count) };
}

/** A step that a reader has come past. */
export interface Passage {
  /** Of all that its command depends on; see trail.ts. */
  readonly key: string;
  /** Where an answer was typed: of what the document showed. */
  readonly shown?: string;
  readonly way: Way;
}

/** What a reader had done with a step: run as it stands, another command in its place, or nothing. */
export type Way =
  | { readonly kind: "run" }
  | { readonly kind: "skip" }
  | { readonly kind: "edit"; readonly command: string };
