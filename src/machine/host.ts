import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { release, tmpdir, type } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FIRST_PROMPT } from "../terminal/marker.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type Machine, MachineError, type MachineFile, type TerminalOptions } from "./machine.ts";
import { explainLeft, newSince, type Picture, takePicture } from "./left-behind.ts";
import { commandLine, ignoresHangup, killAll, processesBelow, processesFrom } from "./proc.ts";
import { loadPty, PtyTerminal, type Spawn } from "./pty.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Marks what a document started, also what left its terminals, so that it is found and ended. */
const MARK = "HOWTRUE_RUN";
/** What shells on the host get of the environment; the rest is the user's own business. */
const PASSED_ON = /^(PATH|HOME|USER|LOGNAME|SHELL|TZ|XDG_\w+|\w+_proxy|\w+_PROXY)$/;
/** What a terminal that nobody sits at needs: no pager that waits for a key, and the same words everywhere. */
const GIVEN = { LANG: "C.UTF-8", TERM: "xterm-256color", PAGER: "cat", GIT_PAGER: "cat", MANPAGER: "cat" };

/**
 * This machine, with no protection: shells of the one who runs howtrue, in a directory of their own that is removed at
 * the end. Only ever chosen on the command line.
 */
export class HostMachine implements Machine {
  readonly kind = "host";
  readonly detail: string = `${type()} ${release()}`;
  readonly #spawn: Spawn;
  readonly #environment: Environment;
  readonly #run = randomBytes(8).toString("hex");
  readonly #directory = realpathSync(mkdtempSync(join(tmpdir(), "howtrue-")));
  readonly #terminals = new Set<PtyTerminal>();
  readonly #sessions = new Set<number>();
  readonly #before: Picture = takePicture();
  /** What had to be ended, by process id: it would have outlived its terminal. */
  readonly #survivors = new Map<number, string>();

  private constructor(spawn: Spawn, environment: Environment) {
    this.#spawn = spawn;
    this.#environment = environment;
  }

  /** @throws {MachineError} if no terminal can be opened here */
  static async start(environment: Environment): Promise<HostMachine> {
    return new HostMachine(await loadPty(), environment);
  }

  async open({ cols, rows }: TerminalOptions): Promise<Terminal> {
    const passed = Object.entries(this.#environment).filter(([name]) => PASSED_ON.test(name));
    // A run inside a run, as our own README does: both are to find the process.
    const mark = [this.#environment[MARK], this.#run].filter(Boolean).join(":");
    const env = { ...Object.fromEntries(passed), ...GIVEN, [MARK]: mark, PS1: FIRST_PROMPT };
    const shell = ["--noprofile", "--norc", "--noediting", "-i"];
    const options = { name: GIVEN.TERM, cols, rows, cwd: this.#directory, env, encoding: null };
    const pty = this.#spawn("bash", shell, options);
    const terminal = new PtyTerminal(pty);
    this.#sessions.add(pty.pid);
    this.#terminals.add(terminal);
    return terminal;
  }

  async put(files: readonly MachineFile[]): Promise<void> {
    for (const { path, executable, data } of files) {
      const at = join(this.#directory, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, data, { mode: executable ? 0o755 : 0o644 });
    }
  }

  async close(): Promise<void> {
    // What runs in a terminal ends with it, but for what was told not to.
    const inside = Array.from(this.#sessions, (pid) => processesBelow(pid)).flat();
    for (const { pid } of inside.filter((process) => ignoresHangup(process.pid))) this.#outlived(pid);
    const ends = new Set(inside.map(({ pid }) => pid));
    for (const terminal of this.#terminals) await terminal.close();
    this.#terminals.clear();
    const origin = { mark: this.#run, sessions: this.#sessions, directory: this.#directory };
    // What forks while it is being ended is found the next time round.
    for (let round = 0; round < 20; round++) {
      const left = processesFrom(origin);
      if (left.length === 0) break;
      for (const pid of left.filter((one) => !ends.has(one))) this.#outlived(pid);
      killAll(left);
      await sleep(10);
    }
    this.#sessions.clear();
    removeAll(this.#directory, takePicture());
  }

  #outlived(pid: number): void {
    const command = commandLine(pid);
    if (command !== "") this.#survivors.set(pid, command);
  }

  leftBehind(): readonly { what: string; hint: string }[] {
    const things = explainLeft(newSince(this.#before, takePicture()));
    const names = Array.from(this.#survivors, ([pid, command]) => `${command.slice(0, LONGEST)} (${pid})`);
    const hint = "end what is left running in a step of the document, or leave it running with background";
    const processes = { what: `left running, and ended: ${names.join(", ")}`, hint };
    return [...(names.length > 0 ? [processes] : []), ...(things === undefined ? [] : [things])];
  }
}

/** So much of a command is told. */
const LONGEST = 100;

/**
 * Also what a document took its own rights from, as Go's module cache does. Nothing where another file system is mounted
 * inside: what is removed there is somebody's.
 * @throws {MachineError} if something stays
 */
function removeAll(directory: string, picture: Picture): void {
  const inside = picture.find(({ kind, name }) => kind === "mount" && `${name}/`.startsWith(`${directory}/`));
  if (inside !== undefined) {
    const what = `${directory} is not removed: something is mounted on ${inside.name}`;
    throw new MachineError("left-behind", what, { hint: "unmount it, then remove the directory" });
  }
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    try {
      for (const folder of foldersBelow(directory)) chmodSync(folder, 0o700);
      rmSync(directory, { recursive: true, force: true });
    } catch (cause) {
      throw new MachineError("left-behind", `${directory} could not be removed: ${String(cause)}`, { cause });
    }
  }
}

/** Parents first: each is readable when its own come. */
function* foldersBelow(folder: string): Generator<string> {
  yield folder;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* foldersBelow(join(folder, entry.name));
  }
}
