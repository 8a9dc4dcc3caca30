import { isAnyLines, lineTest } from "../match/ellipsis.ts";

/**
 * Answers what a command asks as the transcript does: a shown line that begins with the question goes on with what the
 * author typed. Lines are used in order, each once.
 */
export class Answers {
  readonly #shown: readonly string[];
  #next = 0;

  /** `shown`: the output that the document shows. */
  constructor(shown: readonly string[]) {
    this.#shown = shown;
  }

  /** What to type, with the key that sends it; undefined where the document does not answer this question. */
  to(question: string): string | undefined {
    const asked = question.trimEnd();
    if (asked === "") return undefined;
    for (let at = this.#next; at < this.#shown.length; at++) {
      const rest = restBehind(this.#shown[at] ?? "", asked);
      if (rest === undefined) continue;
      this.#next = at + 1;
      return keysFor(rest);
    }
    return undefined;
  }
}

/** What stands behind the question in a line that begins with it; the longest beginning that says so decides. */
function restBehind(line: string, question: string): string | undefined {
  if (isAnyLines(line) || line.trimEnd().endsWith("...")) return undefined; // it does not say how it goes on
  for (let end = line.length; end > 0; end--) {
    const beginning = line.slice(0, end);
    if (!beginning.endsWith("...") && lineTest(beginning)(question)) return line.slice(end).trim();
  }
  return undefined;
}

/** `^D` and the like are keys themselves; Enter sends everything else. */
function keysFor(text: string): string | undefined {
  const [, key] = /^\^([@-_])$/.exec(text) ?? [];
  if (key !== undefined) return String.fromCharCode(key.charCodeAt(0) & 0x1f);
  return /[\0-\x08\x0a-\x1f\x7f]/.test(text) ? undefined : `${text}\r`;
}
