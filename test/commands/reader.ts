import xterm from "@xterm/headless";
import { type Typist, typist } from "./terminal.ts";

const LONGEST_MS = 15_000;

/** Somebody who reads a document with `howtrue replay`, at a terminal of 80×24. */
export interface TestReader extends Omit<Typist, "saw" | "resize"> {
  /** Waits until the terminal has shown this since the last time; fails, and shows the screen, where it does not. */
  readonly sees: (what: string | RegExp) => Promise<string>;
  /** Waits until the line at the bottom asks what to do with this step, and presses a key. */
  readonly at: (step: number, keys: string) => Promise<void>;
  readonly resize: (cols: number, rows: number) => Promise<void>;
  /** What stands on the screen, without blank lines at its end. */
  readonly screen: () => Promise<string[]>;
}

export interface ReadsOptions {
  readonly cols?: number;
  readonly rows?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function reads(args: readonly string[], { cols = 80, rows = 24, env, ...around }: ReadsOptions): TestReader {
  const { saw, resize, ...person } = typist(["replay", ...args], {
    cols,
    rows,
    ...around,
    env: { NO_COLOR: "1", ...env },
  });
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true, logLevel: "off" });
  left.add(person);
  void person.ended.then(() => left.delete(person));
  let written = 0;
  const screen = async (): Promise<string[]> => {
    const text = person.sent();
    await new Promise<void>((done) => terminal.write(text.slice(written), done));
    written = text.length;
    const { active } = terminal.buffer;
    const lines = Array.from(
      { length: rows },
      (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? "",
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  };
  const sees = async (what: string | RegExp): Promise<string> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        void screen().then((lines) => fail(new Error(`it does not show ${String(what)}:\n${lines.join("\n")}`)));
      }, LONGEST_MS);
    });
    try {
      return await Promise.race([saw(what), late]);
    } finally {
      clearTimeout(timer);
    }
  };
  const at = async (step: number, keys: string): Promise<void> => {
    await sees(new RegExp(`(?<!\\d)${step}/\\d+\\S* .*\\[?Enter`));
    person.type(keys);
  };
  const resizes = async (width: number, height: number): Promise<void> => {
    await screen(); // what was shown before is broken anew
    terminal.resize(width, height);
    resize(width, height);
  };
  return { ...person, sees, at, screen, resize: resizes };
}

/** Ends whoever is left where a test has failed. */
export async function endAll(): Promise<void> {
  for (const { pid, ended } of left) {
    process.kill(pid, "SIGKILL");
    await ended;
  }
}

const left = new Set<Pick<Typist, "pid" | "ended">>();
