import { Capture, type Captured } from "./capture.ts";

/** When output came: `ms` after the command began, all that follows `at` bytes of it, up to the next one. */
export interface Tick {
  readonly at: number;
  readonly ms: number;
}

/** So many times are kept; of more, every other one is forgotten. */
const MOST = 2_000;
/** What comes closer together came at once, in milliseconds. */
const AT_ONCE = 10;

/** A capture that also notes when output came: for a recording. */
export class TimedCapture extends Capture {
  #began = performance.now();
  #ticks: Tick[] = [];
  #shortest = AT_ONCE;

  override push(chunk: Uint8Array): void {
    const ms = performance.now() - this.#began;
    const last = this.#ticks.at(-1);
    if (last === undefined || ms - last.ms >= this.#shortest) this.#ticks.push({ at: this.size, ms: Math.round(ms) });
    if (this.#ticks.length > MOST) {
      this.#ticks = this.#ticks.filter((_, i) => i % 2 === 0);
      this.#shortest *= 2;
    }
    super.push(chunk);
  }

  override clear(): void {
    super.clear();
    this.#began = performance.now();
    this.#ticks = [];
  }

  override dropLastLine(): void {
    const [began, ticks] = [this.#began, this.#ticks];
    super.dropLastLine();
    this.#began = began;
    this.#ticks = ticks.filter(({ at }) => at < this.size);
  }

  override result(): Captured {
    return { ...super.result(), ticks: this.#ticks };
  }
}
