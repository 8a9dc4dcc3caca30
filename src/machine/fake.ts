import { FakeShell } from "./fake-shell.ts";
import { FIRST_PROMPT } from "../terminal/marker.ts";
import type { Process, Terminal, TerminalEnd } from "../terminal/terminal.ts";
import { type Machine, type MachineFile, noFile, type TerminalOptions } from "./machine.ts";

/** A machine without one: terminals whose shells understand a handful of commands. For tests of what stands above. */
export class FakeMachine implements Machine {
  readonly kind = "fake";
  readonly detail = "no machine at all";
  readonly #terminals: FakeTerminal[] = [];
  readonly #files: MachineFile[] = [];

  async open({ user }: TerminalOptions): Promise<Terminal> {
    const terminal = new FakeTerminal(user === "root" ? 0 : 1_000);
    this.#terminals.push(terminal);
    return terminal;
  }

  async put(files: readonly MachineFile[]): Promise<void> {
    this.#files.push(...files);
  }

  async collect(name: string): Promise<readonly MachineFile[]> {
    const found = this.#files.filter(({ path }) => `${path}/`.startsWith(`${name}/`));
    if (found.length === 0) throw noFile();
    return found;
  }

  async close(): Promise<void> {
    for (const terminal of this.#terminals) await terminal.close();
  }
}

/** A tty in canonical mode: echo, lines, and ^C. */
class FakeTerminal implements Terminal {
  readonly prompted = false;
  readonly #shell: FakeShell;
  #onData: (chunk: Uint8Array) => void = () => undefined;
  #onEnd: (end: TerminalEnd) => void = () => undefined;
  #end: TerminalEnd | undefined;

  constructor(uid: number) {
    this.#shell = new FakeShell(uid, {
      print: (text) => this.#print(text),
      exit: (status) => this.#finish({ status }),
    });
  }

  write(text: string): void {
    setImmediate(() => this.#receive(text));
  }

  #receive(text: string): void {
    if (this.#end !== undefined) return;
    if (text === "\x03") return this.#shell.interrupt();
    this.#print(text.replaceAll("\n", "\r\n"));
    for (const line of text.split("\n").slice(0, -1)) this.#shell.type(line);
  }

  onData(listener: (chunk: Uint8Array) => void): void {
    this.#onData = listener;
    queueMicrotask(() => this.#print(FIRST_PROMPT));
  }

  onEnd(listener: (end: TerminalEnd) => void): void {
    this.#onEnd = listener;
    if (this.#end !== undefined) listener(this.#end);
  }

  async processes(): Promise<readonly Process[]> {
    return this.#shell.processes();
  }

  async kill(pids: readonly number[]): Promise<void> {
    this.#shell.kill(pids);
  }

  async resize(): Promise<void> {
    // Nothing in it knows a size.
  }

  async close(): Promise<void> {
    this.#finish({ status: undefined });
  }

  #print(text: string): void {
    if (this.#end === undefined) this.#onData(new TextEncoder().encode(text));
  }

  #finish(end: TerminalEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#shell.stop();
    this.#onEnd(end);
  }
}
