import type { Partner } from "./conversation.ts";
import type { Marker, ShellState } from "./marker.ts";
import { Pasted } from "./pasted.ts";
import { isPrompt, questionIn } from "./question.ts";
import type { Scribe } from "./scribe.ts";
import { Watch } from "./watch.ts";

/** So long nothing must have been printed before what stands on the last line is taken for a prompt. */
const QUIET_MS = 50;
/** If the machine does not tell sooner what runs on it, that is taken for no shell. */
const UNDECIDED_MS = 1_000;
/** So long Enter waits for what was typed before it to be seen: what is not by then is typed unseen. */
const ECHO_MS = 300;
const CTRL_C = "\x03";
const CLEAR_LINE = new TextEncoder().encode("\r\x1b[K");
const UNHEARD = new TextEncoder().encode("This shell is not bash: what you type in it is not recorded.\r\n");
const ENTER = /[\r\n]/;

interface Visitor {
  /** Types what was held back. */
  type(keys: string): void;
  /** The machine gets it, as it is. */
  send(keys: string): void;
  /** A shell was opened that waits for commands: it is to be taught. */
  teach(): void;
  show(bytes: Uint8Array): void;
}

/**
 * Stands beside a person at a shell: tells the scribe what happens, and looks out for shells that commands open. While one
 * may have been opened, and until it has learned to mark its prompts, what is typed is held back: it would spoil the line
 * that teaches it.
 */
export class Witness {
  readonly #scribe: Scribe;
  readonly #partner: Partner;
  readonly #visitor: Visitor;
  readonly #pasted = new Pasted();
  #watch: Watch | undefined;
  #held = "";
  #undecided: NodeJS.Timeout | undefined;
  /** Enter is held back until what was typed before it is seen. */
  #unseen: NodeJS.Timeout | undefined;
  /** The shell tells a command's text: nothing that is to be shown. */
  #telling = false;
  #teaching = false;
  /** A shell waits for a line, and, with `soon`, has not yet shown its prompt. */
  #prompt: "shown" | "soon" | undefined;
  /** When something was printed last. */
  #heard = 0;

  constructor(scribe: Scribe, partner: Partner, visitor: Visitor) {
    this.#scribe = scribe;
    this.#partner = partner;
    this.#visitor = visitor;
  }

  /** What is shown; false where it is the shell's word to us. */
  bytes(chunk: Uint8Array): boolean {
    this.#scribe.bytes(chunk);
    if (this.#telling) return false;
    this.#heard = performance.now();
    if (this.#watch !== undefined) {
      this.#watch.heard();
      if (this.#showsPrompt()) this.#hold();
    }
    if (this.#unseen !== undefined && this.#scribe.isEchoed()) queueMicrotask(() => this.#enter());
    if (this.#prompt === "soon") {
      this.#prompt = "shown";
      queueMicrotask(() => this.#goOn());
    }
    return true;
  }

  /** @param shell the one that spoke before */
  marker(marker: Marker, shell: ShellState): void {
    this.#telling = marker.kind === "text";
    if (marker.kind === "text") this.#scribe.text();
    if (marker.kind === "more") {
      this.#scribe.more(shell);
      this.#prompt = "soon";
    }
    if (marker.kind === "start") this.#start(shell);
    if (marker.kind === "done") {
      this.#endWatch();
      this.#scribe.prompt(marker.status, marker.shell);
    }
  }

  /** A shell has learned, and shows its prompt. One that was opened inside has shown one already. */
  lent({ family }: ShellState): void {
    if (this.#teaching) {
      this.#scribe.opened(family);
      this.#visitor.show(CLEAR_LINE);
      if (family !== "bash") this.#visitor.show(UNHEARD);
    }
    this.#teaching = false;
    this.#prompt = "soon";
    this.#endWatch();
    this.#visitor.show(Pasted.ON);
  }

  /** What of the keys is to be typed now. */
  keys(keys: string): string {
    if (this.#teaching || this.#undecided !== undefined || this.#unseen !== undefined) {
      this.#held += keys;
      return "";
    }
    if (keys.includes(CTRL_C)) this.#pasted.forget();
    if (this.#prompt === undefined) return this.#answer(keys);
    const typed = this.#pasted.take(keys);
    const end = typed.search(ENTER) + 1;
    if (end === 0) return typed;
    // The command may open a shell; and what comes before it has begun would be the tty's, not its own.
    this.#hold();
    this.#held = typed.slice(end);
    return typed.slice(0, end);
  }

  /** The shell that was opened does not learn: it is a program like any other. */
  release(): void {
    this.#teaching = false;
    clearTimeout(this.#undecided);
    this.#undecided = undefined;
    if (this.#unseen === undefined) this.#typeHeld();
  }

  /** Nobody is there any more. */
  end(): void {
    clearTimeout(this.#undecided);
    clearTimeout(this.#unseen);
    this.#endWatch();
    this.#scribe.cut();
  }

  #start(shell: ShellState): void {
    this.#scribe.start(shell);
    this.#visitor.show(Pasted.OFF);
    this.#prompt = undefined;
    this.#endWatch();
    this.#hold();
    this.#watch = new Watch(this.#partner.terminal, this.#partner.first, {
      known: this.#partner.known,
      mayOpenShell: true,
      onShell: () => {
        this.#scribe.found();
        this.#teaching = true;
        this.#visitor.teach();
      },
      showsPrompt: () => performance.now() - this.#heard >= QUIET_MS && this.#showsPrompt(),
      onWaiting: () => {
        this.#scribe.waits();
        return undefined;
      },
      onLooked: () => this.release(),
    });
  }

  /** The prompt is there: for the next of the pasted lines, or for what was typed ahead. */
  #goOn(): void {
    clearTimeout(this.#unseen); // what was typed is the shell's now
    this.#unseen = undefined;
    const line = this.#pasted.next();
    if (line === undefined) return this.release();
    clearTimeout(this.#undecided);
    this.#undecided = undefined;
    this.#visitor.type(line);
  }

  /** To a program, line by line: whether a line is seen is known only before its Enter. */
  #answer(keys: string): string {
    const at = keys.search(ENTER);
    const line = at === -1 ? keys : keys.slice(0, at);
    this.#scribe.keys(line);
    if (at === -1) return line;
    if (this.#scribe.isEchoed()) return line + this.#entered(keys.slice(at));
    this.#held = keys.slice(at);
    this.#unseen = setTimeout(() => this.#enter(), ECHO_MS);
    return line;
  }

  #entered(keys: string): string {
    const [enter = ""] = keys;
    this.#scribe.keys(enter);
    return enter + (keys.length > 1 ? this.#answer(keys.slice(1)) : "");
  }

  /** What was typed before it is seen, or will not be. */
  #enter(): void {
    if (this.#unseen === undefined) return;
    clearTimeout(this.#unseen);
    this.#unseen = undefined;
    const held = this.#held;
    this.#held = "";
    this.#visitor.send(this.#entered(held));
  }

  #typeHeld(): void {
    const held = this.#held;
    this.#held = "";
    if (held !== "") this.#visitor.type(held);
  }

  #endWatch(): void {
    this.#watch?.clear();
    this.#watch = undefined;
  }

  #hold(): void {
    this.#undecided ??= setTimeout(() => this.release(), UNDECIDED_MS);
  }

  #showsPrompt(): boolean {
    return isPrompt(questionIn(this.#scribe.lastLine()));
  }
}
