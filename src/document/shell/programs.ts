import { read } from "./read.ts";
import { type CommandWord, newState } from "./state.ts";

/** What runs another command: its options that have a value behind them, and how many words of its own it has before it. */
const RUNNERS: Readonly<Record<string, readonly [values: string, own: number]>> = {
  sudo: ["ughpCrtTUDR", 0],
  doas: ["uC", 0],
  env: ["uCS", 0],
  nice: ["n", 0],
  ionice: ["cn", 0],
  nohup: ["", 0],
  setsid: ["", 0],
  stdbuf: ["ioe", 0],
  time: ["fo", 0],
  timeout: ["sk", 1],
  chroot: ["", 1],
  xargs: ["InPLdasE", 0],
  command: ["", 0],
  exec: ["a", 0],
};

const NAME = /^(?:\/[\w.+/-]*|\w[\w.+-]*)$/;
/** A command that is longer is searched only so far. */
const LONGEST = 20_000;

/**
 * The names of the programs that a command line uses, as they are written: the first word of each simple command, also behind
 * `sudo` and the like, in pipes, loops and command substitutions. Builtins and functions are among them.
 */
export function programsIn(command: string): string[] {
  const words: CommandWord[] = [];
  const state = { ...newState(), words, text: `${command.slice(0, LONGEST)}\n` };
  read(state);
  const names = words.flatMap(({ first }, i) => (first ? namesFrom(words, i) : []));
  return [...new Set(names)];
}

function namesFrom(words: readonly CommandWord[], from: number): string[] {
  const names: string[] = [];
  let at = from;
  for (;;) {
    while (isAssignment(words[at]) && (at === from || words[at]?.first === false || isAssignment(words[at - 1]))) at++;
    const word = words[at];
    if (word === undefined || !word.plain || !NAME.test(word.text)) return names;
    names.push(word.text);
    const runner = Object.hasOwn(RUNNERS, word.text) ? RUNNERS[word.text] : undefined;
    if (runner === undefined) return names;
    const next = behind(words, at, runner);
    if (next === undefined) return names;
    at = next;
  }
}

function isAssignment(word: CommandWord | undefined): boolean {
  return word !== undefined && /^\w+\+?=/.test(word.text);
}

/** Where the command begins that a runner runs; nothing where it has none. */
function behind(
  words: readonly CommandWord[],
  runner: number,
  [values, own]: readonly [string, number],
): number | undefined {
  let left = own;
  for (let at = runner + 1; words[at]?.first === false; at++) {
    const { text } = words[at]!;
    if (/^-.$/.test(text) && values.includes(text[1]!)) at++;
    else if (!text.startsWith("-") && !isAssignment(words[at]) && left-- === 0) return at;
  }
  return undefined;
}
