import { writeSync } from "node:fs";
import type { IPty, spawn } from "node-pty";
import type { Process, Terminal, TerminalEnd } from "../terminal/terminal.ts";
import { MachineError } from "./machine.ts";
import { idsBelow, killAll, processesBelow } from "./proc.ts";

export type Spawn = typeof spawn;

/**
 * node-pty's `spawn`, loaded when the first host terminal is opened: reading documents works without it. node-pty is
 * compiled when it is installed; where that was not possible, a build that comes compiled serves.
 * @throws {MachineError} if neither can be loaded
 */
export async function loadPty(): Promise<Spawn> {
  try {
    return (await import("node-pty").catch(() => import("@lydell/node-pty"))).spawn;
  } catch (cause) {
    throw new MachineError("no-pty", "no terminal can be opened on this host: node-pty does not load", {
      hint: "with a compiler at hand, build it: apt-get install python3 make g++, then npm rebuild node-pty",
      cause,
    });
  }
}

/** What the types leave out. */
type Pty = IPty & { readonly fd: number; write(data: Uint8Array): void };

/** How long what a shell printed last may take to come after the news that it has ended. */
const LAST_WORDS_MS = 50;

/** A terminal of the host: node-pty, bytes in and out. */
export class PtyTerminal implements Terminal {
  readonly prompted = false;
  readonly #pty: Pty;
  #onEnd: (end: TerminalEnd) => void = () => undefined;
  #end: TerminalEnd | undefined;

  constructor(pty: IPty) {
    this.#pty = pty as Pty;
    pty.onExit(({ exitCode, signal }) => {
      const status = signal === undefined || signal === 0 ? exitCode : 128 + signal;
      setTimeout(() => this.#finish({ status }), LAST_WORDS_MS);
    });
  }

  /** At once where the tty takes it, which it does for all that fits its buffer: node-pty's own way costs a thread hop. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      written = writeSync(this.#pty.fd, bytes);
    } catch {
      // EAGAIN, a full buffer: node-pty queues. EBADF, EIO: the end is on its way.
    }
    if (written < bytes.length && this.#end === undefined) this.#pty.write(bytes.subarray(written));
  }

  onData(listener: (chunk: Uint8Array) => void): void {
    // Without an encoding node-pty gives Buffers, whatever its types say.
    this.#pty.onData((chunk) => listener(chunk as unknown as Buffer));
  }

  onEnd(listener: (end: TerminalEnd) => void): void {
    this.#onEnd = listener;
    if (this.#end !== undefined) listener(this.#end);
  }

  async processes(pid: number): Promise<readonly Process[]> {
    return processesBelow(pid);
  }

  async kill(pids: readonly number[]): Promise<void> {
    killAll(pids);
  }

  async resize({ cols, rows }: { cols: number; rows: number }): Promise<void> {
    if (this.#end === undefined) this.#pty.resize(cols, rows);
  }

  async close(): Promise<void> {
    if (this.#end !== undefined) return;
    killAll(idsBelow(this.#pty.pid));
    this.#finish({ status: undefined });
  }

  #finish(end: TerminalEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#onEnd(end);
  }
}
