import type { Marker } from "./marker.ts";

/** What bash tells of a job of its own accord, before a prompt (bash manual 7.1): `[1]+  Terminated              sleep 100`. */
const NOTICE = /^\[\d+\][-+ ] {2}(?!Running)\S/;
/** Bytes that are looked at: a prompt, and the beginning of what is typed. */
const MOST_BYTES = 4_096;

/** Whether a line of it could be such: of nearly everything that is printed none could. */
export function mayTell(printed: Uint8Array): boolean {
  return printed.includes(BRACKET);
}

const BRACKET = 0x5b;

/** The lines at the end that are such. */
export function lastNotices(lines: readonly string[]): readonly string[] {
  return lines.slice(lines.findLastIndex((line) => !NOTICE.test(line)) + 1);
}

/** All that are such. */
export function noticesAmong(printed: Uint8Array): string[] {
  const lines = new TextDecoder().decode(printed).split(/\r*\n/);
  return lines.filter((line) => NOTICE.test(line));
}

/** What a shell prints between two commands: its prompt, what is typed, and perhaps what has become of a job. */
export class Interlude {
  /** What it told of jobs before the command that runs now. */
  told: readonly string[] = [];
  /** Undefined while a command runs. */
  #printed: Uint8Array[] | undefined;
  #room = MOST_BYTES;

  bytes(chunk: Uint8Array): void {
    if (this.#printed === undefined || this.#room <= 0) return;
    this.#printed.push(chunk.subarray(0, this.#room));
    this.#room -= chunk.length;
  }

  marker({ kind }: Marker): void {
    if (kind === "done") {
      this.told = [];
      this.#printed = [];
      this.#room = MOST_BYTES;
    } else if (kind === "start" && this.#printed !== undefined) {
      this.told = this.#printed.some(mayTell) ? noticesAmong(Buffer.concat(this.#printed)) : [];
      this.#printed = undefined;
    }
  }
}
