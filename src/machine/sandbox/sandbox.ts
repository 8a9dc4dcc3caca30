import { type ChildProcess, execFile, spawn } from "node:child_process";
import { release, type } from "node:os";
import type { Duplex } from "node:stream";
import { promisify } from "node:util";
import type { Settings } from "../../settings/settings.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { Agent } from "../agent/agent.ts";
import { AgentTerminal } from "../agent/terminal.ts";
import { endOf } from "../child.ts";
import { type Machine, MachineError, type MachineFile, type StartContext, type TerminalOptions } from "../machine.ts";
import { bubblewrapArguments, type Limits, USER } from "./bubblewrap.ts";
import { seccompFilter } from "./seccomp.ts";

/** After the standard streams: the agent's channel, then one for each terminal. */
const CONTROL = 3;
const TERMINALS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const FILTER = 16;

/**
 * The host's programs in a place where they can do no harm, by bubblewrap: what is not part of a program is hidden, what is
 * there cannot be written, and the home and /tmp are empty, private and gone at the end. There is no root in it.
 */
export class SandboxMachine implements Machine {
  readonly kind = "sandbox";
  detail = "";
  readonly #child: ChildProcess;
  readonly #agent: Agent;
  readonly #ended: Promise<string>;
  readonly #terminals = new Map<number, AgentTerminal>();
  #closed = false;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = endOf(child);
    for (const port of [CONTROL, ...TERMINALS]) this.#port(port).on("error", () => undefined); // `ended` tells
    this.#agent = new Agent(this.#port(CONTROL), "sandbox", ({ port, status, shown }) => {
      void this.#terminals.get(port)?.drain(shown, status);
      this.#terminals.delete(port);
    });
    void this.#ended.then((why) => this.#onLost(why));
  }

  /** @throws {MachineError} if bubblewrap is missing or may not do its work here */
  static async start(
    { network }: Pick<Settings, "network">,
    { environment, limits }: Pick<StartContext, "environment"> & { limits?: Limits },
  ): Promise<SandboxMachine> {
    const path = environment["PATH"] ?? "";
    const asRoot = process.getuid?.() === 0;
    const filter = seccompFilter(process.arch);
    const args = bubblewrapArguments({ asRoot, network, path, control: CONTROL, filter: filter && FILTER, limits });
    const channels = Array.from({ length: TERMINALS.length + (filter ? 2 : 1) }, () => "pipe" as const);
    const child = spawn("bwrap", args, {
      stdio: ["ignore", "ignore", "pipe", ...channels],
      env: { PATH: `${path}:/usr/sbin:/sbin` },
      detached: true, // Ctrl-C at the terminal is for howtrue alone
    });
    const machine = new SandboxMachine(child);
    if (filter !== undefined)
      machine.#port(FILTER)
        .on("error", () => undefined)
        .end(filter);
    try {
      machine.detail = `bubblewrap ${await versionOf(path)}, ${type()} ${release()}${network ? ", network on" : ""}`;
      await machine.#agent.ready;
    } catch (cause) {
      throw explain(await machine.#ended, cause);
    }
    return machine;
  }

  async open({ cols, rows }: TerminalOptions): Promise<Terminal> {
    const port = TERMINALS.find((number) => !this.#terminals.has(number));
    if (port === undefined)
      throw new MachineError("too-many-sessions", `a sandbox has ${TERMINALS.length} terminals, and all are in use`);
    const terminal = new AgentTerminal(this.#port(port), false, { agent: this.#agent, port });
    this.#terminals.set(port, terminal);
    await this.#agent.openTerminal(port, { user: USER, cols, rows });
    return terminal;
  }

  async put(files: readonly MachineFile[]): Promise<void> {
    for (const file of files) await this.#agent.put(USER, file);
  }

  async collect(name: string): Promise<readonly MachineFile[]> {
    return this.#agent.collect(USER, name);
  }

  async close(): Promise<void> {
    this.#closed = true;
    // The agent ends when its channel does, and with it all in its process namespace; bwrap may lack the right to end it.
    for (const port of [CONTROL, ...TERMINALS]) this.#port(port).destroy();
    await this.#ended;
  }

  #port(number: number): Duplex {
    return this.#child.stdio[number] as unknown as Duplex;
  }

  #onLost(why: string): void {
    const reason = this.#closed ? "the run is over" : `the sandbox ended: ${why}`;
    for (const terminal of this.#terminals.values()) terminal.lose(reason);
    this.#agent.lose(reason);
  }
}

/** What bwrap says where it may not do its work, and what helps. */
function explain(why: string, cause: unknown): MachineError {
  if (why.includes("ENOENT"))
    return new MachineError("missing-programs", "the sandbox needs what is not on this machine: bwrap", {
      hint: `${process.getuid?.() === 0 ? "" : "sudo "}apt-get install --no-install-recommends bubblewrap, or choose --machine guest`,
      cause,
    });
  return new MachineError("sandbox-failed", `the sandbox does not start: ${why}`, {
    hint: "howtrue doctor tells what this machine lacks; --machine guest needs nothing of it",
    cause,
  });
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)("bwrap", ["--version"], { env: { PATH: path } }).catch(() => ({
    stdout: "",
  }));
  return stdout.trim().split(" ").at(-1) ?? "";
}
