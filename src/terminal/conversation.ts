import type { Capture } from "./capture.ts";
import { type Deadline, type Stop, startDeadline } from "./deadline.ts";
import type { Marker } from "./marker.ts";
import type { Terminal, TerminalEnd } from "./terminal.ts";
import { type Watch, type Watched, watchForShell } from "./watch.ts";

/** Hears what comes from a terminal, cut into output and marks. */
export interface Listener {
  bytes(chunk: Uint8Array): void;
  marker(marker: Marker): void;
  lost(end: TerminalEnd): void;
}

/** How a command ended. */
export interface Ending {
  /**
   * `done`: it ended, or, with status 0, opened a shell inside this one. `timed-out`, `stopped`: it was ended from
   * outside. `lost`: the terminal's own shell ended, or its machine did.
   */
  readonly end: "done" | Stop | "lost";
  /** The exit status; undefined where none is known. */
  readonly status: number | undefined;
  /** With `lost`: why, where it was not the shell itself that ended. */
  readonly reason?: string | undefined;
}

export interface RunOptions {
  /** Milliseconds until the command is interrupted. */
  readonly timeout: number;
  /** Interrupts the command when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** For a shell that prints into a pipe. */
  readonly piped?: {
    /** What of the output is kept. */
    readonly stream: "stdout" | "stderr" | "combined";
    /** Exported before. */
    readonly env?: Readonly<Record<string, string>> | undefined;
  };
}

/** What a conversation needs of its shell. */
export interface Partner {
  readonly terminal: Terminal;
  /** The terminal's own shell, by process id. */
  readonly first: number;
  /** Shells that mark their prompts already, by identity. */
  readonly known: Watched["known"];
  /** Types what a shell that was found inside needs to know. */
  teach(): void;
  /** Ends what runs in front of the shell. */
  killFront(): void;
}

interface Run {
  readonly lines: string[];
  /** How many marks of its start a command has. */
  readonly starts: number;
  /** An end without a start is one: nothing that was typed before can have left it. */
  readonly unmarked: boolean;
  readonly settle: (ending: Ending) => void;
}

/** How long a shell takes at most to start a program. */
const SETTLE_MS = 30;

/** One command's run: typed line by line as the shell asks for it, captured from the mark of its start to that of its end. */
export class Conversation implements Listener {
  readonly #partner: Partner;
  readonly #capture: Capture;
  readonly #lines: string[];
  readonly #settle: (ending: Ending) => void;
  /** Marks of the start that are still to come: what is printed later and looks like one is output. */
  #starts: number;
  readonly #unmarked: boolean;
  /** When the shell said that the command began; 0 before. */
  #started = 0;
  #over = false;
  #deadline: Deadline | undefined;
  #nested: Watch | undefined;

  constructor(partner: Partner, capture: Capture, run: Run) {
    this.#partner = partner;
    this.#capture = capture;
    this.#lines = run.lines;
    this.#starts = run.starts;
    this.#unmarked = run.unmarked;
    this.#settle = run.settle;
  }

  /** Types the command at once; then sees to it that it ends in time, and to the shell that it may open. */
  begin({ timeout, signal }: RunOptions): void {
    this.#type();
    if (this.#over) return;
    this.#deadline = startDeadline({ timeout, signal }, [
      () => this.#interrupt(),
      () => this.#partner.killFront(),
      () => void this.#partner.terminal.close(),
    ]);
    this.#nested = watchForShell(this.#partner.terminal, this.#partner.first, {
      known: this.#partner.known,
      onFound: () => {
        this.#capture.dropLastLine(); // the new shell's own prompt
        this.#partner.teach();
      },
    });
  }

  bytes(chunk: Uint8Array): void {
    const heard = this.#started > 0 && this.#deadline?.stop === undefined && this.#nested?.found !== true;
    if (heard) this.#capture.push(chunk);
  }

  marker(marker: Marker): void {
    if (marker.kind === "more") this.#type();
    if (marker.kind === "start" && this.#starts > 0) {
      this.#starts--;
      this.#started = performance.now();
      this.#capture.clear();
    }
    if (marker.kind === "done" && (this.#started > 0 || this.#unmarked)) {
      this.#finish({ end: "done", status: marker.status });
    }
  }

  /** The status of a shell that ended before it began the command is none of the command. */
  lost({ status, reason }: TerminalEnd): void {
    this.#finish({ end: "lost", status: this.#started > 0 ? status : undefined, reason });
  }

  #finish(ending: Ending): void {
    this.#over = true;
    this.#deadline?.clear();
    this.#nested?.clear();
    this.#settle({ ...ending, end: this.#deadline?.stop ?? ending.end });
  }

  #type(): void {
    const line = this.#lines.shift();
    if (line !== undefined) this.#partner.terminal.write(`${line}\n`);
  }

  /**
   * Ctrl-C, but not before the command has begun and has had a moment: before, the tty would forget what was typed, and
   * a bash that is interrupted between fork and exec goes on as two shells that read from one terminal.
   */
  #interrupt(): void {
    if (this.#over) return;
    if (this.#started > 0 && performance.now() - this.#started >= SETTLE_MS) this.#partner.terminal.write("\x03");
    else setTimeout(() => this.#interrupt(), SETTLE_MS);
  }
}
