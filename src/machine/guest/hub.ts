import type { Duplex } from "node:stream";

/** QEMU's framing on a stream: the length in four bytes, the highest first, and the frame. */
const HEAD = 4;
/** A frame of QEMU's is no longer (NET_BUFSIZE); a stream that says so has lost its way. */
const LONGEST = 4_096 + 65_536;
/** Bytes that wait for one card; what comes then is lost, as on any network, and sent again by those whom it matters to. */
const BACKLOG = 1 << 20;

/** Whether a frame may pass to a port. */
export type Filter = (frame: Buffer) => boolean;

/** Connects network cards: what one of them sends, all others receive. */
export class Hub {
  readonly #ports = new Map<Duplex, Filter>();

  /** @param toPort what may be sent to this card */
  connect(card: Duplex, toPort: Filter = () => true): void {
    this.#ports.set(card, toPort);
    card.on("close", () => this.#ports.delete(card));
    let unread: Buffer = Buffer.alloc(0);
    card.on("data", (chunk: Buffer) => {
      unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
      let at = 0;
      while (unread.length - at >= HEAD) {
        const length = unread.readUInt32BE(at);
        if (length > LONGEST) return void card.destroy();
        if (unread.length - at < HEAD + length) break;
        this.#flood(card, unread.subarray(at, at + HEAD + length));
        at += HEAD + length;
      }
      unread = unread.subarray(at);
    });
  }

  #flood(from: Duplex, framed: Buffer): void {
    for (const [card, mayPass] of this.#ports) {
      if (card === from || card.writableLength > BACKLOG || !mayPass(framed.subarray(HEAD))) continue;
      card.write(framed);
    }
  }
}
