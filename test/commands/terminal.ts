import { spawn } from "@lydell/node-pty";
import { hearLastWords } from "../../src/machine/pty.ts";
import { CLI } from "./howtrue.ts";

export interface Shown {
  readonly status: number;
  readonly text: string;
}

interface Around {
  readonly cols?: number;
  readonly rows?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** No file that it writes may become longer, in KiB. */
  readonly files?: number;
}

interface Typed {
  readonly when: string;
  readonly keys: string;
}

/** Somebody at a terminal in which the command line runs. */
export interface Typist {
  readonly pid: number;
  readonly ended: Promise<Shown>;
  /** Resolves when the terminal has shown this since the last time that something was seen; gives what it showed. */
  readonly saw: (what: string | RegExp) => Promise<string>;
  readonly type: (keys: string) => void;
  readonly resize: (cols: number, rows: number) => void;
  /** The terminal is gone. */
  readonly hangUp: () => void;
  /** All that the terminal was sent. */
  readonly sent: () => string;
}

/** Runs the command line in a terminal of 60 columns, unless it is said otherwise. */
export function typist(args: readonly string[], { cwd, env, files, cols = 60, rows = 24 }: Around = {}): Typist {
  const { NO_COLOR: _, ...inherited } = process.env;
  const limit = files === undefined ? "" : `trap '' XFSZ; ulimit -f ${files}; `;
  const terminal = spawn("/bin/bash", ["-c", `${limit}exec "$@"`, "bash", process.execPath, CLI, ...args], {
    cols,
    rows,
    ...(cwd !== undefined && { cwd }),
    env: { ...inherited, TERM: "xterm-256color", ...env },
  });
  hearLastWords(terminal);
  let text = "";
  let seen = 0;
  let look = (): void => undefined;
  terminal.onData((chunk) => {
    text += chunk;
    look();
  });
  const saw = (what: string | RegExp): Promise<string> =>
    new Promise((done) => {
      look = () => {
        const since = text.slice(seen);
        const at = typeof what === "string" ? since.indexOf(what) : since.search(what);
        if (at === -1) return;
        const length = typeof what === "string" ? what.length : (what.exec(since)?.[0].length ?? 0);
        look = () => undefined;
        seen += at + length;
        done(since.slice(0, at + length));
      };
      look();
    });
  return {
    pid: terminal.pid,
    ended: new Promise((done) => terminal.onExit(({ exitCode }) => done({ status: exitCode, text }))),
    saw,
    type: (keys) => terminal.write(keys),
    hangUp: () => (terminal as unknown as { destroy(): void }).destroy(),
    resize: (width, height) => terminal.resize(width, height),
    sent: () => text,
  };
}

/** The same, and types `typed` once the terminal shows `when`. */
export async function onTerminal(args: readonly string[], around: Around, typed?: Typed): Promise<Shown> {
  const { ended, saw, type } = typist(args, around);
  if (typed !== undefined) void saw(typed.when).then(() => type(typed.keys));
  return ended;
}
