import { randomBytes } from "node:crypto";
import type { Machine } from "../machine/machine.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Settings } from "../settings/settings.ts";
import { PipedShell } from "../terminal/piped-shell.ts";
import { bashWord } from "../terminal/quote.ts";
import { Shell, ShellStartError } from "../terminal/shell.ts";
import { copyOf, takeOver, viewOf } from "./ask.ts";
import { surroundings } from "./surroundings.ts";

const SET_UP_MS = 10_000;

/** A shell of any kind. */
export type AnyShell = Pick<Shell, "state" | "ended" | "run">;

/** Where a step runs. */
export interface Place {
  readonly shell: AnyShell;
  readonly notes: readonly string[];
}

/** The shells of one run: each session has its own, in its own terminal, opened when its first step comes. */
export class Sessions {
  readonly #machine: Machine;
  readonly #settings: Settings;
  readonly #path: string;
  readonly #shells = new Map<string, AnyShell>();
  /** New for each run: what is printed cannot forge a mark without it. */
  readonly #nonce: string = randomBytes(12).toString("hex");
  /** Of the last step without a session of its own: what others open in theirs, such a step does not go to. */
  #last: AnyShell | undefined;
  #helper: Shell | undefined;

  constructor(machine: Machine, { settings, path }: Pick<Plan, "settings" | "path">) {
    this.#machine = machine;
    this.#settings = settings;
    this.#path = path;
  }

  /**
   * The shell that a step is for, if it is there and alive, and what is to be noted about it. As it is for a reader:
   * after `sudo -s` the steps with root's prompt go to the shell that it opened, not to root's own terminal.
   */
  at(step: Step): Place | undefined {
    const inside = !step.named && this.#last !== undefined && !this.#last.ended && isInside(this.#last, step);
    const shell = inside ? this.#last : this.#shells.get(step.session);
    return shell === undefined || shell.ended ? undefined : this.#use(shell, step, []);
  }

  /**
   * A new shell for a step that has none.
   * @throws {ShellStartError} @throws {MachineError}
   */
  async open(step: Step): Promise<Place> {
    const shell = await this.#again(() => this.#start(step));
    const notes = this.#shells.has(step.session) ? ["in a new shell: the one before had ended"] : [];
    this.#shells.set(step.session, shell);
    return this.#use(shell, step, notes);
  }

  /**
   * A shell that is the step's alone, as that one is which the step is for: its user, its directory, its variables.
   * @throws {ShellStartError} @throws {MachineError}
   */
  async beside(step: Step): Promise<{ shell: Shell; notes: readonly string[] }> {
    const { shell: like, notes } = this.at(step) ?? (await this.open(step));
    const copy = await copyOf(like);
    const shell = await this.#again(() => this.#startShell(like.state.uid === 0 ? "root" : "user"));
    if (shell.state.uid !== like.state.uid)
      throw new ShellStartError(
        `in the background there is none for the user ${like.state.uid} of its session's shell`,
      );
    if (like.state.depth > 0 && (await viewOf(like)) !== (await viewOf(shell)))
      throw new ShellStartError("its session's shell is in a chroot or in namespaces of its own, and it would not be");
    await takeOver(shell, copy);
    return { shell, notes };
  }

  /**
   * A shell that no step runs in, to look at the machine.
   * @throws {ShellStartError} @throws {MachineError}
   */
  async helper(): Promise<Shell> {
    if (this.#helper === undefined || this.#helper.ended) this.#helper = await this.#startShell("user");
    return this.#helper;
  }

  #use(shell: AnyShell, step: Step, notes: string[]): Place {
    if (!step.named) this.#last = shell;
    const isRoot = shell.state.uid === 0;
    if (step.user === "root" && !isRoot) notes.push("the prompt is root's, the shell is not");
    if (step.user === "user" && isRoot && shell.state.depth > 0)
      notes.push("the prompt is an ordinary user's, the shell is root's");
    return { shell, notes };
  }

  async #again<Any>(start: () => Promise<Any>): Promise<Any> {
    return start().catch((cause: unknown) => {
      if (cause instanceof ShellStartError) return start(); // one that waited may have been killed by a step
      throw cause;
    });
  }

  async #start({ user, expectation: { channel } }: Step): Promise<AnyShell> {
    if (channel.kind === "terminal") return this.#startShell(user);
    const terminal = await this.#machine.open({ user, ...this.#settings.terminal });
    const around = surroundings(channel.rules, this.#path, { kind: this.#machine.kind, files: this.#settings.files });
    const setUp = [...around.setUp, ...this.#setUp()];
    return PipedShell.open(terminal, { nonce: this.#nonce, program: around.program, setUp });
  }

  async #startShell(user: Step["user"]): Promise<Shell> {
    const terminal = await this.#machine.open({ user, ...this.#settings.terminal });
    const shell = await Shell.open(terminal, this.#nonce);
    for (const command of this.#setUp()) await shell.run(command, { timeout: SET_UP_MS });
    return shell;
  }

  /** Commands for a new shell. */
  #setUp(): string[] {
    const exports = Object.entries(this.#settings.env).map(([name, value]) => `${name}=${bashWord(value)}`);
    return exports.length > 0 ? [`export ${exports.join(" ")}`] : [];
  }
}

/** The shell is one that a step opened inside another, and its user is the prompt's. */
function isInside(shell: AnyShell, step: Step): boolean {
  const { depth, uid } = shell.state;
  return depth > 0 && (uid === 0) === (step.user === "root");
}
