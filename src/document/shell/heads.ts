import { beginBodies } from "./heredoc.ts";
import { open } from "./open.ts";
import { type Frame, pop, push, type State, top } from "./state.ts";
import { readWordPart } from "./word.ts";

/** The head of `for` and `select`: `for NAME [in WORDS]; do`, `for (( … )); do` (bash manual 3.2.5.1). */
export function readFor(state: State): void {
  const frame = top(state);
  const character = state.text[state.at] ?? "";
  if (skipComment(state, frame, character)) return;
  if (character === "(" && frame.phase === "name" && frame.word === undefined && state.text[state.at + 1] === "(") {
    return open(state, 2, { kind: "arithmetic", open: "((" });
  }
  if (!/[\s;&|<>()]/.test(character)) return readWordPart(state, frame);
  endForWord(state, frame);
  if (top(state) !== frame) return;
  if (/[&|<>()]/.test(character)) state.broken = true;
  if (/[;\n]/.test(character) && frame.phase === "name") state.broken = true;
  if (character === ";" || (character === "\n" && frame.phase === "words")) frame.phase = "do";
  state.at++;
  if (character === "\n") beginBodies(state);
}

function endForWord(state: State, frame: Frame): void {
  const { word } = frame;
  frame.word = undefined;
  if (word === undefined || frame.phase === "words") return;
  if (frame.phase === "name") frame.phase = "in";
  else if (word.text === "in" && frame.phase === "in") frame.phase = "words";
  else if (word.text === "do" || word.text === "{") {
    state.stack.pop();
    const within = word.text === "do" ? "loop" : "{";
    push(state, { kind: "list", open: frame.open, within, phase: "body", at: frame.at });
  } else state.broken = true;
}

/** `case WORD in`, and the patterns before each clause: `[(] PATTERN [| PATTERN]… )`. */
export function readCase(state: State): void {
  const frame = top(state);
  const character = state.text[state.at] ?? "";
  if (skipComment(state, frame, character)) return;
  const isPattern = frame.phase === "patterns" || frame.phase === "pattern";
  if (character === "(" && frame.word !== undefined && /[?*+@!]$/.test(frame.word.text)) {
    return open(state, 1, { kind: "parens", open: "( of a pattern" });
  }
  if (!/[\s;&|<>()]/.test(character)) return readWordPart(state, frame);
  endCaseWord(state, frame);
  if (top(state) !== frame) return;
  state.at++;
  if (character === "\n") beginBodies(state);
  if (character === ")" && isPattern) open(state, 0, { kind: "list", open: "case", within: "clause", at: frame.at });
  else if (character === "(" && frame.phase === "patterns") frame.phase = "pattern";
  else if (/[;&<>()]/.test(character) || (character === "|" && !isPattern)) state.broken = true;
}

function endCaseWord(state: State, frame: Frame): void {
  const { word } = frame;
  frame.word = undefined;
  if (word === undefined) return;
  if (frame.phase === "word") frame.phase = "in";
  else if (frame.phase === "in") {
    if (word.text === "in") frame.phase = "patterns";
    else state.broken = true;
  } else if (frame.phase === "patterns" && word.plain && word.text === "esac") pop(state).position = "after";
  else frame.phase = "pattern";
}

function skipComment(state: State, frame: Frame, character: string): boolean {
  if (character !== "#" || frame.word !== undefined) return false;
  state.at = state.text.indexOf("\n", state.at);
  return true;
}
