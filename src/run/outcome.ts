import type { Passed } from "../document/transcript.ts";
import type { Match } from "../match/match.ts";
import type { Message } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Playback } from "../terminal/playback.ts";
import type { Screen } from "../terminal/screen.ts";

/** What a step did. */
export interface Observation {
  readonly screen: Screen;
  /** What can be shown again, as it came; where that was asked for. */
  readonly playback?: Playback | undefined;
  /** The exit status; undefined where none is known. */
  readonly exit: number | undefined;
  /** Milliseconds from typing the command to its end. */
  readonly ms: number;
  /**
   * `ended`: the command did. `timed-out`, `stopped`: it was ended; `asked`: because nobody answers it. `shell-ended`: its
   * shell did. `running`: in the background, until it was ended when it was no longer needed. `machine-lost`.
   */
  readonly end: "ended" | "running" | "timed-out" | "stopped" | "asked" | "shell-ended" | "machine-lost";
  /** With `machine-lost`: why. */
  readonly reason?: string | undefined;
  /** With `asked`: what it asked; empty where it only waited for input. */
  readonly question?: string | undefined;
  /** Who the shell was that ran it. */
  readonly uid: number;
  /** Answers were typed: what the document shows decided what it did. */
  readonly answered?: boolean | undefined;
  /** What was to be noted before it was judged. */
  readonly notes?: readonly string[];
}

/** What became of a step. */
export interface Outcome {
  readonly step: Step;
  /** What it did is what it did then, in an earlier run with the same commands before it. */
  readonly cached?: Date;
  readonly status: "held" | "failed" | "skipped" | "untested" | "broken";
  /** Not tested, but run for cleanup; notes say what came of it. */
  readonly cleaned?: true;
  readonly observation?: Observation;
  /** Where output is claimed. */
  readonly match?: Match;
  /** What placeholders are known to stand for where its output holds. */
  readonly names?: ReadonlyMap<string, string>;
  /** Why it failed; none where it did not. */
  readonly failures: readonly Failure[];
  /** What is worth saying and no failure. */
  readonly notes: readonly string[];
}

export type Failure =
  | { readonly kind: "output" }
  /** `claimed` reads on from "expected": `0`, `a status that is not 0`. */
  | { readonly kind: "exit"; readonly exit: number | undefined; readonly claimed: string }
  /** `text`: a line that holds it. */
  | { readonly kind: "forbidden"; readonly text: string }
  /** Looking for what is forbidden took too long: it cannot be said that it is not there. */
  | { readonly kind: "unsearched" }
  /** In milliseconds. */
  | { readonly kind: "slow"; readonly took: number; readonly within: number }
  | { readonly kind: "asked"; readonly question: string }
  | { readonly kind: "timed-out"; readonly after: number }
  /** In the background: it ended, or `after` that many milliseconds it was not what `until` says, or that was not to be told. */
  | {
      readonly kind: "not-ready";
      readonly until: string;
      readonly why: "ended" | "late" | "unsearched";
      readonly after: number;
      readonly exit?: number | undefined;
    }
  | { readonly kind: "shell-ended"; readonly exit: number | undefined };

/** What became of a document. */
export interface DocumentResult {
  readonly path: string;
  /** `broken`: it could not be run, or not to its end. */
  readonly status: "held" | "failed" | "broken";
  readonly machine?: { readonly kind: string; readonly detail: string };
  /** The Debian suite of its guest, where a document is verified on several. */
  readonly suite?: string;
  readonly ms: number;
  /** When its steps ran, where they did not run for this: what was observed then is judged again. */
  readonly observed?: Date;
  readonly outcomes: readonly Outcome[];
  /** What it ran on and with, where that was asked for. */
  readonly survey?: Survey;
  /** What its steps say, in a word: the same of two runs where they were of the same. */
  readonly digest?: string;
  /** Not all of its steps were wanted. */
  readonly partial?: true;
  /** What it came to before, where it was tried more than once; if this one held, it is flaky. */
  readonly attempts?: readonly DocumentResult[];
  /** Blocks that were not run and may have been meant to be. */
  readonly passed: readonly Passed[];
  readonly messages: readonly Message[];
}

/** What a document was run on, and with: as much of it as the machine could tell. */
export interface Survey {
  /** Code name of the distribution: `bookworm`. */
  readonly suite?: string;
  /** As `uname -r` says. */
  readonly kernel?: string;
  /** Programs that its commands use, by name, with the Debian packages that they are from. */
  readonly programs: readonly Program[];
}

export interface Program {
  readonly name: string;
  readonly version: string;
  readonly package: string;
}

/** What happens while documents are verified, as it happens. */
export type Event =
  /** How many documents are going to be run. */
  | { readonly kind: "start"; readonly documents: number }
  | { readonly kind: "document-start"; readonly plan: Plan }
  | { readonly kind: "progress"; readonly path: string; readonly what: string; readonly fraction?: number }
  | { readonly kind: "step-start"; readonly step: Step; readonly cleanup: boolean }
  | { readonly kind: "step-end"; readonly outcome: Outcome }
  /** Files of its machine were kept for the user: their paths here. */
  | { readonly kind: "collected"; readonly path: string; readonly files: readonly string[] }
  /** It did not hold, and is run once more: `result` is that of the attempt before. */
  | { readonly kind: "document-retry"; readonly result: DocumentResult; readonly left: number }
  | { readonly kind: "document-end"; readonly result: DocumentResult };
