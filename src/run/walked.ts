import type { Progress, StartMachine } from "../machine/machine.ts";
import type { Message } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Attempt, Follower } from "./attempt.ts";
import type { Outcome } from "./outcome.ts";
import type { Place, Way } from "./place.ts";
import { mask, type Secrets } from "./secrets.ts";
import { keysOf, type Trodden, troddenOf } from "./trail.ts";

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

/** Keeps what is typed to a program, and a secret that it asks with. */
export function keeping(follower: Follower | undefined, typed: string[], secrets: Secrets): Follower | undefined {
  const { asked } = follower ?? {};
  if (asked === undefined) return follower;
  const keep = (question: string, type: (keys: string) => void): void =>
    asked(mask(question, secrets), (keys) => {
      typed.push(keys);
      type(keys);
    });
  return { ...follower, asked: keep };
}

/** Types once more what was typed. */
export function typingAgain(typed: Typed | undefined): Follower {
  return typed === undefined ? {} : { asked: (_, type) => type(typed.keys), answersAll: typed.all };
}

/** The reader did not want it to be run. */
export function skipped(step: Step): Trace {
  const outcome: Outcome = { step, status: "skipped", failures: [], notes: [] };
  return { walked: { step, way: { kind: "skip" }, outcome }, attempt: { step, skipped: true, notes: [] } };
}

/** What a reader has edited claims nothing; what it asks may still be answered by what the document shows. */
export function asWanted(step: Step, way: Way): Step {
  if (way.kind !== "edit") return step;
  const { names, expectation, ...rest } = step;
  const { within: _, forbid: __, ...claims } = expectation;
  const left = names?.filter((name) => way.command.includes(`<${name}>`));
  return {
    ...rest,
    command: way.command,
    ...(left !== undefined && left.length > 0 && { names: left }),
    expectation: { ...claims, exit: "any", ignore: true },
  };
}

/** What is to be kept of them with the machine. */
export function trailOf(plan: Plan, traces: readonly Trace[]): Trodden[] {
  const keys = keysOf(plan);
  return traces.map(({ attempt }, i) => troddenOf(attempt, keys[i]!));
}

/** Where a reader is who has come past these steps. */
export function placeOf(plan: Plan, traces: readonly Trace[], began: number): Place {
  const keys = keysOf(plan);
  const steps = traces.map(({ walked: { way }, attempt }, i) => {
    const { key, shown } = keys[i]!;
    return { key, ...(attempt.ran?.execution.answered === true && { shown }), way };
  });
  return { began, left: Date.now(), steps };
}
