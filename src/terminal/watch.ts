import { identity, interactiveShells } from "./nesting.ts";
import type { Terminal } from "./terminal.ts";

/** A new shell is looked for after this long, then after pauses that double, up to the longest. */
const FIRST_LOOK_MS = 100;
const LONGEST_PAUSE_MS = 1_600;

export interface Watch {
  /** A shell that was not known before waits for commands. */
  readonly found: boolean;
  clear(): void;
}

/** The shells in front below `pid`, by identity. */
export async function shellsBelow(terminal: Terminal, pid: number): Promise<string[]> {
  return interactiveShells(await terminal.processes(pid)).map(identity);
}

/**
 * Looks, while a command runs, whether it has opened a shell that is not among the known, and says so once. Commands
 * that end soon are never looked at.
 */
export function watchForShell(terminal: Terminal, pid: number, watched: Watched): Watch {
  let timer: NodeJS.Timeout;
  let cleared = false;
  const watch = {
    found: false,
    clear() {
      cleared = true;
      clearTimeout(timer);
    },
  };
  const look = async (pause: number): Promise<void> => {
    const shells = await shellsBelow(terminal, pid);
    if (cleared) return;
    const fresh = shells.find((shell) => !watched.known.has(shell));
    if (fresh === undefined) {
      timer = setTimeout(() => void look(Math.min(pause * 2, LONGEST_PAUSE_MS)), pause);
      return;
    }
    watched.known.add(fresh);
    watch.found = true;
    watched.onFound();
  };
  timer = setTimeout(() => void look(FIRST_LOOK_MS * 2), FIRST_LOOK_MS);
  return watch;
}

export interface Watched {
  /** Grows by what is found. */
  readonly known: Set<string>;
  onFound(): void;
}
