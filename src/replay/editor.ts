import { completeness } from "../document/shell/completeness.ts";

/** A command that is being edited, and where in it the cursor is: an index in UTF-16 units. */
export interface Editor {
  readonly text: string;
  readonly at: number;
}

export type Edited =
  | { readonly kind: "editing"; readonly editor: Editor }
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "left" };

export function edit(text: string): Editor {
  return { text, at: text.length };
}

/** As shells' own editing has it. Enter runs a command that a shell would run, and else goes on to the next line. */
export function editKey({ text, at }: Editor, key: string): Edited {
  const to = (position: number): Edited => ({ kind: "editing", editor: { text, at: position } });
  const replace = (from: number, end: number, by = ""): Edited => ({
    kind: "editing",
    editor: { text: text.slice(0, from) + by + text.slice(end), at: from + by.length },
  });
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at) === -1 ? text.length : text.indexOf("\n", at);
  switch (key) {
    case "escape":
    case "ctrl-c":
    case "ctrl-g":
      return { kind: "left" };
    case "enter":
      return completeness(text).complete ? { kind: "done", text } : replace(at, at, "\n");
    case "newline":
      return replace(at, at, "\n");
    case "left":
    case "ctrl-b":
      return to(before(text, at));
    case "right":
    case "ctrl-f":
      return to(after(text, at));
    case "home":
    case "ctrl-a":
      return to(start);
    case "end":
    case "ctrl-e":
      return to(end);
    case "up":
    case "ctrl-p":
      return to(start === 0 ? 0 : sameColumn(text, text.lastIndexOf("\n", start - 2) + 1, at - start));
    case "down":
    case "ctrl-n":
      return to(end === text.length ? end : sameColumn(text, end + 1, at - start));
    case "word-left":
      return to(wordBefore(text, at));
    case "word-right":
      return to(wordAfter(text, at));
    case "backspace":
      return replace(before(text, at), at);
    case "delete":
    case "ctrl-d":
      return replace(at, after(text, at));
    case "ctrl-k":
      return replace(at, end === at ? after(text, at) : end);
    case "ctrl-u":
      return replace(start, at);
    case "ctrl-w":
      return replace(wordBefore(text, at), at);
    case "tab":
      return replace(at, at, "\t");
    default:
      return /^(?:ctrl-.|[a-z-]{2,})$/.test(key) ? to(at) : replace(at, at, key);
  }
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** One character to the left, whatever it is made of. */
function before(text: string, at: number): number {
  const line = text.slice(Math.max(0, at - 64), at);
  return at - (Array.from(SEGMENTER.segment(line)).at(-1)?.segment.length ?? 0);
}

function after(text: string, at: number): number {
  const [first] = SEGMENTER.segment(text.slice(at, at + 64));
  return at + (first?.segment.length ?? 0);
}

function wordBefore(text: string, at: number): number {
  return /\S*\s*$/.exec(text.slice(0, at))!.index;
}

function wordAfter(text: string, at: number): number {
  return at + /^\s*\S*/.exec(text.slice(at))![0].length;
}

function sameColumn(text: string, start: number, column: number): number {
  const end = text.indexOf("\n", start) === -1 ? text.length : text.indexOf("\n", start);
  return Math.min(start + column, end);
}
