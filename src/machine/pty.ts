import { readSync, writeSync } from "node:fs";
import type { ReadStream } from "node:tty";
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
type Pty = IPty & { readonly fd: number; readonly _socket: ReadStream; write(data: Uint8Array): void };

/**
 * Reads what is still to come of a terminal whose end is told: where a read gave less than was asked for and the last
 * process has closed the terminal, libuv does not ask for the rest (libuv #4992, mended in 2026). The end is told
 * before the descriptor is closed.
 */
export function hearLastWords(pty: IPty): void {
  const { fd, _socket: socket } = pty as Pty;
  const rest = (): Buffer => {
    const buffer = Buffer.alloc(65_536);
    try {
      return buffer.subarray(0, readSync(fd, buffer));
    } catch {
      return Buffer.alloc(0); // EIO: that was all
    }
  };
  socket.prependListener("end", () => {
    for (let chunk = rest(); chunk.length > 0; chunk = rest()) socket.emit("data", chunk);
  });
}

/** A terminal of the host: node-pty, bytes in and out. */
export class PtyTerminal implements Terminal {
  readonly prompted = false;
  readonly #pty: Pty;
  #onEnd: (end: TerminalEnd) => void = () => undefined;
  #end: TerminalEnd | undefined;

  constructor(pty: IPty) {
    this.#pty = pty as Pty;
    hearLastWords(pty);
    pty.onExit(({ exitCode, signal }) => {
      this.#finish({ status: signal === undefined || signal === 0 ? exitCode : 128 + signal });
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
