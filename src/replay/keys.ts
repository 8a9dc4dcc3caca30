/** Keys, and what terminals send for them (xterm's control sequences); others are the character that they type. */
const NAMES: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "newline",
  "\t": "tab",
  "\x7f": "backspace",
  "\b": "backspace",
  "\x1b": "escape",
  "\x1b[A": "up",
  "\x1b[B": "down",
  "\x1b[C": "right",
  "\x1b[D": "left",
  "\x1b[H": "home",
  "\x1b[F": "end",
  "\x1b[1~": "home",
  "\x1b[4~": "end",
  "\x1b[7~": "home",
  "\x1b[8~": "end",
  "\x1b[3~": "delete",
  "\x1b[5~": "page-up",
  "\x1b[6~": "page-down",
  "\x1b[1;5C": "word-right",
  "\x1b[1;5D": "word-left",
  "\x1bf": "word-right",
  "\x1bb": "word-left",
  "\x1b\r": "newline",
};

/** A control sequence, a key with Alt, or a character. */
const KEY = /\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[ -~]|\x1b[\r -~]|[^]/gu;

/** What was typed, key by key: `enter`, `up`, `ctrl-c`, `ä`. Sequences that are no key of ours are left out. */
export function keysIn(typed: string): string[] {
  return Array.from(typed.matchAll(KEY), ([key]) => nameOf(key)).filter((name) => name !== undefined);
}

/** What is typed in words, where keys are lines. */
const WORDS: Readonly<Record<string, string>> = {
  "": "enter",
  enter: "enter",
  run: "enter",
  more: " ",
  skip: "s",
  back: "b",
  next: "n",
  edit: "e",
  why: "w",
  shell: "!",
  answer: "a",
  quit: "q",
  help: "?",
};

/** The key that a line stands for, at a terminal that is too plain for keys: a letter, or what it does in a word. */
export function keyOfLine(line: string): string | undefined {
  const word = line.trim();
  return Array.from(word).length === 1 ? word : Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

function nameOf(key: string): string | undefined {
  const name = NAMES[key] ?? NAMES[key.replace(/^\x1bO/, "\x1b[")];
  if (name !== undefined) return name;
  if (key.startsWith("\x1b")) return undefined;
  const code = key.codePointAt(0)!;
  return code < 0x20 ? `ctrl-${String.fromCharCode(code + 0x60)}` : key;
}
