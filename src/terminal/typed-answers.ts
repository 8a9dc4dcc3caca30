import type { Capture } from "./capture.ts";
import { questionIn } from "./question.ts";

/** A line that a person typed while a command ran. */
export interface TypedAnswer {
  /** What stood on the line before; empty where it was typed at nothing. */
  readonly question: string;
  readonly text: string;
  /** With Enter. */
  readonly entered: boolean;
  /** It was not to be seen as it was typed: a password. */
  readonly hidden: boolean;
}

/** Sequences of keys such as arrows (ECMA-48), and Alt with a character. */
const KEY = /\x1b(?:[[O][0-?]*[ -/]*[@-~]|.)/gs;
const END_OF_LINE = /[\r\n]/;
const RUB_OUT = /[\x7f\b]/;
const RUB_OUT_LINE = "\x15";
const CONTROL = /[\0-\x1f\x7f]/;
const CONTROLS = /[\0-\x1f\x7f]/g;
const LF = 0x0a;
const UTF8 = new TextDecoder();

interface Line {
  readonly question: string;
  /** How much had been printed. */
  readonly from: number;
  text: string;
}

/** Keys as the lines that they make, and whether what the command printed shows them. */
export class TypedAnswers {
  readonly #capture: Capture;
  readonly #lines: (Line & { readonly entered: boolean })[] = [];
  #line: Line | undefined;
  #loose = false;

  constructor(capture: Capture) {
    this.#capture = capture;
  }

  take(keys: string): void {
    const plain = keys.replaceAll(KEY, "");
    this.#loose ||= plain !== keys;
    for (const key of plain) {
      if (END_OF_LINE.test(key)) this.#close(true);
      else if (RUB_OUT.test(key)) this.#begun().text = Array.from(this.#begun().text).slice(0, -1).join("");
      else if (key === RUB_OUT_LINE) this.#begun().text = "";
      else if (CONTROL.test(key)) this.#loose = true;
      else this.#begun().text += key;
    }
  }

  /** At the end. */
  result(): { loose: boolean; answers: TypedAnswer[] } {
    if ((this.#line?.text ?? "") !== "") this.#close(false);
    const { head } = this.#capture.result();
    const answers = this.#lines.map(({ question, from, text, entered }) => {
      const end = head.indexOf(LF, from);
      const shown = UTF8.decode(head.subarray(from, end === -1 ? undefined : end)).replaceAll(CONTROLS, "");
      return { question, text, entered, hidden: text !== "" && from <= head.length && !shown.includes(text) };
    });
    return { answers, loose: this.#loose };
  }

  #begun(): Line {
    return (this.#line ??= { question: questionIn(this.#capture.lastLine()), from: this.#capture.size, text: "" });
  }

  #close(entered: boolean): void {
    this.#lines.push({ ...this.#begun(), entered });
    this.#line = undefined;
  }
}
