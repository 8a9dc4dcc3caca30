import { beginBodies } from "./heredoc.ts";
import { open, openExpansion, openQuote } from "./open.ts";
import { type Frame, pop, type State, top } from "./state.ts";
import { readWordPart } from "./word.ts";

/** What ends each kind of quoting. */
const ENDS: Readonly<Record<string, string>> = { single: "'", ansi: "'", double: '"', backtick: "`", braces: "}" };

/**
 * Inside quotes, `${ … }` and backticks. Bash manual 3.1.2 and 3.5.3; that single quotes pair up also in `"${x:-'}'}"`,
 * and that nothing but the backslash counts inside backticks, is what bash does.
 */
export function readQuote(state: State): void {
  const { kind } = top(state);
  const character = state.text[state.at] ?? "";
  if (character === ENDS[kind]) {
    state.at++;
    pop(state);
  } else if (kind === "single") {
    const end = state.text.indexOf("'", state.at);
    state.at = end === -1 ? state.text.length : end;
  } else if (character === "\\") state.at = Math.min(state.at + 2, state.text.length);
  else if (kind === "ansi" || kind === "backtick") state.at++;
  else if (kind === "double") {
    if (!openExpansion(state)) state.at++;
  } else if (!openQuote(state)) state.at++;
}

/** Arithmetic ends at its closing pair. A single parenthesis where two should be: it was two subshells after all. */
export function readArithmetic(state: State): void {
  const frame = top(state);
  const character = state.text[state.at];
  const close = frame.open === "$[" ? "]" : ")";
  if (character === "\\") state.at = Math.min(state.at + 2, state.text.length);
  else if (character === (close === "]" ? "[" : "(")) {
    frame.depth++;
    state.at++;
  } else if (character !== close) {
    if (!openQuote(state)) state.at++;
  } else if (frame.depth > 0) {
    frame.depth--;
    state.at++;
  } else if (close === "]" || state.text[state.at + 1] === ")") {
    state.at += close === "]" ? 1 : 2;
    closeArithmetic(pop(state), frame);
  } else readAgain(state, frame);
}

/** `((` as a command of its own ends a command; in the head of a `for` the list of commands follows. */
function closeArithmetic(around: Frame, { open: opened }: Frame): void {
  if (opened !== "((") return;
  if (around.kind === "for") around.phase = "do";
  else around.position = "after";
}

/** Backs out of an attempt, a limited number of times: hostile text is not to be read again and again. */
function readAgain(state: State, frame: Frame): void {
  if (state.subshells.size > 200) state.broken = true;
  state.subshells.add(frame.at);
  state.heredocs = state.heredocs.filter(({ at }) => at < frame.at);
  state.at = frame.at;
  pop(state);
}

/** `a=( … )`: words, comments and line ends; the parentheses of a pattern likewise. */
export function readParens(state: State): void {
  const frame = top(state);
  const character = state.text[state.at] ?? "";
  if (character === ")") {
    state.at++;
    pop(state);
  } else if (character === "(") open(state, 1, { kind: "parens", open: "(" });
  else if (character === "#" && frame.word === undefined) state.at = state.text.indexOf("\n", state.at);
  else if (/[\s;&|<>]/.test(character)) {
    frame.word = undefined;
    state.at++;
    if (character === "\n") beginBodies(state);
  } else readWordPart(state, frame);
}

/** `[[ … ]]`: a line may end where an expression is whole, before one, and behind what joins two (bash manual 3.2.5.2). */
export function readTest(state: State): void {
  const frame = top(state);
  const rest = state.text.slice(state.at, state.at + 2);
  if (frame.word?.plain === true && frame.word.text === "]]" && /^[;&|)]/.test(rest)) return endTerm(state, frame);
  if (/^[ \t\n()]/.test(rest) || (frame.word === undefined && /^(&&|\|\|)/.test(rest))) {
    endTerm(state, frame);
    if (top(state) !== frame) return;
    if (rest.startsWith("(") && frame.phase?.endsWith("~") === true)
      return open(state, 1, { kind: "parens", open: "(" });
    if (rest.startsWith("\n") && frame.words === 1) state.broken = true;
    if (rest === "&&" || rest === "||") frame.words = 0;
    state.at += rest === "&&" || rest === "||" ? 2 : 1;
  } else readWordPart(state, frame);
}

function endTerm(state: State, frame: Frame): void {
  const { word } = frame;
  frame.word = undefined;
  if (word === undefined) return;
  if (word.plain && word.text === "]]") {
    pop(state).position = "after";
    return;
  }
  frame.phase = word.text;
  if (!(word.plain && word.text === "!")) frame.words++;
}
