import { isAnyLines, lineTest } from "../match/ellipsis.ts";

const ENTER = "\r";
/** A password is asked for twice or thrice; who asks on and on is not content with it. */
const MOST_TIMES = 5;

/**
 * Answers what a command asks as the transcript does: a shown line that begins with the question goes on with what the
 * author typed. Lines are used in order, each once.
 */
export class Answers {
  readonly #shown: readonly string[];
  readonly #given: string | undefined;
  #next = 0;
  /** How often the given answer may still be typed. */
  #left = MOST_TIMES;

  /** `shown`: the output that the document shows; `given`: the answer to what it does not. */
  constructor(shown: readonly string[], given?: string) {
    this.#shown = shown;
    this.#given = given;
  }

  /**
   * What to type, with the key that sends it; undefined where the document does not answer this question. An empty question
   * is a wait for input that nothing announces.
   */
  to(question: string): string | undefined {
    const asked = question.trimEnd();
    const shown = asked === "" ? undefined : this.#shownTo(asked, question.length - asked.length);
    const isShown = shown !== undefined && !NO_ANSWER.test(shown);
    if (this.#given === undefined || isShown || this.#left-- <= 0) return shown;
    return keysFor(this.#given);
  }

  /** `blanks`: how many stand behind the question. */
  #shownTo(asked: string, blanks: number): string | undefined {
    return (
      this.#search((line) => restBehind(line, asked, blanks)) ?? this.#search((line) => restBehindNear(line, asked))
    );
  }

  #search(restOf: (line: string) => string | undefined): string | undefined {
    for (let at = this.#next; at < this.#shown.length; at++) {
      const rest = restOf(this.#shown[at] ?? "");
      if (rest === undefined) continue;
      const [, key] = TWICE.exec(rest) ?? [];
      this.#next = key === undefined ? at + 1 : at;
      return keysFor(key ?? rest);
    }
    return undefined;
  }
}

/** Nothing; what hides a password; or another question, on the same line because the answer was not to be seen. */
const NO_ANSWER = /^(?:|[*•]+|.*[:?])\r$/;

/** An answer of one key, and another question with its answer on the same line: `y Really? [y/n] n`. */
const TWICE = /^(\S)\s+\S.*[?:\])]\s+\S/;

/** With this Python asks for more lines of a block; alone it is the empty line that ends one. */
const MORE = "...";

/** Of a line no question is longer than this. */
const LONGEST_QUESTION = 1_000;

/**
 * What stands behind the question in a line that begins with it; the longest beginning that says so decides. Behind the
 * question's own blanks further ones are the answer's: the lines of a block in Python are indented.
 */
function restBehind(line: string, question: string, blanks: number): string | undefined {
  if (question === MORE && line.trim() === MORE) return "";
  if (isAnyLines(line) || line.trimEnd().endsWith("...")) return undefined; // it does not say how it goes on
  const [word = ""] = /^[^\s.]*/.exec(line) ?? [];
  if (!question.startsWith(word) && !word.startsWith(question)) return undefined; // nearly all lines of long output
  for (let end = Math.min(line.length, LONGEST_QUESTION); end > 0; end--) {
    const beginning = line.slice(0, end);
    if (beginning.endsWith("...") && beginning !== question) continue;
    if (beginning === question || lineTest(beginning)(question))
      return behind(line.slice(beginning.trimEnd().length), blanks);
  }
  return undefined;
}

function behind(rest: string, blanks: number): string {
  const own = blanks > 0 && rest.startsWith(" ".repeat(blanks)) ? rest.slice(blanks) : rest.trimStart();
  return own.trimEnd();
}

/** So much of a question's words must be the shown one's. */
const NEAR = 0.7;

/**
 * The same where a program words its question otherwise than it did for the author: it ends alike and most of its words
 * are the same. That it differs is then a difference in the output, and not a command that cannot be run.
 */
function restBehindNear(line: string, question: string): string | undefined {
  const words = question.split(/\s+/);
  const last = words.at(-1) ?? "";
  const end = line.lastIndexOf(last) + last.length;
  const shown = line.slice(0, end).trim().split(/\s+/);
  if (words.length < 3 || shown.at(-1) !== last || line.trimEnd().endsWith("...")) return undefined;
  const same = words.filter((word) => shown.includes(word)).length;
  return same >= NEAR * Math.max(words.length, shown.length) ? line.slice(end).trim() : undefined;
}

/** `^D` and the like are keys themselves; Enter sends everything else. */
function keysFor(text: string): string | undefined {
  const [, key] = /^\^([@-_])$/.exec(text) ?? [];
  if (key !== undefined) return String.fromCharCode(key.charCodeAt(0) & 0x1f);
  return /[\0-\x08\x0a-\x1f\x7f]/.test(text) ? undefined : `${text}${ENTER}`;
}
