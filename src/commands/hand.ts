import { setTimeout as sleep } from "node:timers/promises";
import type { Mode } from "../replay/state.ts";

export interface Pace {
  /** Characters a second. */
  readonly speed: number;
  /** Milliseconds between sections. */
  readonly delay: number;
}

/** Between a command and Enter, in characters. */
const BREATH = 8;

/** Types for the reader, until they want to do it themselves. */
export class Hand {
  readonly #pace: Pace | undefined;
  readonly #stop = new AbortController();

  constructor(pace: Pace | undefined) {
    this.#pace = pace;
    if (pace === undefined) this.#stop.abort();
  }

  get isAt(): boolean {
    return !this.#stop.signal.aborted;
  }

  get speed(): number {
    return this.#pace?.speed ?? 0;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Between sections. */
  async rest(): Promise<void> {
    await this.wait(this.#pace?.delay ?? 0);
  }

  /** Ends at once where it stops. */
  async wait(ms: number): Promise<void> {
    if (this.isAt) await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }

  /** The key that it presses, when it is time to. */
  async key({ kind }: Mode, isAtEnd: boolean): Promise<string | undefined> {
    if (kind === "more") return " ";
    if (kind !== "ready") return undefined;
    if (isAtEnd) return "q";
    await this.wait((BREATH * 1_000) / this.speed);
    return "enter";
  }
}
