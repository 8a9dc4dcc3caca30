import truncate from "fast-string-truncated-width";
import type { Live } from "../report/live.ts";

/** Where a command writes: what it says, and, for people, how it is getting on. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

const REDRAW_MS = 100;

/**
 * Writes the report to the standard output, and below it, where the standard error is a terminal, the line of what is
 * going on, which never stays behind.
 */
export class Writer {
  readonly #streams: Streams;
  readonly #live: Live | undefined;
  #timer: NodeJS.Timeout | undefined;
  #drawn = false;
  #held = false;

  constructor(streams: Streams, live: Live) {
    this.#streams = streams;
    if (!streams.stderr.isTTY) return;
    this.#live = live;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
    this.#timer.unref();
  }

  write(text: string): void {
    if (text === "") return;
    this.#erase();
    this.#streams.stdout.write(text);
  }

  /** For the standard error: what is not part of the report. */
  say(text: string): void {
    this.#erase();
    this.#streams.stderr.write(`${text}\n`);
  }

  /** Draws nothing until the function that it gives is called: somebody else has the terminal. */
  hold(): () => void {
    this.#erase();
    this.#held = true;
    return () => (this.#held = false);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  #draw(): void {
    if (this.#held) return;
    const line = this.#live?.line(performance.now()) ?? "";
    if (line === "") return this.#erase();
    const limit = (this.#streams.stderr.columns ?? 80) - 1;
    const { index, ellipsed } = truncate(line, { limit, ellipsis: "…" });
    this.#streams.stderr.write(`\r\x1b[K${line.slice(0, index)}${ellipsed ? "…" : ""}\x1b[0m`);
    this.#drawn = true;
  }

  #erase(): void {
    if (this.#drawn) this.#streams.stderr.write("\r\x1b[K");
    this.#drawn = false;
  }
}
