import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import { Shell } from "../../terminal/shell.ts";
import type { Process } from "../../terminal/terminal.ts";
import { MachineError } from "../machine.ts";
import { parseProcess } from "../proc.ts";
import { GuestTerminal } from "./terminal.ts";

const TIMEOUT_MS = 20_000;

/**
 * howtrue's own shell in the guest: root, on a console that the document does not know of. What it can do stands in
 * rootfs/usr/lib/howtrue/agent. Its commands are built from numbers and from names of ours only.
 */
export class Agent {
  readonly #shell: Shell;
  readonly #terminal: GuestTerminal;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(shell: Shell, terminal: GuestTerminal) {
    this.#shell = shell;
    this.#terminal = terminal;
  }

  static async open(console: Duplex, prompted: boolean): Promise<Agent> {
    const terminal = new GuestTerminal(console, prompted);
    return new Agent(await Shell.open(terminal, randomBytes(12).toString("hex")), terminal);
  }

  /**
   * Runs a command of ours, after those asked for before, and gives what it printed.
   * @throws {MachineError} if it fails or the machine is lost
   */
  run(command: string, timeout: number = TIMEOUT_MS): Promise<string> {
    const result = this.#last.then(async () => {
      const { end, status, output } = await this.#shell.run(command, { timeout });
      const text = new TextDecoder().decode(output.head).replaceAll("\r\n", "\n");
      if (end === "done" && status === 0) return text;
      throw new MachineError("guest-failed", `in the guest, ${command} came to ${end} ${status ?? ""}: ${text.trim()}`);
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Sets the clock and feeds the random pool, both of which a restored guest has from the past. */
  async wake(): Promise<void> {
    await this.run(`/usr/lib/howtrue/wake ${Date.now() / 1_000} ${randomBytes(64).toString("hex")}`);
  }

  async openTerminal(tty: string, login: { user: string; cols: number; rows: number }): Promise<void> {
    await this.run(`howtrue_terminal ${tty} ${login.user} ${login.cols} ${login.rows}`);
  }

  async resize(tty: string, { cols, rows }: { cols: number; rows: number }): Promise<void> {
    await this.run(`stty -F /dev/${tty} cols ${cols} rows ${rows}`);
  }

  /** Empty where the guest is gone. */
  async processes(pid: number): Promise<Process[]> {
    const lines = (await this.run(`howtrue_processes ${pid}`).catch(() => "")).split("\n");
    const found: Process[] = [];
    for (let i = 0; i + 1 < lines.length; i += 2) {
      const process = parseProcess(lines[i] ?? "", (lines[i + 1] ?? "").replaceAll("\x1f", "\0"));
      if (process !== undefined) found.push(process);
    }
    return found;
  }

  async kill(pids: readonly number[]): Promise<void> {
    if (pids.length > 0) await this.run(`kill -KILL ${pids.join(" ")} 2>/dev/null || true`).catch(() => undefined);
  }

  async close(tty: string): Promise<void> {
    await this.run(`howtrue_close ${tty}`).catch(() => undefined);
  }

  /** The machine is gone: whoever waits for an answer is told. */
  lose(reason: string): void {
    this.#terminal.finish({ status: undefined, reason });
  }
}
