import type { State } from "./state.ts";

/** Reads the operator `<<` or `<<-` and the word behind it (POSIX Shell Command Language 2.7.4). */
export function readOperator(state: State): void {
  const at = state.at;
  state.at += 2;
  const tabs = state.text[state.at] === "-";
  if (tabs) state.at++;
  while (/[ \t]/.test(state.text[state.at] ?? "")) state.at++;
  const from = state.at;
  const word =
    /^(?:\\.|'[^']*'|"(?:[^"\\]|\\.)*"|[^\s;&|<>()'"\\])*/s.exec(state.text.slice(from, from + 1_000))?.[0] ?? "";
  state.at += word.length;
  if (word === "") {
    state.broken = true;
    return;
  }
  const plain = word.replaceAll(/\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/gs, "$1$2$3");
  state.heredocs.push({ word: plain, at, tabs, quoted: plain !== word, joined: false, reading: false });
}

/** A line of commands has ended: the bodies of its here-documents follow. */
export function beginBodies(state: State): void {
  for (const heredoc of state.heredocs) heredoc.reading = true;
}

/** Reads a line of the first here-document's body out of the text. */
export function readBody(state: State): void {
  const end = state.text.indexOf("\n", state.at);
  takeLine(state, state.text.slice(state.at, end));
  state.at = end + 1;
}

/** A line of the first here-document's body: its end, or one more. */
export function takeLine(state: State, line: string): void {
  const heredoc = state.heredocs[0]!;
  const { joined } = heredoc;
  // A backslash takes away the line end behind it, so that what follows goes on with this line.
  heredoc.joined = !heredoc.quoted && (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
  const text = heredoc.tabs ? line.replace(/^\t+/, "") : line;
  if (text === heredoc.word && !joined) state.heredocs.shift();
}
