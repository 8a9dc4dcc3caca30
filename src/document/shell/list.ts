import { beginBodies, readOperator } from "./heredoc.ts";
import { open } from "./open.ts";
import { endWord } from "./reserved.ts";
import { type Frame, pop, type State, top } from "./state.ts";
import { readWordPart } from "./word.ts";

/** Reads on in a list of commands (POSIX Shell Command Language 2.9, 2.10). */
export function readList(state: State): void {
  const frame = top(state);
  const character = state.text[state.at] ?? "";
  switch (character) {
    case " ":
    case "\t":
      endWord(state, frame);
      state.at++;
      return;
    case "\n":
      return readLineEnd(state, frame);
    case "#":
      if (frame.word !== undefined) return readWordPart(state, frame);
      state.at = state.text.indexOf("\n", state.at);
      return;
    case ";":
    case "&":
    case "|":
      return readSeparator(state, frame);
    case "(":
      return readOpening(state, frame);
    case ")":
      return readClosing(state, frame);
    case "<":
    case ">":
      return readRedirection(state, frame);
    default:
      return readWordPart(state, frame);
  }
}

/** Ends the word before what follows; tells whether the frame is still the innermost. */
function settled(state: State, frame: Frame): boolean {
  endWord(state, frame);
  return top(state) === frame && !state.broken;
}

function readLineEnd(state: State, frame: Frame): void {
  if (!settled(state, frame)) return;
  if (frame.redirect) state.broken = true;
  startCommand(frame);
  state.at++;
  beginBodies(state);
}

function readSeparator(state: State, frame: Frame): void {
  if (!settled(state, frame)) return;
  const operator =
    /^(?:;;&|;;|;&|;|&&|&>>|&>|&|\|\||\|&|\|)/.exec(state.text.slice(state.at, state.at + 3))?.[0] ?? ";";
  if (operator.startsWith("&>")) {
    state.at += operator.length;
    frame.redirect = true;
    return;
  }
  const isEnd = operator.startsWith(";") && operator !== ";";
  const isEmpty = frame.position === "start" && frame.words === 0;
  if (isEnd ? frame.within !== "clause" : isEmpty || frame.redirect) {
    state.broken = true;
    return;
  }
  const at = state.at;
  state.at += operator.length;
  if (isEnd) {
    pop(state).phase = "patterns";
    return;
  }
  startCommand(frame);
  if (operator === "&&" || operator.startsWith("|")) frame.wants = { open: `${operator} at the end of the line`, at };
}

/** A subshell, arithmetic, a function, an array or a pattern; anywhere else a parenthesis is an error. */
function readOpening(state: State, frame: Frame): void {
  const { word } = frame;
  const assigns = frame.position === "start" || frame.declares;
  if (assigns && word !== undefined && word.text.endsWith("="))
    return open(state, 1, { kind: "parens", open: "( of an array" });
  if (word !== undefined && /[?*+@!]$/.test(word.text))
    return open(state, 1, { kind: "parens", open: "( of a pattern" });
  if (!settled(state, frame)) return;
  const empty = /^\([ \t]*\)/.exec(state.text.slice(state.at, state.at + 100))?.[0];
  const named = (frame.position === "argument" && frame.words === 1) || frame.phase === "function";
  if (named && empty !== undefined) {
    frame.wants = { open: "a function without its body", at: state.at };
    frame.position = "start";
    frame.words = 0;
    frame.phase = frame.phase === "function" ? "" : (frame.phase ?? "");
    state.at += empty.length;
  } else if (frame.position === "start" || frame.position === "coproc") {
    frame.wants = undefined;
    frame.words = 1;
    const double = state.text[state.at + 1] === "(" && !state.subshells.has(state.at);
    if (double) open(state, 2, { kind: "arithmetic", open: "((" });
    else open(state, 1, { kind: "list", open: "(", within: "(" });
  } else state.broken = true;
}

function readClosing(state: State, frame: Frame): void {
  if (!settled(state, frame)) return;
  if (frame.within !== "(" || frame.wants !== undefined || frame.redirect) {
    state.broken = true;
    return;
  }
  state.at++;
  const around = pop(state);
  if (frame.inWord !== true) around.position = "after";
}

function readRedirection(state: State, frame: Frame): void {
  const rest = state.text.slice(state.at, state.at + 3);
  if (rest[1] === "(") {
    frame.word ??= { text: "", plain: false };
    frame.word.plain = false;
    return open(state, 2, { kind: "list", open: `${rest[0]}(`, within: "(", inWord: true });
  }
  // Digits, or a name in braces, right before the operator are no word: they say what is redirected.
  if (frame.word?.plain === true && /^(\d+|\{\w+\})$/.test(frame.word.text)) frame.word = undefined;
  if (!settled(state, frame)) return;
  if (frame.redirect) state.broken = true;
  if (frame.position === "start") {
    frame.position = "argument";
    // A redirection begins a command (`a || >&2 echo b`), but not a function's body.
    if (frame.wants?.open.startsWith("a function") === true) state.broken = true;
    frame.wants = undefined;
  }
  if (rest.startsWith("<<") && rest !== "<<<") return readOperator(state);
  state.at += /^(?:<<<|<>|<&|>>|>&|>\||<|>)/.exec(rest)?.[0].length ?? 1;
  frame.redirect = true;
}

function startCommand(frame: Frame): void {
  frame.position = "start";
  frame.words = 0;
  frame.declares = false;
}
