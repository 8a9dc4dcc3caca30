import { Capture, type Captured } from "./capture.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { integration, withStart } from "./integration.ts";
import { type Marker, MarkerScanner, type ShellState } from "./marker.ts";
import { inFrontOf } from "./nesting.ts";
import { quoteForBash, quoteForSh } from "./quote.ts";
import type { Terminal, TerminalEnd } from "./terminal.ts";
import { shellsBelow, type Watch, watchForShell } from "./watch.ts";

/** What became of one command. */
export interface Execution {
  readonly output: Captured;
  /**
   * `done`: it ended, or, with status 0, opened a shell inside this one. `timed-out`, `stopped`: it was ended from
   * outside. `lost`: the terminal's own shell ended, or its machine did.
   */
  readonly end: "done" | "timed-out" | "stopped" | "lost";
  /** The exit status; undefined where none is known. */
  readonly status: number | undefined;
  /** The shell that speaks now. */
  readonly shell: ShellState;
  /** With `lost`: why, where it was not the shell itself that ended. */
  readonly reason?: string | undefined;
}

export interface RunOptions {
  /** Milliseconds until the command is interrupted. */
  readonly timeout: number;
  /** Interrupts the command when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** A shell that ended, or was given up, before it could be talked to. */
export class ShellStartError extends Error {
  override name = "ShellStartError";
}

type Ending = Pick<Execution, "end" | "status" | "reason">;

interface Listener {
  bytes(chunk: Uint8Array): void;
  marker(marker: Marker): void;
  lost(end: TerminalEnd): void;
}

/** How long a shell takes at most to start a program. */
const SETTLE_MS = 30;

const DEAF: Listener = { bytes: () => undefined, marker: () => undefined, lost: () => undefined };
/**
 * A shell on a terminal. The end of a command is known from the shell's own mark, never from time or from what looks
 * like a prompt. One command at a time.
 */
export class Shell {
  readonly #terminal: Terminal;
  readonly #nonce: string;
  /** Shells that mark their prompts already, by identity. */
  readonly #known = new Set<string>();
  #listener: Listener = DEAF;
  #end: TerminalEnd | undefined;
  #first = -1;
  #state: ShellState = { depth: 0, uid: -1, pid: -1, family: "sh", flags: "" };

  private constructor(terminal: Terminal, nonce: string) {
    this.#terminal = terminal;
    this.#nonce = nonce;
    const scanner = new MarkerScanner(nonce);
    terminal.onData((chunk) => {
      for (const piece of scanner.feed(chunk)) {
        if ("bytes" in piece) this.#listener.bytes(piece.bytes);
        else this.#onMarker(piece.marker);
      }
    });
    terminal.onEnd((end) => {
      this.#end = end;
      this.#listener.lost(end);
    });
  }

  /**
   * Waits for the shell's first prompt and teaches it to mark the next ones.
   * @param nonce letters and digits, new for each run
   * @throws {ShellStartError} if the shell ends first
   */
  static async open(terminal: Terminal, nonce: string): Promise<Shell> {
    const shell = new Shell(terminal, nonce);
    if (!terminal.prompted) await shell.#next("prompt");
    terminal.write(integration(nonce, 0));
    await shell.#next("done");
    shell.#first = shell.#state.pid;
    for (const known of await shellsBelow(terminal, shell.#first)) shell.#known.add(known);
    return shell;
  }

  /** The shell that the next command reaches. */
  get state(): ShellState {
    return this.#state;
  }

  /** The terminal's own shell is gone. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Runs one command to its end; not at all where the signal has aborted already. The command is typed at once. */
  run(command: string, options: RunOptions): Promise<Execution> {
    const capture = new Capture();
    if (options.signal?.aborted === true) {
      return Promise.resolve({ output: capture.result(), end: "stopped", status: undefined, shell: this.#state });
    }
    return new Promise((resolve) => {
      const run: Conversation = { lines: this.#lines(command), capture, started: 0, over: false };
      this.#converse(run, (ending) => {
        run.over = true;
        this.#listener = DEAF;
        run.deadline?.clear();
        run.nested?.clear();
        const end = run.deadline?.stop ?? ending.end;
        resolve({ output: capture.result(), ...ending, end, shell: this.#state });
      });
      if (!run.over) this.#watch(run, options);
    });
  }

  async close(): Promise<void> {
    await this.#terminal.close();
  }

  /** Types the lines, each when the shell asks for it, and captures from the mark of the start to that of the end. */
  #converse(run: Conversation, settle: (ending: Ending) => void): void {
    if (this.#end !== undefined) return settle(lost(this.#end));
    const type = (): void => {
      const line = run.lines.shift();
      if (line !== undefined) this.#terminal.write(`${line}\n`);
    };
    this.#listener = {
      bytes: (chunk) => {
        if (run.started > 0 && run.deadline?.stop === undefined && run.nested?.found !== true) run.capture.push(chunk);
      },
      marker: (marker) => {
        if (marker.kind === "more") type();
        if (marker.kind === "start") {
          run.started = performance.now();
          run.capture.clear();
        }
        if (marker.kind === "done" && run.started > 0) settle({ end: "done", status: marker.status });
      },
      lost: (end) => settle(lost(end)),
    };
    type();
  }

  /** Ends the command when its time is up, and speaks to the shell that it may open. */
  #watch(run: Conversation, options: RunOptions): void {
    run.deadline = startDeadline(options, [
      () => this.#interrupt(run),
      () => void this.#killFront(),
      () => void this.#terminal.close(),
    ]);
    run.nested = watchForShell(this.#terminal, this.#first, {
      known: this.#known,
      onFound: () => {
        run.capture.dropLastLine(); // the new shell's own prompt
        this.#terminal.write(integration(this.#nonce, this.#state.depth + 1));
      },
    });
  }

  #lines(command: string): string[] {
    const whole = withStart(command, this.#nonce, this.#state);
    return this.#state.family === "bash" ? quoteForBash(whole) : quoteForSh(whole);
  }

  /**
   * Ctrl-C, but not before the command has begun and has had a moment: before, the tty would forget what was typed, and
   * a bash that is interrupted between fork and exec goes on as two shells that read from one terminal.
   */
  #interrupt(run: Conversation): void {
    if (run.over) return;
    if (run.started > 0 && performance.now() - run.started >= SETTLE_MS) this.#terminal.write("\x03");
    else setTimeout(() => this.#interrupt(run), SETTLE_MS);
  }

  async #killFront(): Promise<void> {
    const processes = await this.#terminal.processes(this.#first);
    await this.#terminal.kill(inFrontOf(this.#state.pid, processes));
  }

  #onMarker(marker: Marker): void {
    if (marker.kind === "done") this.#state = marker.shell;
    this.#listener.marker(marker);
  }

  #next(kind: Marker["kind"]): Promise<void> {
    return new Promise((resolve, reject) => {
      const lose = ({ reason = "the shell ended" }: TerminalEnd): void => reject(new ShellStartError(reason));
      if (this.#end !== undefined) return lose(this.#end);
      const marker = (heard: Marker): void => {
        if (heard.kind === kind) resolve();
      };
      this.#listener = { ...DEAF, marker, lost: lose };
    });
  }
}

/** One command's run. */
interface Conversation {
  /** Still to be typed. */
  readonly lines: string[];
  readonly capture: Capture;
  /** When the shell said that it began; 0 before. */
  started: number;
  over: boolean;
  deadline?: Deadline;
  nested?: Watch;
}

function lost(end: TerminalEnd): Ending {
  return { end: "lost", status: end.status, reason: end.reason };
}
