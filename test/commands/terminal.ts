import { resolve } from "node:path";
import { spawn } from "@lydell/node-pty";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");

export interface Shown {
  readonly status: number;
  readonly text: string;
}

interface Around {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Typed {
  readonly when: string;
  readonly keys: string;
}

/** Runs the command line in a terminal of 60 columns, and types `typed` once the terminal shows `when`. */
export function onTerminal(args: readonly string[], around: Around, typed?: Typed): Promise<Shown> {
  const { NO_COLOR: _, ...inherited } = process.env;
  const terminal = spawn(process.execPath, [CLI, ...args], {
    cols: 60,
    rows: 24,
    ...(around.cwd !== undefined && { cwd: around.cwd }),
    env: { ...inherited, TERM: "xterm-256color", ...around.env },
  });
  let text = "";
  let waits = typed !== undefined;
  terminal.onData((chunk) => {
    text += chunk;
    if (!waits || typed === undefined || !text.includes(typed.when)) return;
    waits = false;
    terminal.write(typed.keys);
  });
  return new Promise((done) => terminal.onExit(({ exitCode }) => setTimeout(done, 50, { status: exitCode, text })));
}
