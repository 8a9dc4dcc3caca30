import type { Terminal } from "../../terminal/terminal.ts";
import { Agent, type ShellEnd } from "../agent/agent.ts";
import { AgentTerminal } from "../agent/terminal.ts";
import { type Machine, MachineError, type MachineFile, type TerminalOptions } from "../machine.ts";
import { PORTS } from "./command-line.ts";
import type { Qemu } from "./qemu.ts";

/** Who is behind a prompt: the image has an ordinary user, who may become root with sudo. */
const LOGINS = { root: "root", user: "reader" } as const;

/** Shells that wait at their first prompt in the saved state, and the size of their terminals. */
export const WAITING: readonly { readonly port: number; readonly user: "root" | "user" }[] = [
  { port: PORTS.sessions[0], user: "root" },
  { port: PORTS.sessions[1], user: "user" },
];
export const WAITING_SIZE = { cols: 80, rows: 24 } as const;

/** A running guest: a virtual machine with a kernel and block devices of its own, thrown away at the end. */
export class GuestMachine implements Machine {
  readonly kind = "guest";
  readonly detail: string;
  readonly ended: Promise<string>;
  readonly agent: Agent;
  readonly #qemu: Qemu;
  /** Ports of shells that wait or waited. */
  readonly #reserved: ReadonlySet<number>;
  #waiting: { port: number; user: "root" | "user" }[];
  readonly #terminals = new Map<number, AgentTerminal>();
  #closed = false;

  /** @param from.waiting it was restored from the state in which its shells wait */
  constructor(qemu: Qemu, from: { detail: string; waiting: boolean }) {
    this.#qemu = qemu;
    this.agent = new Agent(qemu.port(PORTS.agent), "guest", (end) => void this.#onShellEnd(end));
    this.detail = from.detail;
    this.#waiting = from.waiting ? [...WAITING] : [];
    this.#reserved = new Set(this.#waiting.map(({ port }) => port));
    this.ended = qemu.ended;
    void qemu.ended.then((why) => this.#onLost(why));
  }

  async open({ user, login, cols, rows }: Omit<TerminalOptions, "host">): Promise<Terminal> {
    const at = login === undefined ? this.#waiting.findIndex((shell) => shell.user === user) : -1;
    const [ready] = at === -1 ? [] : this.#waiting.splice(at, 1);
    const port = ready?.port ?? this.#freePort();
    const terminal = new AgentTerminal(this.#qemu.port(port), ready !== undefined, { agent: this.agent, port });
    this.#terminals.set(port, terminal);
    if (ready === undefined) await this.agent.openTerminal(port, { user: login ?? LOGINS[user], cols, rows });
    else if (cols !== WAITING_SIZE.cols || rows !== WAITING_SIZE.rows) await this.agent.resize(port, { cols, rows });
    return terminal;
  }

  /** For each user: who has a shell first is not known. */
  async put(files: readonly MachineFile[]): Promise<void> {
    for (const user of Object.values(LOGINS)) for (const file of files) await this.agent.put(user, file);
  }

  async uidOf(login: string): Promise<number | undefined> {
    return login === LOGINS.user ? undefined : this.agent.uidOf(login);
  }

  /** Ends the shells that wait: they know the guest by the name that it had. */
  async forgetWaiting(): Promise<void> {
    const ports = this.#waiting.splice(0).map(({ port }) => port);
    await Promise.all(ports.map((port) => this.agent.close(port)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#qemu.kill();
  }

  #freePort(): number {
    const free = PORTS.sessions.find((port) => !this.#terminals.has(port) && !this.#reserved.has(port));
    if (free !== undefined) return free;
    throw new MachineError("too-many-sessions", `a guest has ${PORTS.sessions.length} terminals, and all are in use`);
  }

  async #onShellEnd({ port, status, shown }: ShellEnd): Promise<void> {
    this.#waiting = this.#waiting.filter((shell) => shell.port !== port);
    await this.#terminals.get(port)?.drain(shown, status);
    this.#terminals.delete(port);
  }

  #onLost(why: string): void {
    const reason = this.#closed ? "the run is over" : `the guest ended: ${why}`;
    for (const terminal of this.#terminals.values()) terminal.lose(reason);
    this.agent.lose(reason);
  }
}
