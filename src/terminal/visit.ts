import type { Listener, Partner } from "./conversation.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import type { Size } from "./shown.ts";
import { lending, LENT, takingBack } from "./integration.ts";
import type { Marker, ShellState } from "./marker.ts";
import type { Scribe } from "./scribe.ts";
import type { TerminalEnd } from "./terminal.ts";
import { Witness } from "./witness.ts";

/** Where a person sits: their own terminal, as a visit sees it. */
export interface Seat {
  readonly size: () => Size;
  /** What the machine shows, as it comes. */
  readonly show: (bytes: Uint8Array) => void;
  /** Sets who hears what they type, and that their terminal's size has changed. */
  readonly listen: (listener: { keys(text: string): void; resized(): void }) => void;
}

/** How a visit ended: they gave the shell back, or it has ended; with `reason`, where it was not the shell that did. */
export type Leaving = { readonly kind: "left" } | ({ readonly kind: "ended" } & TerminalEnd);

interface Visited {
  readonly partner: Partner;
  readonly nonce: string;
  /** The shell that speaks. */
  readonly state: ShellState;
  /** Of its terminal, otherwise. */
  readonly size: Size;
  /** Listens to what is done; then the shells that are opened inside this one speak, too. */
  readonly scribe?: Scribe | undefined;
}

/** Ctrl-], as telnet has it, also as terminals send it that were told to tell keys apart. */
const LEAVE = /\x1d|\x1b\[93;5u|\x1b\[27;5;93~/;
const CTRL_D = "\x04";
/** A shell learns in milliseconds; what has not by then is not going to. */
const LONGEST_MS = 10_000;
const KILL_LINE = "\x15";

/** A person at a document's shell: keys one way, bytes the other, and none of our marks. */
export class Visit implements Listener {
  readonly #visited: Visited;
  readonly #seat: Seat;
  readonly #settle: (leaving: Leaving) => void;
  #shell: ShellState;
  #phase: "lending" | "lent" | "interrupting" | "taking-back" | "over" = "lending";
  /** It shows its prompt, and nothing was typed behind it. */
  #fresh = false;
  #wantsBack = false;
  #deadline: Deadline | undefined;
  readonly #witness: Witness | undefined;

  constructor(visited: Visited, seat: Seat, settle: (leaving: Leaving) => void) {
    this.#visited = visited;
    this.#seat = seat;
    this.#settle = settle;
    this.#shell = visited.state;
    const { scribe, partner } = visited;
    const hooks = {
      type: (keys: string) => this.#keys(keys),
      send: (keys: string) => this.#type(keys),
      teach: () => this.#teach(),
      show: seat.show,
    };
    this.#witness = scribe && new Witness(scribe, partner, hooks);
  }

  /** @param signal takes the shell back when it aborts */
  begin(signal: AbortSignal): void {
    const resized = (): void => void this.#visited.partner.terminal.resize(this.#seat.size());
    this.#seat.listen({ keys: (text) => this.#keys(text), resized });
    resized();
    signal.addEventListener("abort", () => this.#takeBack(), { once: true });
    if (signal.aborted) this.#wantsBack = true;
    this.#lend();
  }

  bytes(chunk: Uint8Array): void {
    if (this.#phase !== "lent") return;
    if (this.#witness?.bytes(chunk) !== false) this.#seat.show(chunk);
  }

  marker(marker: Marker): void {
    this.#fresh = false;
    if (this.#phase === "lent") this.#witness?.marker(marker, this.#shell);
    if (marker.kind !== "done") return;
    const isLent = marker.shell.flags.endsWith(LENT);
    this.#shell = marker.shell;
    if (this.#phase === "taking-back") {
      if (!isLent) this.#finish({ kind: "left" });
    } else if (this.#phase === "interrupting") this.#learn();
    else if (isLent) this.#lent(marker.shell);
    else if (this.#phase === "lent") this.#lend(); // the shell around the one that they left
  }

  lost(end: TerminalEnd): void {
    this.#finish({ kind: "ended", ...end });
  }

  #keys(text: string): void {
    if (this.#phase === "lending") this.#witness?.keys(text); // for later
    if (this.#phase !== "lent") return;
    const at = text.search(LEAVE);
    const typed = at === -1 ? text : text.slice(0, at);
    if (this.#fresh && typed.startsWith(CTRL_D)) {
      const isInside = this.#witness !== undefined && this.#shell.depth > this.#visited.state.depth;
      return isInside ? this.#type("exit\r") : this.#takeBack(); // a shell inside is left by a command like any other
    }
    if (typed !== "") {
      this.#fresh = false;
      this.#type(this.#witness === undefined ? typed : this.#witness.keys(typed));
    }
    if (at !== -1) this.#takeBack();
  }

  #lend(): void {
    this.#phase = "lending";
    this.#within(LONGEST_MS, []);
    this.#type(lending(this.#visited.nonce, this.#shell.depth, this.#witness !== undefined));
  }

  #lent(shell: ShellState): void {
    this.#deadline?.clear();
    this.#phase = "lent";
    this.#fresh = true;
    this.#witness?.lent(shell);
    if (this.#wantsBack) this.#takeBack();
  }

  /** A shell inside this one waits for commands. What was typed ahead would spoil the line; without it, it is a program. */
  #teach(): void {
    if (this.#phase !== "lent") return;
    this.#shell = { ...this.#shell, depth: this.#shell.depth + 1 };
    this.#type(KILL_LINE);
    this.#lend();
    this.#deadline?.clear();
    this.#deadline = startDeadline({ timeout: LONGEST_MS }, [
      () => {
        this.#phase = "lent";
        this.#witness?.release();
      },
    ]);
  }

  /** Half a line is taken away, and what runs is ended, also a shell that they have opened. */
  #takeBack(): void {
    this.#wantsBack = true;
    if (this.#phase !== "lent") return;
    if (this.#fresh) return this.#learn();
    this.#phase = "interrupting";
    const interrupt = (): void => this.#type("\x03");
    const kill = (): void => this.#visited.partner.killFront();
    this.#within(0, [interrupt, kill, interrupt, kill]); // a slow machine may need longer than a command is given
  }

  #learn(): void {
    this.#phase = "taking-back";
    this.#within(LONGEST_MS, []);
    this.#type(takingBack(this.#visited.nonce, this.#shell.depth));
  }

  #within(timeout: number, measures: readonly (() => void)[]): void {
    this.#deadline?.clear();
    this.#deadline = startDeadline({ timeout }, [...measures, () => void this.#visited.partner.terminal.close()]);
  }

  #type(text: string): void {
    this.#visited.partner.terminal.write(text);
  }

  #finish(leaving: Leaving): void {
    if (this.#phase === "over") return;
    this.#phase = "over";
    this.#deadline?.clear();
    this.#witness?.end();
    this.#seat.listen({ keys: () => undefined, resized: () => undefined });
    void this.#visited.partner.terminal.resize(this.#visited.size);
    this.#settle(leaving);
  }
}
