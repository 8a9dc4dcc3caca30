import type { Terminal } from "../../terminal/terminal.ts";
import { type Machine, MachineError, type TerminalOptions } from "../machine.ts";
import { Agent } from "./agent.ts";
import { onLines } from "./lines.ts";
import { CONSOLES, type Qemu } from "./qemu.ts";
import { GuestTerminal } from "./terminal.ts";

/** Who is behind a prompt: the image has an ordinary user, who may become root with sudo. */
const LOGINS = { root: "root", user: "reader" } as const;

/** Shells that wait at their first prompt in the saved state, and the size of their terminals. */
export const WAITING: readonly { readonly console: number; readonly user: "root" | "user" }[] = [
  { console: 1, user: "root" },
  { console: 2, user: "user" },
];
export const WAITING_SIZE = { cols: 80, rows: 24 } as const;

/** The news of a shell's end and what it printed last come on two consoles: the words are waited for. */
const LAST_WORDS_MS = 20;

/** A running guest: a virtual machine with a kernel and block devices of its own, thrown away at the end. */
export class GuestMachine implements Machine {
  readonly kind = "guest";
  readonly detail: string;
  readonly agent: Agent;
  readonly #qemu: Qemu;
  readonly #waiting: { console: number; user: "root" | "user" }[];
  readonly #terminals = new Map<number, GuestTerminal>();
  #closed = false;

  private constructor(qemu: Qemu, agent: Agent, from: { detail: string; waiting: boolean }) {
    this.#qemu = qemu;
    this.agent = agent;
    this.detail = from.detail;
    this.#waiting = from.waiting ? [...WAITING] : [];
    onLines(qemu.consoles[CONSOLES.events]!, (line) => this.#onShellEnd(line));
    void qemu.ended.then((why) => this.#onLost(why));
  }

  /** Talks to a guest that boots, or (`waiting`) to one restored from the state in which its shells wait. */
  static async attach(qemu: Qemu, from: { detail: string; waiting: boolean }): Promise<GuestMachine> {
    const lost = qemu.ended.then((why) => Promise.reject(new MachineError("machine-lost", `the guest ended: ${why}`)));
    const agent = await Promise.race([Agent.open(qemu.consoles[CONSOLES.agent]!, from.waiting), lost]);
    return new GuestMachine(qemu, agent, from);
  }

  async open({ user, cols, rows }: TerminalOptions): Promise<Terminal> {
    const at = this.#waiting.findIndex((shell) => shell.user === user);
    const [ready] = at === -1 ? [] : this.#waiting.splice(at, 1);
    const console = ready?.console ?? this.#freeConsole();
    const tty = `hvc${console}`;
    const terminal = new GuestTerminal(this.#qemu.consoles[console]!, ready !== undefined, { agent: this.agent, tty });
    this.#terminals.set(console, terminal);
    if (ready === undefined) await this.agent.openTerminal(tty, { user: LOGINS[user], cols, rows });
    else if (cols !== WAITING_SIZE.cols || rows !== WAITING_SIZE.rows) await this.agent.resize(tty, { cols, rows });
    return terminal;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#qemu.kill();
  }

  #freeConsole(): number {
    const kept = new Set([...this.#terminals.keys(), ...this.#waiting.map(({ console }) => console)]);
    const free = CONSOLES.sessions.find((console) => !kept.has(console));
    if (free !== undefined) return free;
    throw new MachineError(
      "too-many-sessions",
      `a guest has ${CONSOLES.sessions.length} terminals, and all are in use`,
    );
  }

  /** The guest tells: `hvc3 0`. */
  #onShellEnd(line: string): void {
    const [, number, status] = /^hvc(\d+) (\d+)\s*$/.exec(line) ?? [];
    const console = Number(number);
    const terminal = this.#terminals.get(console);
    this.#terminals.delete(console);
    setTimeout(() => terminal?.finish({ status: Number(status) }), LAST_WORDS_MS);
  }

  #onLost(why: string): void {
    const reason = this.#closed ? "the run is over" : `the guest ended: ${why}`;
    for (const terminal of this.#terminals.values()) terminal.finish({ status: undefined, reason });
    this.agent.lose(reason);
  }
}
