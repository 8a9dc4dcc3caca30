import { keysIn } from "../replay/keys.ts";
import { Keyboard } from "./keyboard.ts";
import { TypedLines } from "./typed-lines.ts";

/** Who hears what a person types. */
export interface Hearer {
  readonly key: (name: string) => void;
  /** Pasted, not typed. */
  readonly paste: (text: string) => void;
  /** A whole line, at a terminal that can do no more. */
  readonly line: (text: string) => void;
}

const CTRL_C = "\x03";

/** What a reader types: keys, or, where the terminal is too plain for that, lines; or what a program is to get. */
export class Keys {
  readonly keyboard: Keyboard = new Keyboard(process.stdin);
  readonly #lines = new TypedLines(process.stdin);
  readonly #isPlain: boolean;
  readonly #hearer: Hearer;
  #release: () => void = () => undefined;
  /** What has come of what is being pasted. */
  #pasted: string | undefined;
  /** Gets what is typed, as it is. */
  program: ((text: string) => void) | undefined;

  constructor(isPlain: boolean, hearer: Hearer) {
    this.#isPlain = isPlain;
    this.#hearer = hearer;
  }

  listen(): void {
    if (this.#isPlain) {
      this.#release = this.#lines.hear((line) =>
        this.program === undefined ? this.#hearer.line(line) : this.program(`${line}\r`),
      );
      return;
    }
    const release = this.keyboard.hear((text) => this.#take(text));
    process.stdout.write(TELLS_PASTED);
    this.#release = () => {
      process.stdout.write(TELLS_NO_MORE);
      release();
    };
  }

  /** Hears nothing more. */
  release(): void {
    this.#release();
    this.#release = () => undefined;
  }

  /** As Ctrl-Z does elsewhere; goes on when the shell says so. */
  suspend(): void {
    process.stdout.write(TELLS_NO_MORE);
    this.keyboard.suspend();
    process.stdout.write(TELLS_PASTED);
  }

  /** What is pasted comes between two marks, perhaps in pieces. */
  #take(text: string): void {
    if (this.#pasted === undefined) {
      const [typed = "", ...pasted] = text.split(PASTE);
      this.#type(typed);
      if (pasted.length === 0) return;
      this.#pasted = "";
      return this.#take(pasted.join(PASTE));
    }
    const all = this.#pasted + text;
    const end = all.indexOf(PASTED);
    this.#pasted = end === -1 ? all : undefined;
    if (end === -1) return;
    const pasted = all.slice(0, end).replaceAll(/\r\n?/g, "\n");
    if (this.program === undefined) this.#hearer.paste(pasted);
    else this.program(pasted.replaceAll("\n", "\r"));
    this.#take(all.slice(end + PASTED.length));
  }

  #type(text: string): void {
    if (this.program !== undefined) {
      const end = text.indexOf(CTRL_C);
      this.program(end === -1 ? text : text.slice(0, end));
      if (end !== -1) this.#hearer.key("ctrl-c");
      return;
    }
    for (const key of keysIn(text)) this.#hearer.key(key);
  }
}

/** Bracketed paste (xterm's control sequences): a terminal tells what is pasted from what is typed. */
const TELLS_PASTED = "\x1b[?2004h";
const TELLS_NO_MORE = "\x1b[?2004l";
const PASTE = "\x1b[200~";
const PASTED = "\x1b[201~";
