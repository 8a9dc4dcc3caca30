import type { Dialect } from "../document/exchange.ts";
import type { Range } from "../document/document.ts";
import type { Passed } from "../document/transcript.ts";
import type { Message, Place } from "../message/message.ts";
import type { ExitClaim, Readiness } from "../settings/claims.ts";
import type { Condition } from "../settings/condition.ts";
import type { Pattern as Regex } from "../settings/pattern.ts";
import type { Settings } from "../settings/settings.ts";

/** A document's steps in order, and how they are to be run. */
export interface Plan {
  readonly path: string;
  readonly settings: Settings;
  /** Whose `files:` are wanted: the path of the document, or of the settings of its project. */
  readonly asker?: string;
  readonly steps: readonly Step[];
  /** Machines of their own that the run needs; none where there is one for everything. */
  readonly hosts: readonly string[];
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
  /** It is a whole block of commands: its status is that of the first one that fails. */
  readonly script?: true;
  /** The titles of the sections that hold it, outermost first. */
  readonly section: readonly string[];
  readonly user: "user" | "root";
  /** The user's name as the prompt has it; where that is not sure, it may as well be the machine's. */
  readonly login?: { readonly name: string; readonly sure: boolean };
  /** Which of the plan's hosts it runs on; undefined where the prompt names none of them. */
  readonly host?: string;
  /** The terminal it runs in: `user`, `root`, or the name that `session=` gives. */
  readonly session: string;
  /** The document named the session, so that a shell opened in another one does not matter. */
  readonly named: boolean;
  /** Placeholders in the command. */
  readonly names?: readonly string[];
  readonly expectation: Expectation;
  /** Not to be run. */
  readonly skip: boolean;
  /** Skipped where it does not hold. */
  readonly condition?: Condition;
  /** Left running to the document's end; the next step follows when it is ready, without `until` at once. */
  readonly background?: { readonly until?: Readiness };
  /** Also run at the end when the document stops before it. */
  readonly cleanup: boolean;
  /** Milliseconds until it is ended; in the background, until it must be ready. */
  readonly timeout: number;
  /** Typed at a question that the transcript does not answer: a text, or the variable that holds it. */
  readonly answer?: { readonly text: string } | { readonly secret: string };
  /**
   * When the document stops here: after a status that is not announced, after any failure, or not as long as there is a
   * shell to go on with.
   */
  readonly stops: "status" | "failure" | "never";
  /** Its shell may end with it, if that is with the status that is announced; true where it is not said. */
  readonly mayEndShell?: boolean;
  /** With this exit status the whole document is skipped. */
  readonly skipStatus?: number;
  /** Set in the shell before the command, and left there. */
  readonly env?: Readonly<Record<string, string>>;
  /** Outside of what the user wants to know about: it is run and not compared, or not run; and why. */
  readonly outside?: { readonly runs: boolean; readonly why: string };
  /** Before it, a person takes over. */
  readonly pauses?: true;
}

export interface Expectation {
  /** The output shown, blank lines at both ends left out; none shown claims nothing, unless strict. */
  readonly output: readonly ExpectedLine[];
  readonly exit: ExitClaim;
  /** Compare nothing, whatever is shown. */
  readonly ignore: boolean;
  /** Where no output is shown, none is claimed. */
  readonly strict: boolean;
  /** What of the output counts. */
  readonly channel: Channel;
  /** No line of the output holds this, whether or not output is shown. */
  readonly forbid?: Regex;
  /** Milliseconds that it takes at most. */
  readonly within?: number;
}

/**
 * `terminal`: what a reader of the terminal sees, standard error included unless it says `ignore`; where no output is shown,
 * none is claimed. `pipe`: what came through a
 * pipe, as suites of tests have it, in which the lack of output is a claim too.
 */
export type Channel =
  | { readonly kind: "terminal"; readonly stderr?: "ignore" }
  | {
      readonly kind: "pipe";
      readonly rules: Exclude<Dialect, "howtrue">;
      readonly stream: "stdout" | "stderr" | "combined";
      /** `\r\n` is a line end, and the `\r` no part of the line. */
      readonly foldsCrlf: boolean;
      /** Colours and other escape sequences are taken out. */
      readonly stripsEscapes: boolean;
    };

export interface ExpectedLine {
  /** As it is written. */
  readonly text: string;
  readonly pattern: Pattern;
  /** How many observed lines it stands for: `?` one or none, `*` any number, `+` one or more. */
  readonly quantifier?: "?" | "*" | "+";
  /** Of the file that the step's place names, from 1; so is the range. */
  readonly line: number;
  /** Where its text begins in that line, from 1. */
  readonly column: number;
  readonly range: Range;
}

/**
 * What a line must be. `ellipsis`: `...` is any text of the line, alone on it any lines. `unordered`: the same, and it may
 * stand anywhere among the others. `across`: `...` is any text, also of several lines. `exact`: the text, but for blanks at
 * its end. `equal`: bytes. `on`: compared with the line as it is shown, escaped and with ` (no-eol)`, as it was printed, or
 * as it is shown but for blanks at its end, and with the columns that a tab is.
 */
export type Pattern =
  | { readonly kind: "ellipsis" | "unordered" | "across" | "exact" | "equal"; readonly text: string }
  | { readonly kind: "escaped"; readonly text: string; readonly on: "shown" | "raw" }
  | { readonly kind: "glob"; readonly text: string; readonly escapes: boolean; readonly on: On }
  /** With placeholders, each with its pattern; `...` as above. */
  | { readonly kind: "named"; readonly text: string; readonly names: readonly Named[]; readonly flags: string }
  /** JavaScript's. */
  | { readonly kind: "regex"; readonly source: string; readonly flags: string; readonly on: On };

type On = "shown" | "raw" | "trimmed" | "columns";

interface Named {
  readonly name: string;
  readonly source: string;
}

export type { ExitClaim };
