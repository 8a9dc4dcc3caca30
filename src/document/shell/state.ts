/** What a reader of shell syntax has read, and what it is inside of. Changed in place as text comes. */
export interface State {
  text: string;
  /** How far it is read. */
  at: number;
  /** What is open, innermost last; the first is the text as a whole. */
  readonly stack: Frame[];
  /** Here-documents whose body is still to come or to end, in order. */
  heredocs: Heredoc[];
  /** The last thing read was a backslash at the end of a line. */
  continued: boolean;
  /** There is a syntax error. */
  broken: boolean;
  /** Offsets of `((` that turned out to be two subshells. */
  readonly subshells: Set<number>;
  /** The words of simple commands, where somebody wants them. */
  readonly words?: CommandWord[];
}

/** A word of a simple command, as it is written. */
export interface CommandWord extends Readonly<Word> {
  /** A command begins with it. */
  readonly first: boolean;
}

/**
 * Something open. `list`: commands; `for` and `case`: their heads; the others hold no commands of their own. `parens`:
 * the parentheses of an array or of an extended pattern.
 */
export interface Frame {
  readonly kind:
    | "list"
    | "for"
    | "case"
    | "single"
    | "double"
    | "ansi"
    | "backtick"
    | "braces"
    | "arithmetic"
    | "test"
    | "parens";
  /** In words, for a message to the author. */
  readonly open: string;
  readonly at: number;
  /** Of a list: what holds it, and so what ends it. */
  readonly within?: "(" | "{" | "if" | "loop" | "clause";
  /** It stands inside a word, as `$( … )` does. */
  readonly inWord?: boolean;
  /** Of `if`, loops, `for` and `case`: how far they are. */
  phase?: string;
  /** The word being read. */
  word: Word | undefined;
  /** Of a list: where in a command it is. */
  position: Position;
  /** Words of the command so far. */
  words: number;
  /** The command is one of those whose arguments may be arrays: `declare -a x=( … )`. */
  declares: boolean;
  /** The next word is a redirection's. */
  redirect: boolean;
  /** What must go on behind a line end: a pipe, a function without its body. */
  wants: { readonly open: string; readonly at: number } | undefined;
  /** Of arithmetic: parentheses open within. */
  depth: number;
}

/** `after`: behind a compound command. `name`: of a function. `coproc`: behind that word, or the name that follows it. */
export type Position = "start" | "argument" | "after" | "name" | "coproc";

export interface Word {
  text: string;
  /** Nothing in it is quoted or expanded, so that it may be a reserved word. */
  plain: boolean;
}

export interface Heredoc {
  /** What ends it. */
  readonly word: string;
  readonly at: number;
  /** `<<-`: leading tabs do not count. */
  readonly tabs: boolean;
  /** A quoted delimiter: backslashes mean nothing in the body. */
  readonly quoted: boolean;
  /** The line before ended in a backslash. */
  joined: boolean;
  /** The body has begun. */
  reading: boolean;
}

export function newState(): State {
  const state = { text: "", at: 0, heredocs: [], continued: false, broken: false, subshells: new Set<number>() };
  const whole: State = { ...state, stack: [] };
  push(whole, { kind: "list", open: "the command" });
  return whole;
}

/** What is known of a frame when it is opened. */
export type Opening = Pick<Frame, "kind" | "open"> & Partial<Frame>;

/** Opens a frame at what was read last. */
export function push(state: State, frame: Opening): void {
  const blank = { word: undefined, position: "start", words: 0, declares: false, redirect: false } as const;
  state.stack.push({ at: state.at, ...blank, wants: undefined, depth: 0, ...frame });
}

/** Closes the innermost frame and gives the one around it. */
export function pop(state: State): Frame {
  state.stack.pop();
  return top(state);
}

export function top(state: State): Frame {
  return state.stack.at(-1)!;
}
