import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import type { Process } from "../../terminal/terminal.ts";
import { MachineError, type MachineFile, MOST_COLLECTED, noFile, tooMuch } from "../machine.ts";
import { parseProcess } from "../proc.ts";

const TIMEOUT_MS = 20_000;
const NEWLINE = 0x0a;
/** Bytes of a file that are sent at once. */
const PIECE = 65_536;
/** Bytes of the longest line, and of the longest answer, that an agent of ours gives. A document's root may take its place. */
const LONGEST_LINE = 100;
const LONGEST = 2 ** 26;

/** A shell on the agent's machine has ended. */
export interface ShellEnd {
  readonly port: number;
  readonly status: number;
  /** Bytes that its terminal has shown in all: they come on another channel, and perhaps later. */
  readonly shown: number;
}

interface Request {
  readonly what: string;
  resolve(text: string): void;
  reject(error: Error): void;
}

/**
 * The agent in a guest or a sandbox, which stands in guest/rootfs/usr/lib/howtrue/agent with the protocol that both speak.
 * What it is asked is made of numbers, names without blanks and hexadecimal digits only.
 */
export class Agent {
  /** Settles when the agent says that it listens; a restored one said it before it was saved. */
  readonly ready: Promise<void>;
  readonly #stream: Duplex;
  readonly #where: "guest" | "sandbox";
  readonly #onShellEnd: (end: ShellEnd) => void;
  readonly #requests = new Map<number, Request>();
  #lastId = 0;
  #unread: Buffer[] = [];
  /** Bytes of what is unread, and so many of them as the next message has at least. */
  #held = 0;
  #wanted = 1;
  #onReady: () => void = () => undefined;
  #onNeverReady: (error: Error) => void = () => undefined;
  #lost: string | undefined;

