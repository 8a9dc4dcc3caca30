import { bashWord, isSimple } from "./quote.ts";
import type { ShellState } from "./marker.ts";

/**
 * The line that teaches a shell to mark its prompts. It is read by bash and by any POSIX shell, and is typed both into a
 * machine's first shell and into every one that is found nested in it (`sudo -s`, `bash`, `su`).
 *
 * In bash, PS0 marks where output begins (it is shown once the whole command is read, and leaves `$?` alone) and
 * PROMPT_COMMAND where it ends; what a start-up file has put there is taken away. Neither depends on PS1, which documents change (`activate` of a Python environment does).
 * PROMPT_COMMAND leaves no trace on the screen under `set -x`, and reaches the terminal also after `exec >file` and in a
 * `chroot` without devices: it writes to where the shell reads from, and to /dev/tty where that cannot be written. Line
 * editing, history expansion and the history file are off: a document is not typed by hand, and what is run here is not the user's history.
 */
export function integration(nonce: string, depth: number): string {
  return teaching(nonce, depth, ["unset PROMPT_COMMAND"]);
}

/** The same for a shell that was saved as it waited: each run would get the same numbers of it, and its age. */
export function integrationOfWaiting(nonce: string, depth: number): string {
  return teaching(nonce, depth, ["unset PROMPT_COMMAND", anew(), "SECONDS=0"]);
}

/** A command of bash that has its next $RANDOM be another one than when it was saved. */
export function anew(): string {
  return `RANDOM=${Math.floor(Math.random() * 2 ** 31)}`;
}

function teaching(nonce: string, depth: number, before: readonly string[]): string {
  const bash = [
    ...before,
    "set +o emacs +o vi +H",
    `PS0=${bashWord(`\x1b]133;C;aid=${nonce}\x07`)}`,
    promptCommand({ nonce, depth }, `${DRAIN}; `),
    "export -n PS1",
    "PS1='\\$ '",
    `PS2=${bashWord(`\x1b]133;P;k=s;aid=${nonce}\x07`)}`,
  ];
  const sh = [`PS1="${promptMark({ nonce, depth })}"`, `PS2="$(printf '\\033]133;P;k=s;aid=${nonce}\\007')"`];
  return ` if [ "\${BASH_VERSION-}" ]; then ${bash.join("; ")}; else ${sh.join("; ")}; fi; unset HISTFILE\n`;
}

interface Marking {
  readonly nonce: string;
  readonly depth: number;
  /** Behind the shell's flags. */
  readonly flag?: string;
}

/**
 * Bash's mark of a command's end, printed by the shell itself; before it, what else it is to do. From 5.1 on PROMPT_COMMAND may
 * be a list, and each of it sees the command's own status: what a document sets is the first, and ours is not touched by it.
 */
function promptCommand({ nonce, depth, flag = "" }: Marking, before = ""): string {
  // Taken out of the quotes that are around it, so that the shell puts it in once, as it learns this.
  const host = `'"\${HOSTNAME//[^a-zA-Z0-9._-]}"'`;
  const done = `133;D;%s;aid=${nonce};depth=${depth};uid=%s;pid=%s;sh=bash;flags=%s${flag};host=${host}`;
  const print = `printf "\\e]${done}\\a" "$__howtrue" "$EUID" "$$" "$-"`;
  const mark = `for __howtrue in $?; do ${before}${print} >&0 || ${print} >/dev/tty; done 2>&-`;
  const set = `case $BASH_VERSION in [1-4].*|5.0.*) PROMPT_COMMAND=$__howtrue;; *) PROMPT_COMMAND[99]=$__howtrue;; esac`;
  return `__howtrue='${mark}'; ${set}`;
}

/** Another shell's, as a part of its prompt. */
function promptMark({ nonce, depth, flag = "" }: Marking): string {
  const state = `uid=$(id -u);pid=$$;sh=sh;flags=\\$-${flag};host=$(uname -n)`;
  return `$(printf '\\033]133;D;')\\$?;aid=${nonce};depth=${depth};${state}$(printf '\\007')`;
}

/** In the flags of a shell that is lent to a person. */
export const LENT = "_";

/**
 * The line that lends a shell to a person: a prompt to be seen, lines that can be edited, and what is typed ahead is kept.
 * Its marks say so. Ctrl-D at the prompt does not end it: by that they give it back. `written`: what they type is told, too.
 */
