import { keysIn } from "../replay/keys.ts";
import { Keyboard } from "./keyboard.ts";
import { TypedLines } from "./typed-lines.ts";

/** Who hears what a person types. */
export interface Hearer {
  /** What was typed at once. */
  readonly keys: (names: readonly string[]) => void;
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
  /** The beginning of the mark of a paste. */
  #rest = "";
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
      const [typed = "", ...pasted] = (this.#rest + text).split(PASTE);
      this.#rest = pasted.length === 0 && this.program === undefined ? (BEGINS_PASTE.exec(typed)?.[0] ?? "") : "";
      this.#type(typed.slice(0, typed.length - this.#rest.length));
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
      if (end !== -1) this.#hearer.keys(["ctrl-c"]);
      return;
    }
    this.#hearer.keys(keysIn(text));
  }
}

/** Bracketed paste (xterm's control sequences): a terminal tells what is pasted from what is typed. */
const TELLS_PASTED = "\x1b[?2004h";
const TELLS_NO_MORE = "\x1b[?2004l";
const PASTE = "\x1b[200~";
/** Its beginning, at the end of a read; one that Escape alone does not have. */
const BEGINS_PASTE = /\x1b\[(?:2(?:00?)?)?$/;
const PASTED = "\x1b[201~";
