import type { Plan, Step } from "../plan/plan.ts";
import type { Capture } from "../terminal/capture.ts";
import type { RunOptions } from "../terminal/run-options.ts";
import type { Execution } from "../terminal/shell.ts";
import type { Failure } from "./outcome.ts";
import type { Past } from "./past.ts";
import type { Secrets } from "./secrets.ts";
import type { Sessions } from "./sessions.ts";

/** What the steps of a run are run with. */
export interface Executing {
  readonly plan: Plan;
  readonly sessions: Sessions;
  readonly secrets: Secrets;
  readonly past: Past;
  readonly signal: AbortSignal;
  /** Wanted is also what can be shown again, as it came. */
  readonly films: boolean;
  /** The step that is run now. */
  readonly current?: () => Step | undefined;
  readonly follower?: Follower | undefined;
}

/** Whoever looks on while a step runs. */
export interface Follower {
  /** What it prints, as it comes and not filtered. */
  readonly hear?: ((chunk: Uint8Array) => void) | undefined;
  /** It asks what the document does not answer, and what is given to `type` is typed; without this, the step ends there. */
  readonly asked?: ((question: string, type: (keys: string) => void) => void) | undefined;
  /** They answer everything themselves. */
  readonly answersAll?: boolean | undefined;
  /** They end it when it takes too long for them, whatever the document says. */
  readonly isPatient?: boolean | undefined;
}

/** What is typed for a step. */
export interface Typing {
  readonly command: string;
  readonly options: Pick<
    RunOptions,
    "timeout" | "answer" | "piped" | "hidesStderr" | "isScript" | "onOutput" | "onAsked"
  >;
}

/** What came of running a step's command, not yet held against what the document claims. */
export interface Attempt {
  /** It was not run now, but then, in an earlier run from the same beginning. */
  readonly cached?: Date;
  readonly step: Step;
  readonly notes: readonly string[];
  /** It is not to be run. */
  readonly skipped?: true;
  /** It was left running, and there is nothing to judge yet. */
  readonly running?: Running;
  /** It came to its end. Neither this nor the others where it could not be run. */
  readonly ran?: Ran;
  readonly notReady?: Failure & { readonly kind: "not-ready" };
}

export interface Ran {
  readonly execution: Execution;
  readonly ms: number;
  /** Who the shell was. */
  readonly uid: number;
  /** A user wanted an end. */
  readonly interrupted?: boolean;
}

/** A step's command that was left running, in a terminal of its own. */
export interface Running {
  readonly step: Step;
  readonly notes: readonly string[];
  readonly capture: Capture;
  readonly over: Promise<Over>;
  /** Ends it: Ctrl-C, and where that does not help SIGKILL. */
  stop(): void;
  /** Ends it and its terminal at once. */
  close(): Promise<void>;
}

/** How it ended, and while which step. */
export interface Over extends Ran {
  readonly during: Step | undefined;
}
