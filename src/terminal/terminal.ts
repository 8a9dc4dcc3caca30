/**
 * A byte channel to a tty on some machine, with a shell at its other end. Each machine has an implementation; the shell
 * protocol (shell.ts) needs no more than this.
 */
export interface Terminal {
  /** The shell has shown its first prompt already and reads: it was waiting when the machine's state was saved. */
  readonly prompted: boolean;
  /** By which the machine finds it again after it was restored, where it can. */
  readonly port?: number;
  /** What is typed. Encoded as UTF-8. */
  write(text: string): void;
  /**
   * Sets the one listener for what the tty shows, in the order and pieces in which it comes, from its first byte on; it is
   * called after this returns, never before.
   */
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Sets the one listener for the end of the channel: the shell is gone, or the machine is. */
  onEnd(listener: (end: TerminalEnd) => void): void;
  /** The process `pid` on this terminal's machine and all below it; empty where the machine cannot tell. */
  processes(pid: number): Promise<readonly Process[]>;
  /** Ends processes of this terminal's machine, at once (SIGKILL). Those that are gone already do not matter. */
  kill(pids: readonly number[]): Promise<void>;
  /** How large the tty is that programs see; what cannot be told to it any more does not matter. */
  resize(size: { readonly cols: number; readonly rows: number }): Promise<void>;
  /** Ends the shell and what runs in front of it, and releases the channel. */
  close(): Promise<void>;
}

export interface TerminalEnd {
  /** The shell's exit status, or 128 + the signal that ended it; undefined where the machine cannot tell. */
  readonly status: number | undefined;
  /** Why, where it was not the shell that ended. */
  readonly reason?: string;
}

/** What /proc/PID/stat, /proc/PID/cmdline and /proc/PID/fd/0 say of a process; see proc(5). */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Device number of the controlling terminal, 0 for none. */
  readonly tty: number;
  /** By whom it was given, where that is not the machine's own devpts: in a container or a sandbox each counts from 0. */
  readonly devpts?: number;
  /** The process group in front on that terminal. */
  readonly foreground: number;
  /** Changes when the process executes another program: the address of its stack. */
  readonly image: string;
  /** It has executed nothing since it was forked: it still is its parent's program (the kernel's PF_FORKNOEXEC). */
  readonly forked: boolean;
  /** What its standard input is, as a path; empty where that may not be known. */
  readonly input: string;
  /** It waits for what is typed at its terminal; `perhaps` where it may as well wait for something else. */
  readonly waits: "yes" | "perhaps" | "no";
  /** Its arguments, the program's name first. */
  readonly args: readonly string[];
}
