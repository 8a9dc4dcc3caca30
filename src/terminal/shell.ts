import { Capture, type Captured } from "./capture.ts";
import { Conversation, type Ending, type Listener, type Partner } from "./conversation.ts";
import { integration, integrationOfWaiting, withStart } from "./integration.ts";
import { Interlude } from "./job-notices.ts";
import { type Marker, MarkerScanner, type ShellState } from "./marker.ts";
import { inFrontOf } from "./nesting.ts";
import type { Size } from "./shown.ts";
import { quoteForBash, quoteForSh, SET_ASIDE } from "./quote.ts";
import type { RunOptions } from "./run-options.ts";
import type { Scribe } from "./scribe.ts";
import { allCounting } from "./script.ts";
import { formatDuration } from "../settings/duration.ts";
import type { Terminal, TerminalEnd } from "./terminal.ts";
import { type Leaving, type Seat, Visit } from "./visit.ts";
import { shellsBelow } from "./watch.ts";

/** What became of one command. */
export interface Execution extends Ending {
  readonly output: Captured;
  /** The shell that speaks now. */
  readonly shell: ShellState;
  /** What its shell told of jobs between the last command and this one. */
  readonly toldBefore?: readonly string[];
  /** What it asked was answered. */
  readonly answered?: true;
}

/** What another process needs to go on talking to a shell whose machine was saved meanwhile. */
export interface SavedShell {
  readonly port: number;
  readonly state: ShellState;
  /** The terminal's own shell, by process id, and the shells that mark their prompts, by identity. */
  readonly first: number;
  readonly known: readonly string[];
  readonly calm: boolean;
}

/** A shell that ended, or was given up, before it could be talked to. */
export class ShellStartError extends Error {
  override name = "ShellStartError";
}

/** A shell that is not there by then is not going to be; a busy machine may take some seconds. */
const PATIENCE_MS = 30_000;

const DEAF: Listener = { bytes: () => undefined, marker: () => undefined, lost: () => undefined };

/**
 * A shell on a terminal. The end of a command is known from the shell's own mark, never from time or from what looks
 * like a prompt. One command at a time.
 */
export class Shell {
  readonly #terminal: Terminal;
  readonly #nonce: string;
  #partner: Partner;
  #listener: Listener = DEAF;
  /** No command had to be interrupted or answered yet: then there are no prompts but those that end one. */
  #calm = true;
  /** The shell's own mark of a start does not come: its standard error goes elsewhere. */
  #isUnheard = false;
  /** What was typed to end a command may stand where the next one is typed. */
  #isLittered = false;
  readonly #interlude = new Interlude();
  #end: TerminalEnd | undefined;
  #state: ShellState = { depth: 0, uid: -1, pid: -1, family: "sh", flags: "" };

