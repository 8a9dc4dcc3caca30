import type { Event } from "../run/outcome.ts";

/**
 * Events between a run, which waits for no reader (its steps have deadlines, and a machine that waits is a machine held
 * up), and who reads them. What is not read yet is kept: one event for the start and the end of each step and document,
 * whose contents the results hold anyway. Of how far something has come only the latest is kept.
 */
export class Events {
  readonly #waiting: Event[] = [];
  #isOver = false;
  readonly #readers: (() => void)[] = [];

  push(event: Event): void {
    if (this.#isOver) return;
    const last = this.#waiting.at(-1);
    if (event.kind === "progress" && last?.kind === "progress" && last.path === event.path) this.#waiting.pop();
    this.#waiting.push(event);
    this.#wake();
  }

  /** Nothing comes any more. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  /** Nobody reads any more. */
  drop(): void {
    this.#waiting.length = 0;
    this.end();
  }

  /** The next one, for one reader only; nothing when it is over. */
  async take(): Promise<Event | undefined> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event !== undefined || this.#isOver) return event;
      await new Promise<void>((wake) => this.#readers.push(wake));
    }
  }

  #wake(): void {
    for (const wake of this.#readers.splice(0)) wake();
  }
}
