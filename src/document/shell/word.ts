import { openQuote } from "./open.ts";
import type { Frame, State } from "./state.ts";

/** Reads a character of a word, or opens what is quoted or expanded in it. */
export function readWordPart(state: State, frame: Frame): void {
  const character = state.text[state.at] ?? "";
  if (character === "\\" && state.text[state.at + 1] === "\n") {
    state.at += 2; // POSIX 2.2.1: both are taken away, the word goes on
    state.continued = true;
    return;
  }
  frame.word ??= { text: "", plain: true };
  if (character === "\\") {
    frame.word.plain = false;
    state.at += 2;
  } else if (openQuote(state)) frame.word.plain = false;
  else {
    frame.word.text += character;
    state.at++;
  }
}
