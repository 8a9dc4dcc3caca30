import { randomBytes } from "node:crypto";
import { type Machine, MachineError } from "../machine/machine.ts";
import { THIS } from "../plan/hosts.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Settings } from "../settings/settings.ts";
import { PipedShell } from "../terminal/piped-shell.ts";
import { bashWord } from "../terminal/quote.ts";
import { type SavedShell, Shell, ShellStartError } from "../terminal/shell.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { copyOf, drawAnew, takeOver, viewOf } from "./ask.ts";
import { Notices } from "./notices.ts";
import { isInside, type Person, remarksOn, stranger } from "./people.ts";
import { surroundings } from "./surroundings.ts";

const SET_UP_MS = 10_000;

/** A shell of any kind. */
export type AnyShell = Pick<Shell, "state" | "ended" | "run">;

/** Where a step runs. */
export interface Place {
  readonly shell: AnyShell;
  readonly notes: readonly string[];
}

/** The shells of a run that has one host, between two steps. */
export interface SavedSessions {
  readonly nonce: string;
  readonly shells: readonly (readonly [string, SavedShell])[];
  /** The name of the session that the last step ran in. */
  readonly latest?: string;
  readonly ordinary?: string;
}

/** The shells of one run: each session has its own, in its own terminal, opened when its first step comes. */
export class Sessions {
  /** Where it aborts, nobody waits for a shell that is being opened. */
  signal: AbortSignal | undefined;
  readonly notices: Notices = new Notices();
  readonly #machine: Machine;
  readonly #settings: Settings;
  readonly #path: string;
  readonly #hosts: readonly string[];
  readonly #shells = new Map<string, AnyShell>();
  /** New for each run: what is printed cannot forge a mark without it. */
  #nonce: string = randomBytes(12).toString("hex");
  /** Of each host's last step without a session of its own: what others open in theirs, such a step does not go to. */
  readonly #last = new Map<string | undefined, AnyShell>();
  /** The last one of any host: `ssh` leads from one to another. */
  #latest: AnyShell | undefined;
  /** What each host's ordinary user is called, who is nobody's in particular. */
  readonly #ordinary = new Map<string | undefined, string>();
  readonly #helpers = new Map<string | undefined, Shell>();

  constructor(machine: Machine, { settings, path, hosts }: Pick<Plan, "settings" | "path" | "hosts">) {
    this.#machine = machine;
    this.#settings = settings;
    this.#path = path;
    this.#hosts = hosts;
  }

