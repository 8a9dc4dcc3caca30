import type { Range } from "../document/document.ts";
import type { Passed } from "../document/transcript.ts";
import type { Message, Place } from "../message/message.ts";
import type { ExitClaim } from "../settings/claims.ts";
import type { Settings } from "../settings/settings.ts";

/** A document's steps in order, and how they are to be run. */
export interface Plan {
  readonly path: string;
  readonly settings: Settings;
  readonly steps: readonly Step[];
  /** Blocks that are not run and may have been meant to be. */
  readonly passed: readonly Passed[];
  /** All that was found while reading. With an error among them the document cannot be run. */
  readonly messages: readonly Message[];
}

/** One command, who runs it, and what the document claims about it. */
export interface Step {
  /** Of the command's first character. */
  readonly place: Required<Place>;
  readonly command: string;
  /** The titles of the sections that hold it, outermost first. */
  readonly section: readonly string[];
  readonly user: "user" | "root";
  /** The terminal it runs in: `user`, `root`, or the name that `session=` gives. */
  readonly session: string;
  /** The document named the session, so that a shell opened in another one does not matter. */
  readonly named: boolean;
  readonly expectation: Expectation;
  /** Not to be run. */
  readonly skip: boolean;
  /** Also run at the end when the document stops before it. */
  readonly cleanup: boolean;
  /** Milliseconds until it is ended. */
  readonly timeout: number;
}

export interface Expectation {
  /** The output shown, blank lines at both ends left out; none shown claims nothing, unless strict. */
  readonly output: readonly ExpectedLine[];
  readonly exit: ExitClaim;
  /** Compare nothing, whatever is shown. */
  readonly ignore: boolean;
  /** Where no output is shown, none is claimed. */
  readonly strict: boolean;
}

export interface ExpectedLine {
  readonly text: string;
  /** Of the file that the step's place names, from 1; so is the range. */
  readonly line: number;
  readonly range: Range;
}

export type { ExitClaim };
