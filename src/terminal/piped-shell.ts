import { Capture } from "./capture.ts";
import { startDeadline, type Deadline } from "./deadline.ts";
import type { Ending } from "./conversation.ts";
import { type Marker, MarkerScanner, type ShellState } from "./marker.ts";
import { posixWord } from "./quote.ts";
import type { RunOptions } from "./run-options.ts";
import { type Execution, Shell, ShellStartError } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

/** How a shell of suites of tests is started. */
export interface PipedOptions {
  readonly nonce: string;
  /** A POSIX shell and its options, as the machine's own shell reads them. */
  readonly program: string;
  /** Commands for the machine's own shell before: what they export, and where they go to, is for the tests. */
  readonly setUp: readonly string[];
  /** Where it aborts, nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined;
}

const SET_UP_MS = 10_000;

/**
 * A shell as suites of tests have it: not interactive, it reads commands from its standard input and prints into a pipe. To
 * a command its output is no terminal, and its standard input is empty. All that is printed, and our marks between, goes
 * through the one pipe: what comes before a command's mark was printed before its end, and a process left behind that
 * keeps the pipe open holds nothing up. The pipe's end is copied to the machine's terminal, which is told to change nothing.
 *
 * The commands are typed into that terminal, each in an `eval`, so that it is read whole.
 */
export class PipedShell {
  readonly #terminal: Terminal;
  readonly #nonce: string;
  readonly #state: ShellState;
  #ended = false;
  #conversation: Conversation | undefined;

  private constructor(terminal: Terminal, nonce: string, state: ShellState) {
    this.#terminal = terminal;
    this.#nonce = nonce;
    this.#state = { ...state, family: "sh", flags: "" };
    const scanner = new MarkerScanner(nonce);
    terminal.onData((chunk) => {
      for (const piece of scanner.feed(chunk)) {
        if ("bytes" in piece) this.#conversation?.bytes(piece.bytes);
        else this.#hear(piece.marker);
      }
    });
    terminal.onEnd(({ status, reason }) => this.#end({ end: "lost", status, reason }));
  }

  /** @throws {ShellStartError} if a shell ends, or cannot be set up, before it could be talked to */
  static async open(terminal: Terminal, { nonce, program, setUp, signal }: PipedOptions): Promise<PipedShell> {
    const first = await Shell.open(terminal, nonce, { signal });
    for (const command of setUp) {
      const { end, status } = await first.run(command, { timeout: SET_UP_MS });
      if (end !== "done" || status !== 0) throw new ShellStartError(`it could not be set up: ${command}`);
    }
    const shell = new PipedShell(terminal, nonce, first.state);
    await shell.#start(program);
    return shell;
  }

  get state(): ShellState {
    return this.#state;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Runs one command to its end; not at all where the signal has aborted already. */
  run(command: string, options: RunOptions): Promise<Execution> {
    const { capture = new Capture() } = options;
    return new Promise((resolve) => {
      const settle = (ending: Ending): void => {
        this.#conversation = undefined;
        resolve({ output: capture.result(), ...ending, shell: this.#state });
      };
      if (this.#ended) return settle({ end: "lost", status: undefined });
      if (options.signal?.aborted === true) return settle({ end: "stopped", status: undefined });
      this.#conversation = new Conversation(this.#terminal, { capture, options, settle });
      this.#terminal.write(this.#typed(command, options));
    });
  }

  #start(program: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#conversation = new Conversation(this.#terminal, {
        capture: new Capture(),
        options: { timeout: SET_UP_MS },
        settle: ({ end }) => {
          this.#conversation = undefined;
          if (end === "done") resolve();
          else reject(new ShellStartError("the shell ended"));
        },
      });
      // Bytes go both ways as they are; Ctrl-C interrupts, and leaves the copying alone.
      const raw = "stty raw -echo isig intr ^C quit undef susp undef";
      const run = `{ ${this.#mark("C")}; ${this.#done(0)}; ${program}; ${this.#mark("E;%s", '"$?"')}; } 2>&1`;
      this.#terminal.write(` ${raw}; ${run} | (trap '' INT; exec cat)\n`);
    });
  }

  #typed(command: string, { piped }: RunOptions): string {
    const exports = Object.entries(piped?.env ?? {}).map(([name, value]) => `export ${name}=${posixWord(value)}\n`);
    const redirect = { combined: "", stdout: " 2>/dev/null", stderr: " 2>&1 >/dev/null" }[piped?.stream ?? "combined"];
    const evaluate = `eval ${posixWord(command)} </dev/null${redirect}`;
    return `${exports.join("")}{ ${this.#mark("C")}; } 2>/dev/null\n${evaluate}\n{ ${this.#done('"$?"')}; } 2>/dev/null\n`;
  }

  #done(status: string | 0): string {
    const { uid, pid } = this.#state;
    return this.#mark("D;%s", String(status), `;depth=1;uid=${uid};pid=${pid};sh=sh;flags=`);
  }

  #mark(kind: string, argument = "", more = ""): string {
    return `printf '\\033]133;${kind};aid=${this.#nonce}${more}\\007' ${argument}`.trimEnd();
  }

  #hear(marker: Marker): void {
    if (marker.kind === "ended") this.#end({ end: "lost", status: marker.status });
    // The machine's own shell has its prompt back: the pipeline is over.
    else if (marker.kind === "done" && marker.shell.depth === 0) this.#end({ end: "lost", status: undefined });
    else this.#conversation?.marker(marker);
  }

  #end(ending: Ending): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#conversation?.finish(ending);
    void this.#terminal.close();
  }
}

/** One command, from the mark of its start to that of its end. */
class Conversation {
  readonly #capture: Capture;
  readonly #settle: (ending: Ending) => void;
  readonly #deadline: Deadline;
  readonly #onOutput: RunOptions["onOutput"];
  #started = false;
  #over = false;

  constructor(
    terminal: Terminal,
    { capture, options, settle }: { capture: Capture; options: RunOptions; settle: (ending: Ending) => void },
  ) {
    this.#capture = capture;
    this.#settle = settle;
    this.#onOutput = options.onOutput;
    this.#deadline = startDeadline(options, [() => terminal.write("\x03"), () => void terminal.close()]);
  }

  bytes(chunk: Uint8Array): void {
    if (!this.#started || this.#deadline.stop !== undefined) return;
    this.#capture.push(chunk);
    this.#onOutput?.(chunk);
  }

  marker(marker: Marker): void {
    if (marker.kind === "start") this.#started = true;
    if (marker.kind === "done" && this.#started) this.finish({ end: "done", status: marker.status });
  }

  finish(ending: Ending): void {
    if (this.#over) return;
    this.#over = true;
    this.#deadline.clear();
    this.#settle({ ...ending, end: this.#deadline.stop ?? ending.end });
  }
}
