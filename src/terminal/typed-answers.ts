import { Capture } from "./capture.ts";
import { questionIn, wordsIn } from "./question.ts";

/** A line that a person typed while a command ran. */
export interface TypedAnswer {
  /** What stood on the line before; empty where it was typed at nothing. */
  readonly question: string;
  readonly text: string;
  /** With Enter. */
  readonly entered: boolean;
  /** Nothing of it was to be seen as it was typed: a password. */
  readonly hidden: boolean;
}

/** Sequences of keys such as arrows (ECMA-48), and Alt with a character. */
const KEY = /\x1b(?:[[O][0-?]*[ -/]*[@-~]|.)/gs;
const END_OF_LINE = /[\r\n]/;
const RUB_OUT = /[\x7f\b]/;
const RUB_OUT_LINE = "\x15";
const CONTROL = /[\0-\x1f\x7f]/;
/** Bytes that may be printed while a line is typed; what comes behind them is its echo no more. */
const LONGEST_ECHO = 65_536;

interface Line {
  readonly question: string;
  text: string;
  /** All that was typed for it, also what was rubbed out: so it is echoed. */
  typed: string;
  /** What was printed since its first key. */
  readonly echo: Capture;
}

/**
 * Keys as the lines that they make, and whether they were to be seen: a line of which nothing was echoed before its Enter
 * was typed unseen, whatever is printed after that.
 */
export class TypedAnswers {
  readonly #capture: Capture;
  readonly #answers: TypedAnswer[] = [];
  #line: Line | undefined;
  #loose = false;

  /** @param capture all that the command prints, which is told to `printed`, too */
  constructor(capture: Capture) {
    this.#capture = capture;
  }

  printed(chunk: Uint8Array): void {
    if (this.#line !== undefined && this.#line.echo.size < LONGEST_ECHO) this.#line.echo.push(chunk);
  }

  take(keys: string): void {
    const plain = keys.replaceAll(KEY, "");
    this.#loose ||= plain !== keys;
    for (const key of plain) {
      if (END_OF_LINE.test(key)) this.#close(true);
      else if (RUB_OUT.test(key)) this.#begun().text = Array.from(this.#begun().text).slice(0, -1).join("");
      else if (key === RUB_OUT_LINE) this.#begun().text = "";
      else if (CONTROL.test(key)) this.#loose = true;
      else this.#add(key);
    }
  }

  /** Whether all that was typed on this line is there to be seen. */
  isEchoed(): boolean {
    return this.#line === undefined || isSeen(this.#line);
  }

  /** At the end. */
  result(): { loose: boolean; answers: TypedAnswer[] } {
    if ((this.#line?.text ?? "") !== "") this.#close(false);
    return { answers: this.#answers, loose: this.#loose };
  }

  #add(key: string): void {
    const line = this.#begun();
    line.text += key;
    line.typed += key;
  }

  #begun(): Line {
    const question = (): string => questionIn(this.#capture.lastLine());
    return (this.#line ??= { question: question(), text: "", typed: "", echo: new Capture() });
  }

  #close(entered: boolean): void {
    const line = this.#begun();
    const { question, text } = line;
    this.#answers.push({ question, text, entered, hidden: text !== "" && !isSeen(line) });
    this.#line = undefined;
  }
}

/** Blanks do not count: a terminal rubs out with them, and folds lines at them. */
function isSeen({ typed, text, echo }: Line): boolean {
  const { head } = echo.result();
  const bare = (words: string): string => words.replaceAll(/\s/g, "");
  return bare(wordsIn(head)).includes(bare(typed)) || (text.trim() !== "" && questionIn(head).includes(text));
}
