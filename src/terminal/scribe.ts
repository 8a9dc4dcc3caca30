import { Capture, type Captured } from "./capture.ts";
import type { Size } from "./shown.ts";
import { type Entry, EntryReader } from "./history-entry.ts";
import type { ShellState } from "./marker.ts";
import { TypedAnswers, type TypedAnswer } from "./typed-answers.ts";

/** What a person did at a shell, as it comes. */
export type Heard =
  /** A prompt. What the history's last entry is: a comment or a mistake, where it was not run. */
  { readonly kind: "prompt"; readonly entry: Entry | undefined } | ({ readonly kind: "command" } & HeardCommand);

export interface HeardCommand {
  /** Undefined where the shell does not tell. */
  readonly entry: Entry | undefined;
  /** Whose shell it was typed to. */
  readonly uid: number;
  /** `opened`: a shell that waits for commands runs inside of it; `cut`: it was not waited for, or ended its shell. */
  readonly end: "ended" | "opened" | "cut";
  readonly status: number | undefined;
  readonly output: Captured;
  readonly size: Size;
  /** Milliseconds. */
  readonly ms: number;
  readonly keys: Keys;
}

/** What was typed while a command ran. */
export interface Keys {
  /** Ctrl-C, Ctrl-\ or Ctrl-Z. */
  readonly interrupted: boolean;
  /** The command was seen to wait for what is typed. */
  readonly waited: boolean;
  /** It took the whole screen. */
  readonly fullScreen: boolean;
  /** Keys that were no line of text. */
  readonly loose: boolean;
  /** To a shell that does not tell what it was. */
  readonly untold: boolean;
  readonly answers: readonly TypedAnswer[];
}

/** xterm's control sequences: the alternate screen. */
const FULL_SCREEN = /\x1b\[\?(?:1049|1047|47)h/;
const CARRY = 7;
const INTERRUPTING = /[\x03\x1a\x1c]/;

interface Running {
  readonly entry: Entry | undefined;
  readonly uid: number;
  readonly began: number;
  readonly capture: Capture;
  readonly typed: TypedAnswers;
  interrupted: boolean;
  waited: boolean;
  fullScreen: boolean;
  /** Of what was printed the end, where a sequence may have begun. */
  carry: string;
  isShell: boolean;
}

/** Listens at a person's shell, and makes of its marks, of what it shows and of what is typed the commands that were run. */
export class Scribe {
  readonly #hear: (heard: Heard) => void;
  readonly #size: () => Size;
  readonly #entries = new EntryReader();
  #told: Capture | undefined;
  #entry: Entry | undefined;
  #running: Running | undefined;

  constructor(size: () => Size, hear: (heard: Heard) => void) {
    this.#size = size;
    this.#hear = hear;
  }

  /** The command's text comes. */
  text(): void {
    this.#told = new Capture();
  }

  /** Another line is asked for. */
  more(shell: ShellState): void {
    this.#readEntry(shell);
  }

  start(shell: ShellState): void {
    const { uid } = shell;
    this.#readEntry(shell);
    const capture = new Capture();
    const typed = new TypedAnswers(capture);
    const began = performance.now();
    const unheard = { interrupted: false, waited: false, fullScreen: false, carry: "", isShell: false };
    this.#running = { entry: this.#entry, uid, began, capture, typed, ...unheard };
  }

  bytes(chunk: Uint8Array): void {
    (this.#told ?? this.#running?.capture)?.push(chunk);
    if (this.#running === undefined || this.#told !== undefined) return;
    this.#running.typed.printed(chunk);
    const text = this.#running.carry + LATIN1.decode(chunk);
    this.#running.fullScreen ||= FULL_SCREEN.test(text);
    this.#running.carry = text.slice(-CARRY);
  }

  keys(text: string): void {
    if (this.#running === undefined) return;
    this.#running.interrupted ||= INTERRUPTING.test(text);
    this.#running.typed.take(text);
  }

  /** Whether what was typed on this line is there to be seen; on a whole screen there are no lines. */
  isEchoed(): boolean {
    const { typed, fullScreen } = this.#running ?? {};
    return typed === undefined || fullScreen === true || typed.isEchoed();
  }

  waits(): void {
    if (this.#running !== undefined) this.#running.waited = true;
  }

  /** What stands on the last line; nothing where there are no lines. */
  lastLine(): Uint8Array {
    const { capture, fullScreen = true } = this.#running ?? {};
    return capture === undefined || fullScreen ? new Uint8Array() : capture.lastLine();
  }

  /** The shell shows its prompt; before it, it said how the command ended, if one ran. */
  prompt(status: number, shell: ShellState): void {
    if (shell.family !== "bash") return;
    this.#readEntry(shell);
    this.#end("ended", status);
    this.#hear({ kind: "prompt", entry: this.#entry });
  }

  /** The command has opened a shell, which has shown its prompt. */
  found(): void {
    this.#running?.capture.dropLastLine();
  }

  /** That shell speaks now. What has no history cannot tell what is typed: it is a program. */
  opened(family: ShellState["family"]): void {
    if (family === "bash") this.#end("opened", 0);
    else if (this.#running !== undefined) this.#running.isShell = true;
  }

  /** Nobody listens any more. */
  cut(): void {
    this.#end("cut", undefined);
  }

  #end(end: HeardCommand["end"], status: number | undefined): void {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    const { entry, uid, began, capture, typed, interrupted, waited, isShell, fullScreen } = running;
    const output = capture.result();
    const keys = { interrupted, waited, fullScreen, untold: isShell, ...typed.result() };
    const ms = performance.now() - began;
    this.#hear({ kind: "command", entry, uid, end, status, output, size: this.#size(), ms, keys });
  }

  #readEntry({ pid }: ShellState): void {
    if (this.#told === undefined) return;
    this.#entry = this.#entries.read(this.#told.result().head, pid);
    this.#told = undefined;
  }
}

const LATIN1 = new TextDecoder("latin1");