  private constructor(terminal: Terminal, nonce: string) {
    this.#terminal = terminal;
    this.#nonce = nonce;
    this.#partner = {
      terminal,
      first: -1,
      known: new Set(),
      teach: () => terminal.write(integration(nonce, this.#state.depth + 1)),
      killFront: () => void this.#killFront(),
    };
    const scanner = new MarkerScanner(nonce);
    terminal.onData((chunk) => {
      for (const piece of scanner.feed(chunk)) {
        if ("bytes" in piece) {
          this.#interlude.bytes(piece.bytes);
          this.#listener.bytes(piece.bytes);
        } else this.#onMarker(piece.marker);
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
   * @param patience in milliseconds
   * @param signal nobody waits for it any more
   * @throws {ShellStartError} if the shell ends first, or shows no prompt in that time; then its terminal is closed
   */
  static async open(
    terminal: Terminal,
    nonce: string,
    { patience = PATIENCE_MS, signal }: { patience?: number; signal?: AbortSignal | undefined } = {},
  ): Promise<Shell> {
    const shell = new Shell(terminal, nonce);
    const late = { status: undefined, reason: `it showed no prompt within ${formatDuration(patience)}` };
    const timer = setTimeout(() => shell.#listener.lost(late), patience);
    const stop = (): void => shell.#listener.lost({ status: undefined, reason: "interrupted" });
    signal?.addEventListener("abort", stop);
    try {
      if (signal?.aborted === true) throw new ShellStartError("interrupted");
      if (!terminal.prompted) await shell.#next("prompt");
      terminal.write(terminal.prompted ? integrationOfWaiting(nonce, 0) : integration(nonce, 0));
      await shell.#next("done");
    } catch (cause) {
      void terminal.close();
      throw cause;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
    const first = shell.#state.pid;
    shell.#partner = { ...shell.#partner, first };
    for (const known of await shellsBelow(terminal, first)) shell.#partner.known.add(known);
    return shell;
  }

  /** Goes on with a shell as it was saved; its machine was restored to that moment. */
  static resume(terminal: Terminal, nonce: string, { state, first, known, calm }: SavedShell): Shell {
    const shell = new Shell(terminal, nonce);
    shell.#state = state;
    shell.#calm = calm;
    shell.#partner = { ...shell.#partner, first, known: new Set(known) };
    return shell;
  }

  /** Between two commands; nothing where its terminal cannot be found again. */
  saved(): SavedShell | undefined {
    const { port } = this.#terminal;
    const { first, known } = this.#partner;
    return port === undefined ? undefined : { port, state: this.#state, first, known: [...known], calm: this.#calm };
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
    const { capture = new Capture() } = options;
    let conversation: Conversation | undefined;
    return new Promise((resolve) => {
      const settle = (ending: Ending): void => {
        this.#listener = DEAF;
        // A bash throws away what the command did not read of an answer; another shell takes it for a command.
        const isLeft = this.#state.family !== "bash" && conversation?.hasAnswered === true;
        this.#calm &&= ending.end === "done" && !isLeft;
        this.#isUnheard ||= conversation?.started === 0;
        this.#isLittered = ending.end !== "done";
        const answered = conversation?.hasAnswered === true;
        const { told: toldBefore } = this.#interlude;
        const beside = { ...(toldBefore.length > 0 && { toldBefore }), ...(answered && { answered }) };
        resolve({ output: capture.result(), ...ending, shell: this.#state, ...beside });
      };
      if (this.#end !== undefined) return settle({ end: "lost", ...this.#end });
      if (options.signal?.aborted === true) return settle({ end: "stopped", status: undefined });
      const { hidesStderr = false, isScript = false } = options;
      const typed = isScript && this.#state.family === "bash" ? allCounting(command) : command;
      const { text, starts } = withStart(typed, this.#state, {
        nonce: this.#nonce,
        asItIs: !hidesStderr,
        isSure: this.#isUnheard,
      });
      const lines = this.#state.family === "bash" ? quoteForBash(text, options) : quoteForSh(text, options);
      if (this.#isLittered) lines[0] = SET_ASIDE + lines[0];
      const how = { lines, starts, unmarked: this.#calm, command, settle };
      conversation = new Conversation(this.#partner, capture, how);
      this.#listener = conversation;
      conversation.begin(options);
    });
  }

  /** Lends it to a person, until they give it back or it ends. */
  visit(
    seat: Seat,
    { size, signal, scribe }: { size: Size; signal: AbortSignal; scribe?: Scribe | undefined },
  ): Promise<Leaving> {
    return new Promise((resolve) => {
      if (this.#end !== undefined) return resolve({ kind: "ended", ...this.#end });
      const visited = { partner: this.#partner, nonce: this.#nonce, state: this.#state, size, scribe };
      const visit = new Visit(visited, seat, (leaving) => {
        this.#listener = DEAF;
        this.#calm = false;
        resolve(leaving);
      });
      this.#listener = visit;
      visit.begin(signal);
    });
  }

  async close(): Promise<void> {
    await this.#terminal.close();
  }

  async #killFront(): Promise<void> {
    const processes = await this.#terminal.processes(this.#partner.first);
    await this.#terminal.kill(inFrontOf(this.#state.pid, processes));
  }

  #onMarker(marker: Marker): void {
    if (marker.kind === "done") this.#state = marker.shell;
    this.#listener.marker(marker);
    this.#interlude.marker(marker);
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
