import type { Progress, StartMachine } from "../machine/machine.ts";
import type { Message } from "../message/message.ts";
import type { Step } from "../plan/plan.ts";
import type { Attempt, Follower } from "./attempt.ts";
import type { Outcome } from "./outcome.ts";
import type { Place, Way } from "./place.ts";

export interface WalkContext {
  readonly start: StartMachine;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names of the environment's variables that documents may type as answers. */
  readonly secrets: readonly string[];
  /** Aborted when the user wants an end. */
  readonly signal: AbortSignal;
  readonly progress: (now: Progress) => void;
}

/** A step that is behind the reader. */
export interface Walked {
  readonly step: Step;
  readonly way: Way;
  /** What came of it; nothing yet of what was left running. */
  readonly outcome?: Outcome;
  readonly typed?: Typed;
  /** It was done before they left; what came of it is not known any more. */
  readonly isBefore?: true;
}

/** What they typed to what a step asked; with `all`, the document was to answer nothing. */
export interface Typed {
  readonly keys: string;
  readonly all: boolean;
}

/** How they want a step to be run. */
export interface Stride {
  /** In the place of the document's. */
  readonly command?: string | undefined;
  /** Ends this step and no other. */
  readonly signal?: AbortSignal | undefined;
  readonly follower?: Follower | undefined;
  /** There is no time to save the machine each time: going back may take longer. */
  readonly isHurried?: boolean;
}

/** How a step is run once more. */
export type Again = Pick<Walked, "way" | "typed" | "outcome">;

/** How it came to be where it is. */
export interface Arrival {
  /** So many steps were run again for it. */
  readonly again: number;
  /** On a new machine. */
  readonly isNew: boolean;
  /** Of those that were run again, so many ended with another status than before. */
  readonly unlike?: number;
  /** The document is another one: it goes no further than to what is new in it. */
  readonly isChanged?: boolean;
  /** On their own machine, where nothing was run again; `isCleaned`: when they left, cleanup was run. */
  readonly before?: { readonly isCleaned: boolean };
}

/** How a reader leaves. */
export interface Leaving {
  /** `keep`: they will come back; `forget`: they will not, also not to where they were before; `same`: only to that. */
  readonly place: "keep" | "forget" | "same";
  /** Aborted when they do not want to wait for cleanup. */
  readonly force: AbortSignal;
  readonly onCleanup: (step: Step) => void;
}

export interface Ended {
  /** Of steps that were left running. */
  readonly outcomes: readonly Outcome[];
  readonly messages: readonly Message[];
  /** To come back to. */
  readonly place: Place | undefined;
}

/** The same, and what was seen of it. */
export interface Trace {
  readonly walked: Walked;
  readonly attempt: Attempt;
}
