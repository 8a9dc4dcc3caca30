import type { Settings } from "../settings/settings.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The place where shells live: a document gets one machine, new and its own, and it is gone when the document ends. */
export interface Machine {
  readonly kind: MachineKind;
  /** What it is, for the report: `QEMU 7.2.22 without KVM, Debian bookworm, Linux 6.1.0-56-cloud-amd64`. */
  readonly detail: string;
  /** Set in every shell, unless the settings say otherwise: what programs on it need to reach others. */
  readonly env?: Readonly<Record<string, string>>;
  /** A terminal of its own with a new shell in it. */
  open(options: TerminalOptions): Promise<Terminal>;
  /** Puts files into the working directories of shells, before the first one is opened. */
  put(files: readonly MachineFile[]): Promise<void>;
  /**
   * A file that is there now, or all files of a folder, by its path from the working directory of shells or from the root.
   * Links within a folder are not followed.
   * @throws {MachineError} where there is no file, or they are more than `MOST_COLLECTED` bytes
   */
  collect(name: string): Promise<readonly MachineFile[]>;
  /**
   * The id of an ordinary user by the name that a prompt has, where the machine has users of its own and there is one
   * that can log in. The one whom every `$` stands for is not among them.
   */
  uidOf?(login: string, host?: string): Promise<number | undefined>;
  /** There where the start was asked to keep the machine. */
  readonly keeper?: Keeper | undefined;
  /** Ends every terminal and all that was started in them, and leaves nothing behind. Safe to call twice. */
  close(): Promise<void>;
  /** After its end: what the document left on a machine that goes on, in words, and what to do about it. */
  leftBehind?(): readonly { readonly what: string; readonly hint: string }[];
}

export type MachineKind = "fake" | "guest" | "host" | "sandbox";

/** Saves what a whole machine is between two commands: memory, disk, processes, shells. */
export interface Keeper {
  /** Saves it under a name and goes on; gives what a later start needs beside the name. */
  save(name: string): Promise<SavedMachine>;
  /** What was saved under that name is needed no more. */
  forget(name: string): Promise<void>;
  /** Goes back to what was saved under that name: terminals that are open now are lost. @throws {MachineError} */
  restore(name: string, saved: SavedMachine): Promise<void>;
  /** A terminal that was open when the restored machine was saved. */
  reopen(port: number): Terminal;
  /** After the end: what was saved is all written. */
  readonly isWhole: boolean;
}

export interface SavedMachine {
  /** Ports of shells that waited for their first command. */
  readonly waiting: readonly number[];
}

/** Asked where a machine is to be kept once it is known what it begins as. */
export interface Keeping {
  /**
   * @param identity changes whenever what was saved could not be gone on from
   * @param anew what was saved could not be restored
   */
  begin(identity: string, anew: boolean): Promise<Keep | undefined>;
}

/** Where a machine is kept, and what it goes on from. */
export interface Keep {
  /** That nobody else uses meanwhile. */
  readonly directory: string;
  readonly from?: { readonly name: string; readonly machine: SavedMachine } | undefined;
  /** It is going to be restored rather than only saved: to be fast at one may cost the other. */
  readonly goesBack?: boolean;
}

/** In bytes: they are held in memory. */
export const MOST_COLLECTED: number = 256 * 2 ** 20;

export interface MachineFile {
  /** Below the working directory, with slashes; of a file that was collected, from the name that was asked for on. */
  readonly path: string;
  readonly executable: boolean;
  readonly data: Uint8Array;
}

export interface TerminalOptions {
  /** Who the shell belongs to. On the host both are the one who runs howtrue. */
  readonly user: "user" | "root";
  /** A user whom `uidOf` knows. */
  readonly login?: string;
  /** Which of the hosts, where the machine was started with some. */
  readonly host?: string;
  readonly cols: number;
  readonly rows: number;
}

/** Makes a machine ready; `progress` hears what takes long. */
export type StartMachine = (settings: Settings, context: StartContext) => Promise<Machine>;

export interface StartContext {
  readonly progress: (progress: Progress) => void;
  /** Keep the machine, so that a later start can go on from what is saved; only some can. */
  readonly keep?: Keeping | undefined;
  /** Aborted when the user wants an end. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names of the hosts that the machine is to have, each with users, files and an address of its own; none: one machine. */
  readonly hosts?: readonly string[];
}

/** How far a long preparation is. */
export interface Progress {
  /** What is being done: `building the guest's image: installing packages`. */
  readonly what: string;
  /** 0 to 1, where it can be told. */
  readonly fraction?: number;
}

/** The machine cannot be made ready, or is gone; the message says what to do. */
export class MachineError extends Error {
  override name = "MachineError";
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, what: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
    super(what, cause === undefined ? {} : { cause });
    this.code = code;
    this.hint = hint;
  }
}

export function noFile(): MachineError {
  return new MachineError("missing-file", "there is no such file on the machine");
}

export function tooMuch(): MachineError {
  return new MachineError("too-much", "it has more than 256 MB");
}
