import { mkdirSync, writeFileSync } from "node:fs";
import { release, type } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FIRST_PROMPT } from "../terminal/marker.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readFilesBelow } from "./run-files.ts";
import type { Machine, MachineFile, TerminalOptions } from "./machine.ts";
import { explainLeft, newSince, type Picture, takePicture } from "./left-behind.ts";
import { birthNow } from "./birth.ts";
import { commandLine, idsBelow, ignoresHangup, isThere, killAll, processesFrom, RUN_VARIABLE } from "./proc.ts";
import { loadPty, PtyTerminal, type Spawn } from "./pty.ts";
import { makeRunDirectory, removeRunDirectory, leftByKilledRuns } from "./run-directory.ts";

type Words = { readonly what: string; readonly hint: string };
type Environment = Readonly<Record<string, string | undefined>>;

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
  readonly #directory = makeRunDirectory();
  readonly #run = basename(this.#directory);
  readonly #terminals = new Set<PtyTerminal>();
  readonly #sessions = new Set<number>();
  readonly #before: Picture = takePicture();
  #after: Picture = [];
  readonly #since = birthNow();
  /** What had to be ended, by process id: it would have outlived its terminal. */
  readonly #survivors = new Map<number, string>();
  readonly #leftByOthers: readonly Words[];

  private constructor(spawn: Spawn, { environment, left }: { environment: Environment; left: Words[] }) {
    this.#spawn = spawn;
    this.#environment = environment;
    this.#leftByOthers = left;
  }

  /**
   * Takes away first what runs left that were killed.
   * @throws {MachineError} if no terminal can be opened here
   */
  static async start(environment: Environment): Promise<HostMachine> {
    const left = await leftByKilledRuns(environment["PATH"] ?? "");
    return new HostMachine(await loadPty(), { environment, left });
  }

  async open({ cols, rows }: TerminalOptions): Promise<Terminal> {
    const passed = Object.entries(this.#environment).filter(([name]) => PASSED_ON.test(name));
    // A run inside a run, as our own README does: both are to find the process.
    const mark = [this.#environment[RUN_VARIABLE], this.#run].filter(Boolean).join(":");
    const env = { ...Object.fromEntries(passed), ...GIVEN, [RUN_VARIABLE]: mark, PS1: FIRST_PROMPT };
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

  async collect(name: string): Promise<readonly MachineFile[]> {
    return readFilesBelow(this.#directory, name);
  }

  async close(): Promise<void> {
    // What runs in a terminal ends with it, but for what was told not to.
    const ends = new Set(Array.from(this.#sessions, idsBelow).flat());
    for (const pid of ends) if (ignoresHangup(pid)) this.#outlived(pid);
    for (const terminal of this.#terminals) await terminal.close();
    this.#terminals.clear();
    for (let ms = 1; ms < 10 && [...ends].some(isThere); ms *= 2) await sleep(ms);
    const origin = { mark: this.#run, sessions: this.#sessions, directory: this.#directory, since: this.#since };
    // What forks while it is being ended is found the next time round. The first time, what is on its way to its end is
    // not yet told from what would go on.
    for (let round = 0; round < 20; round++) {
      const left = processesFrom(origin);
      if (left.length === 0) break;
      const others = left.filter((pid) => !ends.has(pid));
      if (round > 0) for (const pid of others) this.#outlived(pid);
      killAll(round > 0 ? left : left.filter((pid) => ends.has(pid)));
      await sleep(10);
    }
    this.#sessions.clear();
    this.#after = takePicture();
    await removeRunDirectory(this.#directory, this.#after);
  }

  #outlived(pid: number): void {
    const command = commandLine(pid);
    if (command !== "") this.#survivors.set(pid, command);
  }

  leftBehind(): readonly Words[] {
    const things = explainLeft(newSince(this.#before, this.#after));
    const names = Array.from(this.#survivors, ([pid, command]) => `${command.slice(0, LONGEST)} (${pid})`);
    const hint = "end what is left running in a step of the document, or leave it running with background";
    const processes = { what: `left running, and ended: ${names.join(", ")}`, hint };
    return [...this.#leftByOthers, ...(names.length > 0 ? [processes] : []), ...(things === undefined ? [] : [things])];
  }
}

/** So much of a command is told. */
const LONGEST = 100;
