import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Terminal } from "../../terminal/terminal.ts";
import { Agent, type ShellEnd } from "../agent/agent.ts";
import { AgentTerminal } from "../agent/terminal.ts";
import {
  type Keeper,
  type Machine,
  MachineError,
  type MachineFile,
  type SavedMachine,
  type TerminalOptions,
} from "../machine.ts";
import { PORTS } from "./command-line.ts";
import type { Qemu } from "./qemu.ts";

/** Who is behind a prompt: the image has an ordinary user, who may become root with sudo. */
const LOGINS = { root: "root", user: "reader" } as const;

/** Shells that wait at their first prompt in the saved state, and the size of their terminals. */
export const WAITING: readonly { readonly port: number; readonly user: "root" | "user" }[] = [
  { port: PORTS.sessions[0], user: "root" },
  { port: PORTS.sessions[1], user: "user" },
];
/** QEMU ends within milliseconds. */
const QUIT_MS = 5_000;
export const WAITING_SIZE = { cols: 80, rows: 24 } as const;

/** A running guest: a virtual machine with a kernel and block devices of its own, thrown away at the end. */
export class GuestMachine implements Machine, Keeper {
  readonly kind = "guest";
  readonly detail: string;
  readonly ended: Promise<string>;
  readonly agent: Agent;
  readonly #qemu: Qemu;
  /** Ports of shells that wait or waited. */
  #reserved: Set<number>;
  #waiting: { port: number; user: "root" | "user" }[];
  readonly #keeps: boolean;
  readonly #terminals = new Map<number, AgentTerminal>();
  #closed = false;
  isWhole = false;

  /**
   * @param from.waiting ports of shells that wait since it was saved
   * @param from.keeps its disk is kept
   */
  constructor(qemu: Qemu, from: { detail: string; waiting: readonly number[]; keeps: boolean }) {
    this.#qemu = qemu;
    this.agent = new Agent(qemu.port(PORTS.agent), "guest", (end) => void this.#onShellEnd(end));
    this.detail = from.detail;
    this.#waiting = waitingAt(from.waiting);
    this.#reserved = new Set(from.waiting);
    this.#keeps = from.keeps;
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

  /** Of who has it: the ordinary user, or root. */
  async collect(name: string): Promise<readonly MachineFile[]> {
    return this.agent.collect(LOGINS.user, name).catch((cause: unknown) => {
      if (name.startsWith("/")) throw cause;
      return this.agent.collect(LOGINS.root, name);
    });
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
    if (this.#keeps) await this.#quit();
    await this.#qemu.kill();
  }

  /** So that QEMU writes what it still holds of the disk. */
  async #quit(): Promise<void> {
    const over = this.#qemu.ended.then(() => true);
    const late = (): Promise<false> => sleep(QUIT_MS, false, { ref: false }); // nobody waits for this alone
    const quit = this.#qemu.qmp.execute("quit").then(
      () => true,
      () => false, // it was killed before, and nobody knows what it had not written yet
    );
    const asked = await Promise.race([quit, late()]);
    this.isWhole = asked && (await Promise.race([over, late()]));
  }

  get keeper(): this | undefined {
    return this.#keeps ? this : undefined;
  }

  /** @throws {MachineError} if QEMU cannot */
  async save(name: string): Promise<SavedMachine> {
    await this.#monitor(`savevm ${name}`);
    return { waiting: this.#waiting.map(({ port }) => port) };
  }

  /**
   * While it stands still: what it has shown by then is of the time that is undone, and nothing comes after that before it
   * goes on.
   */
  async restore(name: string, { waiting }: SavedMachine): Promise<void> {
    await this.#qemu.qmp.execute("stop");
    await this.#monitor(`loadvm ${name}`);
    await silence([this.#qemu.port(PORTS.agent), ...PORTS.sessions.map((port) => this.#qemu.port(port))]);
    for (const terminal of this.#terminals.values()) terminal.release("the machine went back to what it was");
    this.#terminals.clear();
    this.agent.forget("the guest went back to what it was");
    this.#waiting = waitingAt(waiting);
    this.#reserved = new Set(waiting);
    await this.#qemu.qmp.execute("cont");
    await this.agent.wake();
  }

  async forget(name: string): Promise<void> {
    await this.#monitor(`delvm ${name}`);
  }

  reopen(port: number): Terminal {
    const terminal = new AgentTerminal(this.#qemu.port(port), true, { agent: this.agent, port });
    this.#terminals.set(port, terminal);
    return terminal;
  }

  /** QEMU's commands for snapshots are for people: they say what is wrong and nothing where all is well. */
  async #monitor(line: string): Promise<void> {
    const said = await this.#qemu.qmp.execute("human-monitor-command", { "command-line": line });
    if (typeof said === "string" && said.trim() !== "")
      throw new MachineError("checkpoint-failed", `QEMU could not keep the guest: ${said.trim()}`);
  }

  #freePort(): number {
    const free = PORTS.sessions.find((port) => !this.#terminals.has(port) && !this.#reserved.has(port));
    if (free !== undefined) return free;
    throw new MachineError("too-many-sessions", `a guest has ${PORTS.sessions.length} terminals, and all are in use`);
  }

  async #onShellEnd({ port, status, shown }: ShellEnd): Promise<void> {
    this.#waiting = this.#waiting.filter((shell) => shell.port !== port);
    if (!this.#terminals.has(port)) this.#reserved.delete(port); // nobody had it
    await this.#terminals.get(port)?.drain(shown, status);
    this.#terminals.delete(port);
  }

  #onLost(why: string): void {
    const reason = this.#closed ? "the run is over" : `the guest ended: ${why}`;
    for (const terminal of this.#terminals.values()) terminal.lose(reason);
    this.agent.lose(reason);
  }
}

function waitingAt(ports: readonly number[]): (typeof WAITING)[number][] {
  return WAITING.filter(({ port }) => ports.includes(port));
}

/** Waits until all that these have for us was heard: twice around the event loop, and nothing came. */
async function silence(streams: readonly Duplex[]): Promise<void> {
  const read = (): number => streams.reduce((sum, stream) => sum + bytesRead(stream), 0);
  for (let quiet = 0, before = read(); quiet < 2;) {
    await nextTurn();
    const now = read();
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

function bytesRead(stream: Duplex): number {
  return (stream as Socket).bytesRead;
}
