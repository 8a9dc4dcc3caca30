import { open } from "./open.ts";
import { type Frame, pop, type State } from "./state.ts";

/** Reserved words (POSIX Shell Command Language 2.4, bash manual 3.2.5) and what each leads to. */
const LEADS_TO: ReadonlyMap<string, string> = new Map([
  ["if cond then", "body"],
  ["if body elif", "cond"],
  ["if body else", "else"],
  ["if body fi", "close"],
  ["if else fi", "close"],
  ["loop cond do", "body"],
  ["loop body done", "close"],
  ["{ }", "close"],
  ["clause esac", "close"],
]);

/** Builtins whose arguments are assignments (bash manual 4.2, PST_ASSIGNOK in its parser). */
const DECLARING = new Set(["alias", "declare", "export", "local", "readonly", "typeset", "eval"]);
const CLOSERS = new Set(["then", "elif", "else", "fi", "do", "done", "}", "esac"]);

/** A word of a list has ended: it may be a reserved word, a command's name, an argument. */
export function endWord(state: State, frame: Frame): void {
  const { word } = frame;
  frame.word = undefined;
  if (word === undefined) return;
  if (frame.redirect) {
    frame.redirect = false;
    return;
  }
  if (frame.position === "name") return nameFunction(state, frame);
  if (frame.position === "argument") {
    frame.words++;
    state.words?.push({ ...word, first: false });
    return;
  }
  if (word.plain && (close(state, frame, word.text) || CLOSERS.has(word.text))) return;
  if (frame.position === "after") state.broken = true;
  else if (word.plain && openCompound(state, frame, word.text)) frame.wants = undefined;
  else {
    state.words?.push({ ...word, first: true });
    simple(state, frame, word.text);
  }
}

function nameFunction(state: State, frame: Frame): void {
  frame.position = "start";
  frame.phase = "function";
  frame.wants = { open: "a function without its body", at: state.at };
}

/** Takes a word that goes on or ends what holds the list; one that is out of its place is an error. */
function close(state: State, frame: Frame, word: string): boolean {
  const phase = frame.within === "if" || frame.within === "loop" ? `${frame.phase} ` : "";
  const next = LEADS_TO.get(`${frame.within ?? ""} ${phase}${word}`);
  if (next === undefined || frame.wants !== undefined) {
    if (CLOSERS.has(word)) state.broken = true;
    return false;
  }
  if (next === "close") {
    const around = frame.within === "clause" ? (pop(state), pop(state)) : pop(state);
    around.position = "after";
  } else {
    frame.phase = next;
    frame.position = "start";
    frame.words = 0;
  }
  return true;
}

/** What a reserved word begins. */
const COMPOUNDS: Readonly<Record<string, readonly [Frame["kind"], Partial<Frame>]>> = {
  "{": ["list", { within: "{" }],
  if: ["list", { within: "if", phase: "cond" }],
  while: ["list", { within: "loop", phase: "cond" }],
  until: ["list", { within: "loop", phase: "cond" }],
  for: ["for", { phase: "name" }],
  select: ["for", { phase: "name" }],
  case: ["case", { phase: "word" }],
  "[[": ["test", {}],
};

function openCompound(state: State, frame: Frame, word: string): boolean {
  const compound = Object.hasOwn(COMPOUNDS, word) ? COMPOUNDS[word] : undefined;
  if (compound === undefined) return openModifier(frame, word);
  const [kind, more] = compound;
  open(state, 0, { kind, open: word, ...more, at: state.at - word.length });
  frame.words = 1;
  return true;
}

/** Words after which a command still begins. */
function openModifier(frame: Frame, word: string): boolean {
  if (word === "function") frame.position = "name";
  else if (word === "coproc") frame.position = "coproc";
  else if (word !== "time" && word !== "!") return false;
  return true;
}

function simple(state: State, frame: Frame, word: string): void {
  if (frame.wants?.open.startsWith("a function") === true) {
    state.broken = true; // a function's body is a compound command
    return;
  }
  frame.wants = undefined;
  if (frame.position === "coproc" && frame.words === 0) frame.words = 1;
  else {
    frame.position = "argument";
    // Behind an assignment a command still begins, but neither a reserved word nor a function.
    const assigns = /^\w+(\[.*\])?\+?=/.test(word);
    frame.declares = assigns || DECLARING.has(word);
    frame.words = assigns ? 2 : 1;
  }
}
