import type { Event } from "../run/outcome.ts";
import type { RunOptions } from "./options.ts";

/** A run of the library's: what may end it before its time, and what then is to be thrown. */
export class Course {
  readonly #stop = new AbortController();
  readonly #options: RunOptions;
  readonly stop = (): void => this.#stop.abort();
  #thrown: { readonly cause: unknown } | undefined;

  constructor(options: RunOptions) {
    this.#options = options;
    const { signal } = options;
    if (signal?.aborted === true) this.stop();
    else signal?.addEventListener("abort", this.stop, { once: true });
  }

  get policy(): { readonly signal: AbortSignal; readonly force?: AbortSignal } {
    const { force } = this.#options;
    return { signal: this.#stop.signal, ...(force !== undefined && { force }) };
  }

  /** Nothing that a listener throws comes between a run and its end. */
  readonly tell = (event: Event): void => {
    if (this.#thrown !== undefined) return;
    try {
      this.#options.onEvent?.(event);
    } catch (cause) {
      this.#thrown = { cause };
      this.stop();
    }
  };

  /** @throws what a listener threw */
  check(): void {
    if (this.#thrown !== undefined) throw this.#thrown.cause;
  }

  /** It is over: the caller's signal, which may live longer, holds nothing of it. */
  end(): void {
    this.#options.signal?.removeEventListener("abort", this.stop);
  }
}