  /** What is needed to go on with these shells when the machine is restored to this moment; nothing where that cannot be. */
  saved(): SavedSessions | undefined {
    const shells: [string, SavedShell][] = [];
    for (const [name, shell] of this.#shells) {
      const saved = shell.ended || !(shell instanceof Shell) ? undefined : shell.saved();
      if (saved === undefined) return undefined;
      shells.push([name, saved]);
    }
    const nameOf = (one: AnyShell | undefined): string | undefined =>
      [...this.#shells].find(([, shell]) => shell === one)?.[0];
    const [latest, ordinary] = [nameOf(this.#latest), this.#ordinary.get(undefined)];
    return { nonce: this.#nonce, shells, ...(latest && { latest }), ...(ordinary && { ordinary }) };
  }

  /** Goes on with saved ones, whose terminals `reopen` finds. */
  resume({ nonce, shells, latest, ordinary }: SavedSessions, reopen: (port: number) => Terminal): void {
    this.#nonce = nonce;
    for (const [name, saved] of shells) this.#shells.set(name, Shell.resume(reopen(saved.port), nonce, saved));
    this.#latest = latest === undefined ? undefined : this.#shells.get(latest);
    if (this.#latest !== undefined) this.#last.set(undefined, this.#latest);
    if (ordinary !== undefined) this.#ordinary.set(undefined, ordinary);
  }

  /** What is random in its shells is not as it was when they were saved. */
  async drawAnew(): Promise<void> {
    for (const shell of this.#shells.values()) await drawAnew(shell);
  }

  /**
   * The shell that a step is for, and what is to be noted about it; a promise only where something has to be waited for.
   * @throws {ShellStartError} @throws {MachineError}
   */
  place(step: Step): Place | Promise<Place> {
    const asked = this.#askFor(step);
    const find = (person?: Person): Place | Promise<Place> => this.#at(step, person) ?? this.#open(step, person);
    return asked === undefined ? find() : asked.then(find);
  }

  /** The same, if it is there and alive already. */
  async at(step: Step): Promise<Place | undefined> {
    return this.#at(step, await this.#askFor(step));
  }

  /**
   * A shell that is the step's alone, as that one is which the step is for: its user, its directory, its variables.
   * @throws {ShellStartError} @throws {MachineError}
   */
  async beside(step: Step): Promise<{ shell: Shell; notes: readonly string[] }> {
    const person = await this.#askFor(step);
    const { shell: like, notes } = this.#at(step, person) ?? (await this.#open(step, person));
    const copy = await copyOf(like);
    const user = like.state.uid === 0 ? "root" : "user";
    const shell = await again(() => this.#startShell({ ...step, user }, like.state.uid === 0 ? undefined : person));
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
   * A shell on a step's host that no step runs in, to look at the machine.
   * @throws {ShellStartError} @throws {MachineError}
   */
  async helper(step: Step): Promise<Shell> {
    const host = this.#hostOf(step);
    const known = this.#helpers.get(host);
    if (known !== undefined && !known.ended) return known;
    const shell = await this.#startShell({ ...step, user: "user" }, undefined);
    this.#helpers.set(host, shell);
    return shell;
  }

  /** Whom a step's prompt names, where it names somebody and the machine can tell: nothing to wait for elsewhere. */
  #askFor(step: Step): Promise<Person> | undefined {
    if (step.login === undefined || step.named || this.#machine.uidOf === undefined) return undefined;
    const { name, sure } = step.login;
    return this.#machine.uidOf(name, this.#hostOf(step)).then((uid) => ({ name, uid, sure }));
  }

  /**
   * The shell that a step is for, if it is there and alive, and what is to be noted about it. As it is for a reader:
   * after `sudo -s` the steps with root's prompt go to the shell that it opened, not to root's own terminal.
   */
  #at(step: Step, person?: Person): Place | undefined {
    const host = this.#hostOf(step);
    const last = [this.#latest, this.#last.get(host)].find((one) => one !== undefined && this.#isOn(one, host));
    const inside = !step.named && last !== undefined && !last.ended && isInside(last, step, person);
    const shell = inside ? last : this.#shells.get(this.#sessionOf(step, person));
    return shell === undefined || shell.ended ? undefined : this.#use(shell, step, []);
  }

  /**
   * A new shell for a step that has none.
   * @throws {ShellStartError} @throws {MachineError}
   */
  async #open(step: Step, person?: Person): Promise<Place> {
    const session = this.#sessionOf(step, person);
    const shell = await again(() => this.#start(step, person));
    const notes = this.#shells.has(session) ? ["in a new shell: the one before had ended"] : [];
    this.#shells.set(session, shell);
    return this.#use(shell, step, notes);
  }

  /** Which of the run's hosts a shell says that it is on; in a container or the like it says another name. */
  #whereIs({ state }: AnyShell): string | undefined {
    const name = state.host?.replace(/\..*/, "");
    return name !== undefined && this.#hosts.includes(name) ? name : undefined;
  }

  #isOn(shell: AnyShell, host: string | undefined): boolean {
    return host === undefined || (this.#whereIs(shell) ?? (shell === this.#last.get(host) && host)) === host;
  }

  #hostOf({ host }: Step): string | undefined {
    return this.#hosts.length === 0 ? undefined : (host ?? THIS);
  }

  /**
   * The name of a step's session. Somebody whom the machine knows has one of their own. Of other names one stands for its
   * ordinary user, for documents call that as they like.
   * @throws {MachineError} where there are two such names
   */
  #sessionOf(step: Step, person: Person | undefined): string {
    const host = this.#hostOf(step);
    const at = host === undefined ? "" : `@${host}`;
    if (person?.uid !== undefined) return `${person.name}${at || "@"}`;
    if (person?.sure === true) {
      const ordinary = this.#ordinary.get(host) ?? person.name;
      this.#ordinary.set(host, ordinary);
      if (ordinary !== person.name) throw new MachineError("no-such-user", stranger(person.name, ordinary));
    }
    return step.session + at;
  }

  #use(shell: AnyShell, step: Step, notes: string[]): Place {
    const host = this.#hostOf(step);
    if (!step.named) {
      this.#latest = shell;
      this.#last.set(host, shell);
    }
    const where = this.#whereIs(shell);
    if (where !== undefined && where !== host) notes.push(`the prompt is ${host}'s, the shell is on ${where}`);
    return { shell, notes: [...notes, ...remarksOn(step, shell.state)] };
  }

  async #start(step: Step, person: Person | undefined): Promise<AnyShell> {
    const { channel } = step.expectation;
    if (channel.kind === "terminal") return this.#startShell(step, person);
    const around = surroundings(channel.rules, this.#path, { kind: this.#machine.kind, files: this.#settings.files });
    const setUp = [...around.setUp, ...this.#setUp()];
    const terminal = await this.#openTerminal(step, person);
    return PipedShell.open(terminal, { nonce: this.#nonce, program: around.program, setUp, signal: this.signal });
  }

  async #startShell(step: Step, person: Person | undefined): Promise<Shell> {
    const shell = await Shell.open(await this.#openTerminal(step, person), this.#nonce, { signal: this.signal });
    for (const command of this.#setUp()) await shell.run(command, { timeout: SET_UP_MS });
    return shell;
  }

  #openTerminal(step: Step, person: Person | undefined): Promise<Terminal> {
    const host = this.#hostOf(step);
    return this.#machine.open({
      user: step.user,
      ...(person?.uid !== undefined && { login: person.name }),
      ...(host !== undefined && { host }),
      ...this.#settings.terminal,
    });
  }

  /** Commands for a new shell. */
  #setUp(): string[] {
    const all = Object.entries({ ...this.#machine.env, ...this.#settings.env });
    return all.length > 0 ? [`export ${all.map(([name, value]) => `${name}=${bashWord(value)}`).join(" ")}`] : [];
  }
}

async function again<Any>(start: () => Promise<Any>): Promise<Any> {
  return start().catch((cause: unknown) => {
    if (cause instanceof ShellStartError) return start(); // one that waited may have been killed by a step
    throw cause;
  });
}