export function lending(nonce: string, depth: number, written = false): string {
  const save = `__howtrue_was=$?; __howtrue_prompt=$PS1`;
  const marking = { nonce, depth, flag: LENT };
  const bash = [
    ...(written ? telling(nonce) : []),
    promptCommand(marking, written ? `${KEEP_TELLING}; { ${tell(nonce)}; } >&0 || :; ` : ""),
    "PS1='\\u@\\h:\\w\\$ '",
    ...(written ? [] : ["PS2='> '"]),
    "set -o ignoreeof",
    ...(written ? ["history -c"] : []), // the line that says this is in it
    "set -o emacs", // the last: it changes how the shell reads
  ];
  const sh = [`PS1="${promptMark(marking)}$(id -un)@$(uname -n)$ "`, "PS2='> '", "set -o ignoreeof 2>/dev/null"];
  return ` ${save}; if [ "\${BASH_VERSION-}" ]; then ${bash.join("; ")}; else ${sh.join("; ")}; fi\n`;
}

/**
 * What makes a bash tell the text of each command before it runs, as its history has it: with all lines of a command,
 * also of here-documents. bash joins a line that ends in a backslash to the next one; so each is told before the next is
 * asked for. Pasted lines are read one by one: those that are pasted at once are no history of their own.
 */
function telling(nonce: string): string[] {
  const say = (text: string): string => `${tell(nonce)}; printf "\\e]133;${text};aid=${nonce}\\a"`;
  // Nothing of it is traced (set -x).
  const start = `$({ ${say("C")}; } >&0 2>&- || { ${say("C")}; } >/dev/tty 2>&-)`;
  // Nothing but simple commands: bash expands it in the midst of what it reads, and there { is a word like others.
  const more = `$(command exec >&0 2>&- || exec >/dev/tty 2>&-; ${say("P;k=s")})> `;
  return [
    "set +H -o history",
    "shopt -s interactive_comments",
    "unset HISTFILE",
    `__howtrue_start=${bashWord(start)}`,
    `__howtrue_more=${bashWord(more)}`,
    KEEP_TELLING,
    'bind "set enable-bracketed-paste off" 2>&-',
  ];
}

/** Said again before each prompt: start-up files and howtos set these, and what was typed then would be told no more. */
const KEEP_TELLING =
  "shopt -s cmdhist lithist promptvars; HISTCONTROL= HISTIGNORE= HISTSIZE=1000 PS0=$__howtrue_start PS2=$__howtrue_more";

/** Commands of bash that print a mark, and behind it the last command of the history with its number. */
function tell(nonce: string): string {
  return `printf "\\e]133;T;aid=${nonce}\\a"; HISTTIMEFORMAT= history 1`;
}

/** The line that takes it back, as it was but for what the person did: also `$?`, which the next step may show. */
export function takingBack(nonce: string, depth: number): string {
  const prompt = `[ "\${BASH_VERSION-}" ] && PS1=\${__howtrue_prompt-$PS1} || :`;
  const status = "(exit ${__howtrue_was-0}) && :";
  const learn = teaching(nonce, depth, []).trimEnd();
  return `${learn}; set +o ignoreeof 2>/dev/null; ${prompt}; eval "unset __howtrue_was __howtrue_prompt __howtrue_start __howtrue_more; ${status}"\n`;
}

/** An answer, or the Enter behind it, that the command did not read would be the next command. */
const DRAIN = "while read -t 0 && read -r -t 1 __howtrue_left; do unset __howtrue_left; done";

/**
 * The command with a mark of its own before it, where the prompt's mark is missing or comes too early: a POSIX shell has
 * no PS0, under `set -x` the trace of `eval` itself follows PS0, and after `exec 2>file` PS0 is in that file (`isSure`). `$?` is
 * as the last command left it. `starts`: how many marks of the start the command has then. `asItIs`: it is typed without our
 * `eval`, where it is so simple.
 */
export function withStart(
  command: string,
  shell: ShellState,
  { nonce, asItIs, isSure = false }: { nonce: string; asItIs: boolean; isSure?: boolean },
): { text: string; starts: number } {
  const early = shell.flags.includes("x") && !(asItIs && isSimple(command));
  if (shell.family === "bash" && !early && !isSure) return { text: command, starts: 1 };
  const begun = `printf '\\033]133;C;aid=${nonce}\\007'`;
  const text = `{ __howtrue=$?; ${begun} >&0 || ${begun} >/dev/tty; (exit $__howtrue) && :; } 2>&-\n${command}`;
  return { text, starts: shell.family === "bash" ? 2 : 1 };
}
