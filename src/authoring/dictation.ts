import type { Entry } from "../terminal/history-entry.ts";
import { isForPassword } from "../terminal/question.ts";
import type { Screen } from "../terminal/screen.ts";
import type { Heard, HeardCommand, Keys } from "../terminal/scribe.ts";
import type { TypedAnswer } from "../terminal/typed-answers.ts";
import { commandsOf } from "./commands.ts";
import type { Item, Need } from "./items.ts";
import type { Passwords } from "./passwords.ts";

const COMMENT = /^(#+)[ \t]*([^]*)$/;
const DEEPEST = 6;

/** Makes the parts of a howto of what is heard at a shell. */
export class Dictation {
  readonly #passwords: Passwords;
  #id = "";
  /** Commands and comments of the history's last entry that nothing was made of yet. */
  #left: string[] = [];

  constructor(passwords: Passwords) {
    this.#passwords = passwords;
  }

  /** @param screen what a command printed */
  take(heard: Heard, screen: Screen): Item[] {
    const comments = this.#comments(heard.entry);
    if (heard.kind === "prompt") return comments;
    // Of what was told before, nothing is this command's.
    const command = heard.entry === undefined ? undefined : this.#left.shift();
    const { end, status, keys, uid } = heard;
    const ms = keys.answers.length > 0 ? 0 : heard.ms; // a person's time is none that it takes
    const leftOut = (why: string): Item[] => [...comments, { kind: "left-out", command: command ?? "", why }];
    if (command === undefined) return leftOut(NO_HISTORY);
    if (end === "cut") return LEAVES.test(command) ? comments : leftOut("it was not waited for, or it ended its shell");
    if (keys.interrupted && status !== 0) return leftOut("it was interrupted");
    const { lines, gap } = shortened(screen);
    const shown = keys.untold ? [] : withoutTypedAhead(lines, keys);
    const user = uid === 0 ? "root" : "user";
    const needs = this.#needs(heard);
    const step = { command, user, exit: status ?? 0, lines: shown, ms } as const;
    return [
      ...comments,
      { kind: "step", ...step, ...(gap !== undefined && { gap: gap.before }), ...(needs !== undefined && { needs }) },
    ];
  }

  #comments(entry: Entry | undefined): Item[] {
    // Who clears a history begins its numbers again.
    const id = entry === undefined ? this.#id : `${entry.id} ${entry.text.trimEnd()}`;
    if (entry !== undefined && id !== this.#id) {
      this.#id = id;
      this.#left = commandsOf(entry.text);
    }
    const items: Item[] = [];
    for (let text = this.#left[0]; text !== undefined; text = this.#left[0]) {
      const [, marks, words = ""] = COMMENT.exec(text) ?? [];
      if (marks === undefined) break;
      this.#left.shift();
      const isHeading = marks.length > 1 && marks.length <= DEEPEST && words.trim() !== "";
      items.push(
        isHeading
          ? { kind: "heading", level: marks.length, text: words.trim() }
          : { kind: "prose", text: words.trim() },
      );
    }
    return items;
  }

  #needs({ keys }: HeardCommand): Need | undefined {
    if (keys.untold) return { kind: "keys", why: "what is typed to a shell other than bash is not known" };
    if (keys.fullScreen) return { kind: "keys", why: "it took the whole screen, and a document cannot give it keys" };
    const answers = keys.answers.filter((answer) => !isAhead(answer, keys));
    const isSecret = ({ question, text }: TypedAnswer): boolean =>
      text !== "" && (isForPassword(question) || this.#passwords.has(text));
    const hidden = answers.filter((one) => one.hidden || isSecret(one));
    if (hidden.length > 0) {
      const names = new Set(hidden.map(({ text, entered }) => (entered ? this.#passwords.nameOf(text) : undefined)));
      const [name] = names;
      if (names.size > 1 || name === undefined)
        return { kind: "keys", why: "what was typed was not to be seen, and is no password" };
      return { kind: "secret", name };
    }
    const [first, ...others] = answers;
    const atNothing = answers.some(({ question }) => question.trim() === "");
    if (first === undefined)
      return keys.loose && keys.waited ? { kind: "keys", why: "a document cannot give it keys" } : undefined;
    if (!atNothing) return undefined;
    if (keys.loose || others.length > 0 || !first.entered)
      return { kind: "keys", why: "it was given lines that no question asks for: a here-document can hold them" };
    return { kind: "answer", text: first.text };
  }
}

const NO_HISTORY = "its shell keeps no history of it";
/** They end the recording. */
const LEAVES = /^(exit|logout)\b/;

/** Nobody reads more lines of one command's output in a howto, and few read so many. */
const MOST_LINES = 200;
/** Of more, so many at the beginning and at the end. */
const LEFT_LINES = 50;

/** Of long output the beginning and the end. */
function shortened({ lines, gap }: Screen): Pick<Screen, "lines" | "gap"> {
  if (lines.length <= MOST_LINES) return { lines, ...(gap !== undefined && { gap }) };
  const gone = { before: LEFT_LINES, bytes: gap?.bytes ?? 0 };
  return { lines: [...lines.slice(0, LEFT_LINES), ...lines.slice(-LEFT_LINES)], gap: gone };
}

/** Whether a line was typed for the shell, before it wanted it: nothing asked for it. */
function isAhead({ question }: TypedAnswer, { waited }: Keys): boolean {
  return !waited && question.trim() === "";
}

/** Without the lines of commands that were typed before the shell wanted them: they are shown twice. */
function withoutTypedAhead(lines: readonly string[], keys: Keys): readonly string[] {
  const left = [...lines];
  for (const answer of keys.answers) {
    const at = answer.text !== "" && isAhead(answer, keys) ? left.indexOf(answer.text) : -1;
    if (at !== -1) left.splice(at, 1);
  }
  return left;
}
