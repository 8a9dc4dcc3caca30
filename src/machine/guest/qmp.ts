import type { Duplex } from "node:stream";
import { MachineError } from "../machine.ts";
import { onLines } from "./lines.ts";

interface Reply {
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
  readonly event?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** QEMU's machine protocol (QMP): one command at a time, each with its answer. */
export class Qmp {
  readonly #stream: Duplex;
  #waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
  #ended = false;
  /** Hears that the host has no room for what the guest writes. */
  onFull: () => void = () => undefined;

  private constructor(stream: Duplex) {
    this.#stream = stream;
    onLines(stream, (line) => this.#read(line));
    stream.on("close", () => this.#end());
  }

  /** Takes the greeting and leaves negotiation mode. */
  static async open(stream: Duplex): Promise<Qmp> {
    const qmp = new Qmp(stream);
    await qmp.execute("qmp_capabilities");
    return qmp;
  }

  /** @throws {MachineError} if QEMU refuses the command or ends before it answers */
  execute(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#ended) return Promise.reject(gone());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#stream.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
  }

  #read(line: string): void {
    const reply = JSON.parse(line) as Reply;
    if (reply.event === "BLOCK_IO_ERROR" && reply.data?.["nospace"] === true) this.onFull();
    if (reply.return === undefined && reply.error === undefined) return; // the greeting, an event
    const waiting = this.#waiting.shift();
    if (reply.error === undefined) waiting?.resolve(reply.return);
    else waiting?.reject(new MachineError("qemu-refused", `QEMU says: ${reply.error.desc}`));
  }

  #end(): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.splice(0)) reject(gone());
  }
}

function gone(): MachineError {
  return new MachineError("machine-lost", "QEMU ended");
}
