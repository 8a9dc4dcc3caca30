import { type Opening, push, type State } from "./state.ts";

/** `$( … )`, `${ … }`, arithmetic, backticks: what is expanded also within double quotes. */
export function openExpansion(state: State): boolean {
  const rest = state.text.slice(state.at, state.at + 3);
  if (rest.startsWith("`")) open(state, 1, { kind: "backtick", open: "`" });
  else if (rest === "$((" && !state.subshells.has(state.at)) open(state, 3, { kind: "arithmetic", open: "$((" });
  else if (rest.startsWith("$(")) open(state, 2, { kind: "list", open: "$(", within: "(", inWord: true });
  else if (rest.startsWith("${")) open(state, 2, { kind: "braces", open: "${" });
  else if (rest.startsWith("$[")) open(state, 2, { kind: "arithmetic", open: "$[" });
  else return false;
  return true;
}

/** The same, and quotes. */
export function openQuote(state: State): boolean {
  const character = state.text[state.at];
  const next = state.text[state.at + 1];
  if (character === "'") open(state, 1, { kind: "single", open: "a single quote" });
  else if (character === '"') open(state, 1, { kind: "double", open: "a double quote" });
  else if (character === "$" && next === "'") open(state, 2, { kind: "ansi", open: "a single quote" });
  else if (character === "$" && next === '"') open(state, 2, { kind: "double", open: "a double quote" });
  else return openExpansion(state);
  return true;
}

/** Opens a frame and takes what opened it. */
export function open(state: State, length: number, frame: Opening): void {
  push(state, frame);
  state.at += length;
}
