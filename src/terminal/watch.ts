import { identity, interactiveShells, isInFront, remoteShell, typedTo } from "./nesting.ts";
import type { Process, Terminal } from "./terminal.ts";

/** What runs is looked at first after this long, then after pauses that double, up to the longest. */
const FIRST_LOOK_MS = 100;
const LONGEST_PAUSE_MS = 1_600;
/** After output it is looked at again soon, but not for more than a twentieth of the time. */
const SOON_MS = 60;
const SHARE = 20;

/** What a watch looks for while a command runs. */
export interface Watcher {
  /** Shells that mark their prompts already, by identity. Grows by what is found. */
  readonly known: Set<string>;
  /** Otherwise a shell in front is a program like any other: without a terminal to complain to, none is interactive. */
  readonly mayOpenShell: boolean;
  /** By its words the command opens a shell: in a shell that is not among the processes here nothing else tells. */
  seemsToOpenShell?(): boolean;
  /** The command has opened a shell that waits for commands. */
  onShell(): void;
  /** The command talks to another machine. Whether what it shows is the prompt of a shell there. */
  showsPrompt(): boolean;
  /**
   * Something in front waits for what is typed: for nothing else where that is `sure`. Gives after how many ms it is to be
   * looked at again, where sooner than usual.
   */
  onWaiting(sure: boolean): number | undefined;
  /** It was looked at, and has opened no shell. */
  onLooked?(): void;
}

/**
 * Looks, while a command runs, at what is in front of its terminal: whether it has opened a shell, which is said once, and
 * whether it waits for input. Commands that end soon are never looked at.
 */
export class Watch {
  /** The command has opened a shell. */
  found = false;
  readonly #terminal: Terminal;
  readonly #pid: number;
  readonly #watcher: Watcher;
  #timer: NodeJS.Timeout;
  #pause = FIRST_LOOK_MS;
  /** When it is looked at again soon anyway. */
  #soon = true;
  #cost = 0;
  #cleared = false;

  constructor(terminal: Terminal, pid: number, watcher: Watcher) {
    this.#terminal = terminal;
    this.#pid = pid;
    this.#watcher = watcher;
    this.#timer = setTimeout(() => void this.#look(), FIRST_LOOK_MS);
  }

  /** Something was printed: what comes next may be a wait for an answer. */
  heard(): void {
    if (this.#soon || this.#found()) return;
    this.#soon = true;
    this.#pause = FIRST_LOOK_MS;
    this.#again(Math.max(SOON_MS, this.#cost * SHARE));
  }

  clear(): void {
    this.#cleared = true;
    clearTimeout(this.#timer);
  }

  #found(): boolean {
    return this.found || this.#cleared;
  }

  #again(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    const began = performance.now();
    const processes = typedTo(await this.#terminal.processes(this.#pid));
    this.#cost = performance.now() - began;
    this.#soon = false;
    if (this.#cleared) return;
    const remote = remoteShell(processes);
    const shells = this.#watcher.mayOpenShell ? interactiveShells(processes) : [];
    const isRemote = remote !== undefined && this.#watcher.showsPrompt();
    const fresh = [...shells, ...(isRemote ? [remote] : [])]
      .map(identity)
      .find((shell) => !this.#watcher.known.has(shell));
    if (fresh !== undefined || (isRemote && this.#watcher.seemsToOpenShell?.() === true)) {
      if (fresh !== undefined) this.#watcher.known.add(fresh);
      this.found = true;
      return this.#watcher.onShell();
    }
    this.#watcher.onLooked?.();
    const waits = waitsInFront(processes);
    const next = waits === "no" ? undefined : this.#watcher.onWaiting(waits === "yes");
    if (this.#cleared) return;
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
    this.#again(next ?? this.#pause);
  }
}

/** The shells in front below `pid`, by identity. */
export async function shellsBelow(terminal: Terminal, pid: number): Promise<string[]> {
  return interactiveShells(typedTo(await terminal.processes(pid))).map(identity);
}

function waitsInFront(processes: readonly Process[]): Process["waits"] {
  const front = processes.filter((process) => process.tty !== 0 && isInFront(process));
  return (["yes", "perhaps"] as const).find((waits) => front.some((process) => process.waits === waits)) ?? "no";
}
