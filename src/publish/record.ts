import type { Observation, Outcome } from "../run/outcome.ts";
import { fold } from "./fold.ts";
import { type Take, takeOf } from "./take.ts";

/** What is published of a step that was run, or was not. */
export interface Shot {
  readonly status: Outcome["status"];
  readonly notes: readonly string[];
  /** Its output folded where it is long; without what it is played from. */
  readonly observation?: Observation;
  readonly take?: Take;
  /** What placeholders were known to stand for. */
  readonly names?: Readonly<Record<string, string>>;
}

export function shotOf({ status, notes, observation, names }: Outcome): Shot {
  if (observation === undefined) return { status, notes };
  const { playback, screen, ms, ...seen } = observation;
  const rounded = Math.round(ms);
  return {
    status,
    notes,
    observation: { ...seen, ms: rounded, screen: fold(screen) },
    take: takeOf(playback ?? { frames: [], missing: 0 }, rounded),
    ...(names !== undefined && names.size > 0 && { names: Object.fromEntries(names) }),
  };
}
