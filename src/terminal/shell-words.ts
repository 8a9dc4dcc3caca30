/** Which commands leave a shell waiting for commands, by their words alone. */

const SHELLS = new Set(["bash", "sh", "dash", "ash", "ksh", "mksh", "rbash"]);
/** Long options of bash that take an argument (bash manual 6.1). */
const WITH_ARGUMENT = new Set(["--rcfile", "--init-file", "-o", "+o", "-O", "+O"]);
/** Options of ssh(1): those with an argument, and those with which it opens no shell. */
const SSH_WITH_ARGUMENT = /[BbcDEeFIiJLlmOopQRSWw]/;
const SSH_WITHOUT_SHELL = /[fGNOQsTVW]/;
/** Programs that become somebody else, and open a shell where they are told of no command. */
const PERSONS = new Set(["su", "runuser", "newgrp"]);
const SUDOS = new Set(["sudo", "sudo-rs", "doas"]);
/** Programs that run a command, their last words, somewhere else. */
const ELSEWHERE = new Set(["env", "chroot", "unshare", "nsenter", "ip", "setpriv"]);
/** The same, in a container of which nothing is seen among the processes here. */
const CONTAINERS = new Set(["docker", "podman", "nerdctl", "kubectl", "oc", "lxc", "incus", "lxc-attach"]);

export function isInteractiveShell([program = "", ...args]: readonly string[]): boolean {
  if (!SHELLS.has(nameOf(program).replace(/^-/, ""))) return false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (WITH_ARGUMENT.has(arg)) i++;
    else if (!/^[-+]./.test(arg) || /^-[a-z]*c/i.test(arg)) return false;
  }
  return true;
}

/** `ssh` without a command, or at a terminal with one that is a shell. */
export function opensRemoteShell([program = "", ...args]: readonly string[]): boolean {
  if (nameOf(program) !== "ssh") return false;
  let names = 0;
  let hasTerminal = false;
  for (let i = 0; i < args.length; i++) {
    const [, letters = ""] = /^-(.+)/.exec(args[i] ?? "") ?? [];
    const argument = letters.search(SSH_WITH_ARGUMENT); // the rest of the word, or the next word
    const flags = argument === -1 ? letters : letters.slice(0, argument + 1);
    if (SSH_WITHOUT_SHELL.test(flags)) return false;
    hasTerminal ||= flags.includes("t");
    if (letters === "" && ++names === 2) return hasTerminal && opensShell(args.slice(i).flatMap(wordsOf));
    if (argument !== -1 && argument === letters.length - 1) i++;
  }
  return names === 1;
}

/** A shell in a container, whose program says by its words that there is one. */
export function opensContainerShell([program = "", ...args]: readonly string[]): boolean {
  return CONTAINERS.has(nameOf(program)) && endsInShell(args);
}

/** The last command of a line opens a shell, as far as its words tell. */
export function seemsToOpenShell(command: string): boolean {
  const last = command
    .trim()
    .split(/\n|[;&|]+/)
    .at(-1);
  return opensShell(wordsOf(last ?? ""));
}

function opensShell(words: readonly string[]): boolean {
  const first = words.findIndex((word) => word !== "exec" && !/^\w+=/.test(word));
  const [program = "", ...args] = words.slice(Math.max(first, 0));
  const name = nameOf(program);
  if (PERSONS.has(name)) return !args.some((arg) => /^-[a-z]*c|^--(session-)?command/.test(arg));
  if (SUDOS.has(name)) return isSudoShell(args) || endsInShell(args);
  if (ELSEWHERE.has(name)) return endsInShell(args);
  const all = [program, ...args];
  return isInteractiveShell(all) || opensRemoteShell(all) || opensContainerShell(all);
}

/** `sudo -s`, `sudo -iu db`, and no command. */
function isSudoShell(args: readonly string[]): boolean {
  const rest = args.filter(
    (arg, i) => !arg.startsWith("-") && !/^-[a-zA-Z]*[ug]$|^--(user|group)$/.test(args[i - 1] ?? ""),
  );
  return rest.length === 0 && args.some((arg) => /^-[a-zA-Z]*[is]|^--(login|shell)$/.test(arg));
}

/** Some word begins a command that opens a shell, the last of the line. */
function endsInShell(args: readonly string[]): boolean {
  const from = args.findIndex((arg) => SHELLS.has(nameOf(arg)) || PERSONS.has(nameOf(arg)));
  return from !== -1 && opensShell(args.slice(from));
}

function nameOf(program: string): string {
  return program.replace(/^.*\//, "");
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
