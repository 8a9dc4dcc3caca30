import { keysIn } from "../replay/keys.ts";
import { Keyboard } from "./keyboard.ts";
import { TypedLines } from "./typed-lines.ts";

/** Who hears what a person types. */
export interface Hearer {
  readonly key: (name: string) => void;
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
  /** Gets what is typed, as it is. */
  program: ((text: string) => void) | undefined;

  constructor(isPlain: boolean, hearer: Hearer) {
    this.#isPlain = isPlain;
    this.#hearer = hearer;
  }

  listen(): void {
    this.#release = this.#isPlain
      ? this.#lines.hear((line) => (this.program === undefined ? this.#hearer.line(line) : this.program(`${line}\r`)))
      : this.keyboard.hear((text) => this.#take(text));
  }

  /** Hears nothing more. */
  release(): void {
    this.#release();
    this.#release = () => undefined;
  }

  #take(text: string): void {
    if (this.program !== undefined) {
      const end = text.indexOf(CTRL_C);
      this.program(end === -1 ? text : text.slice(0, end));
      if (end !== -1) this.#hearer.key("ctrl-c");
      return;
    }
    for (const key of keysIn(text)) this.#hearer.key(key);
  }
}
