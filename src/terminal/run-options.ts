import type { Capture } from "./capture.ts";

/** How a command is to be run. */
export interface RunOptions {
  /** Milliseconds until the command is interrupted. */
  readonly timeout: number;
  /** Interrupts the command when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** What to type where the command asks; undefined where there is no answer. Without it, it is left to wait. */
  readonly answer?: ((question: string) => string | undefined) | undefined;
  /** What it prints is kept here, for who wants to look at it before it has ended. */
  readonly capture?: Capture | undefined;
  /** Hears what it prints, as it comes. */
  readonly onOutput?: ((chunk: Uint8Array) => void) | undefined;
  /** It asks what has no answer: it is not ended, and what is given to `type` is typed. Once for a command. */
  readonly onAsked?: ((question: string, type: (keys: string) => void) => void) | undefined;
  /** What it prints to its standard error is not shown, and no shell that it opens can be talked to. */
  readonly hidesStderr?: boolean | undefined;
  /** It is several commands: the status is that of the first one that fails. In bash. */
  readonly isScript?: boolean | undefined;
  /** For a shell that prints into a pipe. */
  readonly piped?: {
    /** What of the output is kept. */
    readonly stream: "stdout" | "stderr" | "combined";
    /** Exported before. */
    readonly env?: Readonly<Record<string, string>> | undefined;
  };
}