  constructor(stream: Duplex, where: "guest" | "sandbox", onShellEnd: (end: ShellEnd) => void) {
    this.#stream = stream;
    this.#where = where;
    this.#onShellEnd = onShellEnd;
    this.ready = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#onNeverReady = reject;
    });
    this.ready.catch(() => undefined); // who does not wait for it need not hear of it
    stream.on("data", (chunk: Buffer) => {
      if (this.#lost !== undefined) return;
      this.#unread.push(chunk);
      this.#held += chunk.length;
      while (this.#held >= this.#wanted && this.#read());
    });
  }

  /** Sets the clock and feeds the random pool, both of which a restored guest has from the past. */
  async wake(): Promise<void> {
    await this.#ask(`wake ${Date.now() / 1_000} ${randomBytes(64).toString("hex")}`);
  }

  /** Runs a command of ours in a shell of its own and gives what it printed; the agent does nothing else meanwhile. */
  run(command: string, timeout: number = TIMEOUT_MS): Promise<string> {
    return this.#ask(`run ${Buffer.from(command).toString("hex")}`, timeout);
  }

  async openTerminal(port: number, login: { user: string; cols: number; rows: number }): Promise<void> {
    await this.#ask(`open ${port} ${login.user} ${login.cols} ${login.rows}`);
  }

  async resize(port: number, { cols, rows }: { cols: number; rows: number }): Promise<void> {
    await this.#ask(`resize ${port} ${cols} ${rows}`);
  }

  /** Writes a file into a user's home. */
  async put(user: string, { path, executable, data }: MachineFile): Promise<void> {
    const name = Buffer.from(path).toString("hex");
    for (let at = 0; at === 0 || at < data.length; at += PIECE) {
      const bytes = Buffer.from(data.subarray(at, at + PIECE)).toString("hex");
      await this.#ask(`put ${user} ${executable ? 755 : 644} ${at} ${name} ${bytes}`);
    }
  }

  /** A file, or all of a folder, by its path from a user's home or from the root. */
  async collect(user: string, name: string): Promise<MachineFile[]> {
    const hex = (path: string): string => Buffer.from(path).toString("hex");
    const found = (await this.#ask(`files ${user} ${hex(name)}`)).split("\n").slice(0, -1);
    const files = found.map((line) => {
      const [size = "", mode = "", below = ""] = line.split(" ");
      return { size: Number(size), mode: parseInt(mode, 8), below: Buffer.from(below, "hex").toString() };
    });
    if (files.length === 0) throw noFile();
    if (files.reduce((sum, { size }) => sum + size, 0) > MOST_COLLECTED) throw tooMuch();
    const collected: MachineFile[] = [];
    for (const { size, mode, below } of files) {
      const path = below === "" ? name : `${name}/${below}`;
      const pieces: Buffer[] = [];
      for (let at = 0; at < size; at += PIECE)
        pieces.push(Buffer.from(await this.#ask(`get ${user} ${hex(path)} ${at} ${PIECE}`), "hex"));
      collected.push({ path, executable: (mode & 0o111) !== 0, data: Buffer.concat(pieces) });
    }
    return collected;
  }

  /** The id of an ordinary user that can log in, where there is one of that name. */
  async uidOf(login: string): Promise<number | undefined> {
    const uid = Number(await this.#ask(`user ${login}`));
    return Number.isNaN(uid) ? undefined : uid;
  }

  /** The process `pid` and all below it; empty where the machine is gone. */
  async processes(pid: number): Promise<Process[]> {
    const lines = (await this.#ask(`processes ${pid}`).catch(() => "")).split("\n");
    const found: Process[] = [];
    for (let i = 0; i + 4 < lines.length; i += 5) {
      const [stat = "", input = "", call = "", first = "", args = ""] = lines.slice(i, i + 5);
      const process = parseProcess({ stat, cmdline: args.replaceAll("\x1f", "\0"), input, call, first });
      if (process !== undefined) found.push(process);
    }
    return found;
  }

  async kill(pids: readonly number[]): Promise<void> {
    if (pids.length > 0) await this.#ask(`kill ${pids.join(" ")}`).catch(() => undefined);
  }

  /** Ends a terminal's shell and all below it. */
  async close(port: number): Promise<void> {
    await this.#ask(`close ${port}`).catch(() => undefined);
  }

  /** The machine is gone: whoever waits for an answer is told. */
  lose(reason: string): void {
    this.#lost = reason;
    this.#onNeverReady(new MachineError("machine-lost", reason));
    this.forget(reason);
  }

  /** Nobody answers any more what was asked by now. */
  forget(reason: string): void {
    this.#keep(Buffer.alloc(0), 1);
    for (const { reject } of this.#requests.values()) reject(new MachineError("machine-lost", reason));
    this.#requests.clear();
  }

  /** @throws {MachineError} if the agent cannot do it, does not answer in time, or is gone */
  #ask(words: string, timeout: number = TIMEOUT_MS): Promise<string> {
    if (this.#lost !== undefined) return Promise.reject(new MachineError("machine-lost", this.#lost));
    const id = ++this.#lastId;
    const what = words.replace(/ .*/, "");
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#requests.delete(id);
        reject(this.#failure(`does not answer: ${what} takes longer than ${timeout} ms`));
      }, timeout);
      const done =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          settle(value);
        };
      this.#requests.set(id, { what, resolve: done(resolve), reject: done(reject) });
      this.#stream.write(`${id} ${words}\n`);
    });
  }

  #keep(unread: Buffer, wanted: number): void {
    this.#unread = [unread];
    this.#held = unread.length;
    this.#wanted = wanted;
  }

  /** Takes one message, if one is there whole. */
  #read(): boolean {
    const unread = Buffer.concat(this.#unread);
    const end = unread.indexOf(NEWLINE);
    const [first = "", second = "", ...rest] = unread.toString("latin1", 0, Math.max(0, end)).split(" ");
    const length = /^\d+$/.test(first) ? Number(rest[0]) : 0;
    if (end > LONGEST_LINE || (end === -1 && unread.length > LONGEST_LINE) || !(length <= LONGEST)) {
      this.lose(`the ${this.#where}'s agent is not itself any more: what it says makes no sense`);
      return false;
    }
    const whole = end === -1 ? unread.length + 1 : end + 1 + length;
    this.#keep(unread, whole);
    if (unread.length < whole) return false;
    const text = unread.toString("utf8", end + 1, whole);
    this.#keep(unread.subarray(whole), 1);
    if (first === "ready") this.#onReady();
    else if (first === "ended") {
      this.#onShellEnd({ port: Number(second), status: Number(rest[0]), shown: Number(rest[1]) });
    } else this.#settle(Number(first), second === "ok", text);
    return true;
  }

  #failure(what: string): MachineError {
    return new MachineError(`${this.#where}-failed`, `the ${this.#where} ${what}`);
  }

  #settle(id: number, ok: boolean, text: string): void {
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    if (ok) request?.resolve(text);
    else request?.reject(this.#failure(`could not do what it was asked, ${request.what}: ${text.trim()}`));
  }
}
