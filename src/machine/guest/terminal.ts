import type { Duplex } from "node:stream";
import type { Process, Terminal, TerminalEnd } from "../../terminal/terminal.ts";
import type { Agent } from "./agent.ts";

/** One of the guest's virtual consoles, as howtrue's end of it. */
export class GuestTerminal implements Terminal {
  readonly prompted: boolean;
  readonly #stream: Duplex;
  /** Who looks after it in the guest; undefined for the agent's own console. */
  readonly #keeper: Keeper | undefined;
  #onEnd: (end: TerminalEnd) => void = () => undefined;
  #end: TerminalEnd | undefined;

  constructor(stream: Duplex, prompted: boolean, keeper?: Keeper) {
    this.#stream = stream;
    this.#keeper = keeper;
    this.prompted = prompted;
  }

  write(text: string): void {
    if (this.#end === undefined) this.#stream.write(text);
  }

  onData(listener: (chunk: Uint8Array) => void): void {
    this.#stream.on("data", listener);
  }

  onEnd(listener: (end: TerminalEnd) => void): void {
    this.#onEnd = listener;
    if (this.#end !== undefined) listener(this.#end);
  }

  async processes(pid: number): Promise<readonly Process[]> {
    return this.#end === undefined ? ((await this.#keeper?.agent.processes(pid)) ?? []) : [];
  }

  async kill(pids: readonly number[]): Promise<void> {
    await this.#keeper?.agent.kill(pids);
  }

  /** Hangs up: the shell and what it runs in front are ended. */
  async close(): Promise<void> {
    if (this.#end !== undefined) return;
    this.finish({ status: undefined });
    await this.#keeper?.agent.close(this.#keeper.tty);
  }

  /** The shell has ended, or the machine has. */
  finish(end: TerminalEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#stream.removeAllListeners("data");
    this.#stream.resume(); // a console that nobody reads would block what still writes to it
    this.#onEnd(end);
  }
}

interface Keeper {
  readonly agent: Agent;
  /** The console's name in the guest: `hvc1`. */
  readonly tty: string;
}
