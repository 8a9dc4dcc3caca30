import { Capture } from "./capture.ts";
import type { Marker } from "./marker.ts";

/** What bash tells of a job of its own accord, before a prompt (bash manual 7.1): `[1]+  Terminated              sleep 100`. */
const NOTICE = /^\[\d+\][-+ ] {2}(?!Running)\S/;
/** Bytes that are looked at: a prompt, and the beginning of what is typed. */
const MOST_BYTES = 4_096;

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
  #printed: Capture | undefined;

  bytes(chunk: Uint8Array): void {
    this.#printed?.push(chunk);
  }

  marker({ kind }: Marker): void {
    if (kind === "done") {
      this.told = [];
      this.#printed = new Capture(MOST_BYTES);
    } else if (kind === "start" && this.#printed !== undefined) {
      this.told = noticesAmong(this.#printed.result().head);
      this.#printed = undefined;
    }
  }
}
