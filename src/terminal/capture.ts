/** Bytes of a line that are looked at to see what it says. */
const LONGEST_LINE = 8_192;

/**
 * Keeps what a command prints, up to a limit: of more, the head and the tail stay and the middle is counted. Appending
 * takes constant time a chunk, so that 50 MB cost no more a byte than 5 kB. Chunks are copied: those that a stream hands
 * out are views of much larger buffers.
 */
export class Capture {
  readonly #limit: number;
  #head: Uint8Array[] = [];
  #headSize = 0;
  #tail: Uint8Array[] = [];
  #tailFrom = 0;
  #tailSize = 0;
  #dropped = 0;

  /** `limit`: bytes kept of the head, and as many of the tail. */
  constructor(limit: number = 1 << 20) {
    this.#limit = limit;
  }

  /** Bytes in all, also those that were not kept. */
  get size(): number {
    return this.#headSize + this.#tailSize + this.#dropped;
  }

  push(chunk: Uint8Array): void {
    const room = this.#limit - this.#headSize;
    if (chunk.length <= room) {
      this.#head.push(new Uint8Array(chunk));
      this.#headSize += chunk.length;
      return;
    }
    if (room > 0) {
      this.#head.push(new Uint8Array(chunk.subarray(0, room)));
      this.#headSize += Math.min(room, chunk.length);
    }
    const rest = new Uint8Array(chunk.subarray(Math.max(room, 0)));
    this.#tail.push(rest);
    this.#tailSize += rest.length;
    this.#trim();
  }

  clear(): void {
    this.#head = [];
    this.#tail = [];
    this.#headSize = this.#tailSize = this.#tailFrom = this.#dropped = 0;
  }

  /** Takes back what came after the last line feed. */
  dropLastLine(): void {
    const { head, dropped } = this.result();
    if (dropped > 0) return;
    this.clear();
    this.push(head.subarray(0, head.lastIndexOf(0x0a) + 1));
  }

  /** What came after the last line feed; of a long line, its end. */
  lastLine(): Uint8Array {
    const chunks = this.#dropped > 0 ? this.#tail.slice(this.#tailFrom) : [...this.#head, ...this.#tail];
    const line: Uint8Array[] = [];
    let size = 0;
    for (let chunk = chunks.pop(); chunk !== undefined && size < LONGEST_LINE; chunk = chunks.pop()) {
      const feed = chunk.lastIndexOf(0x0a);
      line.unshift(chunk.subarray(feed + 1));
      size += chunk.length;
      if (feed !== -1) break;
    }
    return join(line);
  }

  result(): Captured {
    const tail = this.#tail.slice(this.#tailFrom);
    if (this.#dropped === 0) return { head: join([...this.#head, ...tail]), dropped: 0, tail: new Uint8Array() };
    return { head: join(this.#head), dropped: this.#dropped, tail: join(tail) };
  }

  #trim(): void {
    for (;;) {
      const first = this.#tail[this.#tailFrom];
      if (first === undefined || this.#tailSize - first.length < this.#limit) break;
      this.#tailFrom++;
      this.#tailSize -= first.length;
      this.#dropped += first.length;
    }
    if (this.#tailFrom > this.#tail.length / 2) {
      this.#tail = this.#tail.slice(this.#tailFrom);
      this.#tailFrom = 0;
    }
  }
}

/** `head` alone where nothing was dropped. */
export interface Captured {
  readonly head: Uint8Array;
  /** Bytes between head and tail that were not kept. */
  readonly dropped: number;
  readonly tail: Uint8Array;
  /** When it came, where that was asked for: `ms` after the command began, all from byte `at` on. */
  readonly ticks?: readonly { readonly at: number; readonly ms: number }[];
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
