import { readCase, readFor } from "./heads.ts";
import { readBody } from "./heredoc.ts";
import { readList } from "./list.ts";
import { readArithmetic, readParens, readQuote, readTest } from "./quotes.ts";
import { type State, top } from "./state.ts";

/** Reads on to the end of the text. Each reader takes at least a character, or opens or closes something. */
export function read(state: State): void {
  while (state.at < state.text.length && !state.broken) {
    if (state.heredocs[0]?.reading === true) readBody(state);
    else readNext(state);
  }
}

function readNext(state: State): void {
  state.continued = false;
  switch (top(state).kind) {
    case "list":
      return readList(state);
    case "for":
      return readFor(state);
    case "case":
      return readCase(state);
    case "test":
      return readTest(state);
    case "parens":
      return readParens(state);
    case "arithmetic":
      return readArithmetic(state);
    case "single":
    case "double":
    case "ansi":
    case "backtick":
    case "braces":
      return readQuote(state);
  }
}
