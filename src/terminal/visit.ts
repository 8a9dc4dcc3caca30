import type { Listener, Partner } from "./conversation.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import type { Size } from "./emulator.ts";
import { lending, LENT, takingBack } from "./integration.ts";
import type { Marker, ShellState } from "./marker.ts";
import { isPrompt, questionIn } from "./question.ts";
import type { Scribe } from "./scribe.ts";
import type { TerminalEnd } from "./terminal.ts";
import { Watch } from "./watch.ts";

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
/** So long nothing must have been printed before what stands on the last line is taken for a prompt. */
const QUIET_MS = 50;
/** If the machine does not tell sooner what runs on it, it is taken for no shell. */
const UNDECIDED_MS = 1_000;
const KILL_LINE = "\x15";
const CLEAR_LINE = new TextEncoder().encode("\r\x1b[K");

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
  /** The shell tells a command's text: nothing that is shown. */
  #telling = false;
  /** Typed while a shell inside this one is taught, or may have to be. */
  #held = "";
  /** A command has begun, and may open a shell: what is typed ahead would spoil what that is taught. */
  #undecided: NodeJS.Timeout | undefined;
  #watch: Watch | undefined;
  /** When something was printed last. */
  #last = 0;

  constructor(visited: Visited, seat: Seat, settle: (leaving: Leaving) => void) {
    this.#visited = visited;
    this.#seat = seat;
    this.#settle = settle;
    this.#shell = visited.state;
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
    if (this.#visited.scribe !== undefined) this.#writeDown(chunk, this.#visited.scribe);
    if (!this.#telling) this.#seat.show(chunk);
  }

  #writeDown(chunk: Uint8Array, scribe: Scribe): void {
    scribe.bytes(chunk);
    if (this.#watch === undefined || this.#telling) return;
    this.#last = performance.now();
    this.#watch.heard();
    if (isPrompt(questionIn(scribe.lastLine()))) this.#hold(); // it may be that of a shell
  }

  marker(marker: Marker): void {
    this.#fresh = false;
    this.#telling = marker.kind === "text";
    if (this.#phase === "lent") this.#heard(marker);
    if (marker.kind !== "done") return;
    const isLent = marker.shell.flags.endsWith(LENT);
    this.#shell = marker.shell;
    if (this.#phase === "taking-back") {
      if (!isLent) this.#finish({ kind: "left" });
    } else if (this.#phase === "interrupting") this.#learn();
    else if (isLent) this.#lent();
    else if (this.#phase === "lent") this.#lend(); // the shell around the one that they left
  }

  lost(end: TerminalEnd): void {
    this.#finish({ kind: "ended", ...end });
  }

  #keys(text: string): void {
    if (this.#watch !== undefined && (this.#phase === "lending" || this.#undecided !== undefined)) this.#held += text;
    else this.#take(text);
  }

  #take(text: string): void {
    if (this.#phase !== "lent") return;
    const at = text.search(LEAVE);
    const typed = at === -1 ? text : text.slice(0, at);
    if (this.#fresh && typed.startsWith(CTRL_D)) {
      const isInside = this.#visited.scribe !== undefined && this.#shell.depth > this.#visited.state.depth;
      return isInside ? this.#type("exit\r") : this.#takeBack(); // a shell inside is left by a command like any other
    }
    if (typed !== "") {
      this.#fresh = false;
      this.#visited.scribe?.keys(typed);
      this.#type(typed);
    }
    if (at !== -1) this.#takeBack();
  }

  #lend(): void {
    this.#phase = "lending";
    // One inside that does not learn is a program like any other.
    if (this.#watch === undefined) this.#within(LONGEST_MS, []);
    else this.#deadline = startDeadline({ timeout: LONGEST_MS }, [() => (this.#phase = "lent")]);
    const { nonce, scribe } = this.#visited;
    this.#type(lending(nonce, this.#shell.depth, scribe !== undefined));
  }

  #lent(): void {
    this.#deadline?.clear();
    // A shell inside has shown a prompt already.
    if (this.#phase === "lending" && this.#watch !== undefined) this.#seat.show(CLEAR_LINE);
    this.#watch = undefined;
    this.#phase = "lent";
    this.#fresh = true;
    if (this.#wantsBack) this.#takeBack();
    else this.#release();
  }

  /** Until it is known whether what runs is a shell. */
  #hold(): void {
    this.#undecided ??= setTimeout(() => this.#release(), UNDECIDED_MS);
  }

  #release(): void {
    clearTimeout(this.#undecided);
    this.#undecided = undefined;
    const held = this.#held;
    this.#held = "";
    if (held !== "") this.#take(held);
  }

  /** Tells who listens what the shell says of a command, and looks at what runs until it ends. */
  #heard(marker: Marker): void {
    const { scribe, partner } = this.#visited;
    if (scribe === undefined) return;
    if (marker.kind === "text") scribe.text();
    if (marker.kind === "more") scribe.more(this.#shell);
    if (marker.kind === "done") {
      this.#watch?.clear();
      this.#watch = undefined;
      scribe.prompt(marker.status, marker.shell);
    }
    if (marker.kind !== "start") return;
    scribe.start(this.#shell);
    this.#watch?.clear();
    this.#hold();
    this.#watch = new Watch(partner.terminal, partner.first, {
      known: partner.known,
      mayOpenShell: true,
      onShell: () => this.#opened(scribe),
      showsPrompt: () => performance.now() - this.#last >= QUIET_MS && isPrompt(questionIn(scribe.lastLine())),
      onWaiting: () => {
        scribe.waits();
        return undefined;
      },
      onLooked: () => this.#release(),
    });
  }

  /** A shell inside this one waits for commands; what was typed ahead of its first prompt would spoil the line. */
  #opened(scribe: Scribe): void {
    if (this.#phase !== "lent") return;
    scribe.opened();
    clearTimeout(this.#undecided);
    this.#undecided = undefined;
    this.#shell = { ...this.#shell, depth: this.#shell.depth + 1 };
    this.#type(KILL_LINE);
    this.#lend();
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
    this.#watch?.clear();
    clearTimeout(this.#undecided);
    this.#visited.scribe?.cut();
    this.#seat.listen({ keys: () => undefined, resized: () => undefined });
    void this.#visited.partner.terminal.resize(this.#visited.size);
    this.#settle(leaving);
  }
}
