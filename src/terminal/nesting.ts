import { isInteractiveShell, opensContainerShell, opensRemoteShell } from "./shell-words.ts";
import type { Process } from "./terminal.ts";

/**
 * Which shell a terminal talks to. A command may open a shell of its own (`sudo -s`, `su -`, `bash`); it is known by what
 * it is, an interactive shell in front of a tty, never by what it prints.
 */

/** Programs that run others at a tty of its own, and carry what is typed at theirs to it: with some, that is a setting. */
const RELAYS = new Set(["sudo", "sudo-rs", "doas", "su", "runuser", "pkexec", "run0", "script"]);

/**
 * Of a terminal's first shell and all below it, those that what is typed at the terminal may reach. What a program like
 * expect or tmux, or howtrue itself, runs at a tty of its own is that program's business.
 */
export function typedTo(processes: readonly Process[]): Process[] {
  const [first] = processes;
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const reached = new Map<Process | undefined, boolean>([[undefined, false]]);
  const isReached = (process: Process | undefined): boolean => {
    const known = reached.get(process);
    if (known !== undefined || process === undefined) return known ?? false;
    const parent = byPid.get(process.parent);
    const [program = ""] = parent?.args ?? [];
    const isRelayed = parent !== undefined && (RELAYS.has(program.replace(/^.*\//, "")) || haveOneTty(parent, process));
    const reaches = (first !== undefined && haveOneTty(first, process)) || (isRelayed && isReached(parent));
    reached.set(process, reaches);
    return reaches;
  };
  return processes.filter(isReached);
}

function haveOneTty(one: Process, other: Process): boolean {
  return one.tty === other.tty && one.devpts === other.devpts;
}

/**
 * The processes that are shells waiting for commands at a tty, the outermost first. What a shell forks to run a part of
 * a command in (`(…)`, `$(…)`, a function in a pipeline) looks like it, but has executed nothing.
 */
export function interactiveShells(processes: readonly Process[]): Process[] {
  return processes.filter(
    (process) =>
      process.tty !== 0 &&
      !process.forked &&
      isInFront(process) &&
      isInteractiveShell(process.args) &&
      readsTty(process),
  );
}

/**
 * The process in front that carries what is typed to a shell that is not among the processes here: on another machine, or
 * in a container. Whether that shell waits already, the processes do not tell.
 */
export function remoteShell(processes: readonly Process[]): Process | undefined {
  return processes.find((process) => {
    if (process.tty === 0 || !isInFront(process)) return false;
    // Of a program in Go the thread that is seen waits for the others.
    return opensContainerShell(process.args) || (process.waits === "perhaps" && opensRemoteShell(process.args));
  });
}

/** What runs in front of the shell `pid`: the foreground group of its terminal, and all below it. */
export function inFrontOf(pid: number, processes: readonly Process[]): number[] {
  const shell = processes.find((process) => process.pid === pid);
  if (shell === undefined || shell.foreground === shell.group) return [];
  const front = new Set<number>();
  for (const process of processes) {
    if (process.group === shell.foreground || front.has(process.parent)) front.add(process.pid);
  }
  return [...front];
}

/** It belongs to the group in front of its terminal. */
export function isInFront(process: Process): boolean {
  return process.group === process.foreground;
}

/** A shell that reads a script from a pipe or a file (`curl … | sh`) does not wait for commands. */
function readsTty({ input }: Process): boolean {
  return input === "" || /^(\(unreachable\))?\/dev\/(pts\/|tty|console)/.test(input);
}

/** One name for a process and the program it executes: `exec bash` keeps the process and is another shell all the same. */
export function identity(process: Process): string {
  return `${process.pid}:${process.image}`;
}
