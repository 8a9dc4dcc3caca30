import { takeLine } from "./heredoc.ts";
import { read } from "./read.ts";
import { newState, type State } from "./state.ts";

/** Whether bash would run what was typed so far, or ask for more of it with its second prompt. */
export type Completeness =
  | { readonly complete: true }
  /** `open` says what is not closed yet, as "a single quote"; `at` is the offset where it was opened. */
  | { readonly complete: false; readonly open: string; readonly at: number };

/**
 * A command with a syntax error is complete: bash complains of it and does not wait for more. The judge of it all is
 * `bash -n`, which the tests ask.
 */
export function completeness(command: string): Completeness {
  return new Completer().feed(command);
}

/** Characters that are copied, for each line brings those above it along: what is open after so many stays open. */
const MOST = 2_000_000_000;

/** The same for a command that comes line by line. Long here-documents take no more than their lines. */
export class Completer {
  readonly #state: State = newState();
  #read = 0;
  #last: Completeness = { complete: true };

  /** Takes the next line, or several, without the final line end. */
  feed(line: string): Completeness {
    if (this.#read <= MOST) this.#last = this.#feed(line);
    return this.#last;
  }

  #feed(line: string): Completeness {
    const state = this.#state;
    if (state.text === "" && isSimple(line)) return { complete: true };
    if (state.heredocs[0]?.reading === true && !line.includes("\n")) takeLine(state, line);
    else {
      state.text += `${line}\n`;
      this.#read += state.text.length;
      read(state);
    }
    if (state.broken) return { complete: true };
    const [here] = state.heredocs;
    const inner = state.stack.at(-1);
    if (state.stack.length > 1 && inner !== undefined && here?.reading !== true) return openOf(inner);
    if (here !== undefined) return { complete: false, open: `a here-document (${here.word})`, at: here.at };
    const wants = state.stack[0]?.wants;
    if (wants !== undefined) return openOf(wants);
    if (state.continued) return { complete: false, open: "a backslash at the end of the line", at: state.at - 2 };
    return { complete: true };
  }
}

/** Words of nothing but plain characters, the first of them not reserved: most commands, and nothing can be open in them. */
const SIMPLE = /^([\w./:=,+@%-]+)(?:[ \t]+[\w./:=,+@%-]+)*$/;
const RESERVED = /^(if|then|elif|else|fi|for|in|while|until|do|done|case|esac|select|function|time|coproc)$/;

function isSimple(line: string): boolean {
  const [, first] = SIMPLE.exec(line) ?? [];
  return first !== undefined && !RESERVED.test(first);
}

function openOf({ open, at }: { open: string; at: number }): Completeness {
  return { complete: false, open, at };
}
