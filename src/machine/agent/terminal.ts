import type { Duplex } from "node:stream";
import type { Process, Terminal, TerminalEnd } from "../../terminal/terminal.ts";
import type { Agent } from "./agent.ts";

/** A terminal that an agent keeps, as howtrue's end of it: what is typed and shown passes through a channel of its own. */
export class AgentTerminal implements Terminal {
  readonly prompted: boolean;
  readonly #stream: Duplex;
  readonly #agent: Agent;
  readonly port: number;
  #shown = 0;
  #onShown: () => void = () => undefined;
  #onData: ((chunk: Uint8Array) => void) | undefined;
  /** What came before anybody listened: a prompt may be here before the answer that its shell was started. */
  #early: Uint8Array[] = [];
  #onEnd: (end: TerminalEnd) => void = () => undefined;
  #end: TerminalEnd | undefined;

  constructor(stream: Duplex, prompted: boolean, keeper: { agent: Agent; port: number }) {
    this.#stream = stream;
    this.#agent = keeper.agent;
    this.port = keeper.port;
    this.prompted = prompted;
    stream.on("data", this.#take);
  }

  write(text: string): void {
    if (this.#end === undefined) this.#stream.write(text);
  }

  onData(listener: (chunk: Uint8Array) => void): void {
    queueMicrotask(() => {
      this.#onData = listener;
      for (const chunk of this.#early.splice(0)) listener(chunk);
    });
  }

  onEnd(listener: (end: TerminalEnd) => void): void {
    this.#onEnd = listener;
    if (this.#end !== undefined) listener(this.#end);
  }

  async processes(pid: number): Promise<readonly Process[]> {
    return this.#end === undefined ? await this.#agent.processes(pid) : [];
  }

  async kill(pids: readonly number[]): Promise<void> {
    await this.#agent.kill(pids);
  }

  async resize(size: { cols: number; rows: number }): Promise<void> {
    if (this.#end === undefined) await this.#agent.resize(this.port, size).catch(() => undefined);
  }

  /** Hangs up: the shell and what it runs in front are ended. */
  async close(): Promise<void> {
    if (this.#end !== undefined) return;
    this.#finish({ status: undefined });
    await this.#agent.close(this.port);
  }

  /** The machine is gone. */
  lose(reason: string): void {
    this.#finish({ status: undefined, reason });
  }

  /** It is another's from now on, who has its channel. */
  release(reason: string): void {
    this.#stream.off("data", this.#take);
    this.lose(reason);
  }

  /** The shell has ended, and its terminal showed so many bytes: waits until they have come, then lets go of the port. */
  async drain(shown: number, status: number): Promise<void> {
    while (this.#shown < shown) await new Promise<void>((resolve) => (this.#onShown = resolve));
    this.#stream.off("data", this.#take);
    this.#finish({ status });
  }

  readonly #take = (chunk: Buffer): void => {
    this.#shown += chunk.length;
    if (this.#end === undefined) {
      if (this.#onData === undefined) this.#early.push(chunk);
      else this.#onData(chunk);
    }
    this.#onShown();
  };

  #finish(end: TerminalEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#onEnd(end);
  }
}
