import type { Captured } from "./capture.ts";
import { SequenceFilter } from "./sequences.ts";

/** Text that came at once. */
export interface Frame {
  /** Milliseconds after the command began. */
  readonly ms: number;
  /** With control sequences that are safe to be shown. */
  readonly text: string;
}

/** What a command printed, as it can be shown again. */
export interface Playback {
  readonly frames: readonly Frame[];
  /** Bytes that are not in it; a line in their place says so. */
  readonly missing: number;
}

/** Of each end of a command's output so many bytes are played, if not all are. */
const MOST_BYTES = 128 * 1024;
const LF = 0x0a;

interface Piece {
  /** Where it stood in the whole output. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** @param isBare its line feeds went through no terminal, which would have taken the cursor to the line's beginning */
export function playbackOf(captured: Captured, { isBare }: { isBare: boolean }): Playback {
  const { head, tail, missing } = ends(captured);
  const frames = [...play(head, captured.ticks ?? [], isBare)];
  if (missing > 0) {
    frames.push({ ms: frames.at(-1)?.ms ?? 0, text: gapLine(missing) });
    frames.push(...play(tail, captured.ticks ?? [], isBare));
  }
  return { frames: frames.filter(({ text }) => text !== ""), missing };
}

/** In the place of output that is not shown. */
export function gapLine(bytes: number): string {
  return `\x1b[2m[… ${size(bytes)} of output are not shown …]\x1b[0m\r\n`;
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Whole lines of both ends. */
function ends({ head, dropped, tail }: Captured): { head: Piece; tail: Piece; missing: number } {
  const whole = head.length + dropped + tail.length;
  if (whole <= 2 * MOST_BYTES) return { head: { at: 0, bytes: head }, tail: { at: whole, bytes: tail }, missing: 0 };
  const first = head.subarray(0, head.subarray(0, MOST_BYTES).lastIndexOf(LF) + 1);
  const end = (dropped > 0 ? tail : head).subarray(-MOST_BYTES);
  const last = end.subarray(end.indexOf(LF) + 1);
  return {
    head: { at: 0, bytes: first },
    tail: { at: whole - last.length, bytes: last },
    missing: whole - first.length - last.length,
  };
}

function* play({ at, bytes }: Piece, ticks: NonNullable<Captured["ticks"]>, isBare: boolean): Generator<Frame> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const filter = new SequenceFilter();
  const all = [...ticks.filter((tick) => tick.at < at + bytes.length)];
  const before = all.findLastIndex((tick) => tick.at <= at);
  const mine = all.slice(Math.max(before, 0));
  let ms = 0;
  const show = (text: string): string => filter.feed(isBare ? text.replaceAll(/\r?\n/g, "\r\n") : text);
  for (const [i, tick] of (mine.length === 0 ? [{ at, ms: 0 }] : mine).entries()) {
    ({ ms } = tick);
    const from = i === 0 ? 0 : tick.at - at;
    const to = (mine[i + 1]?.at ?? at + bytes.length) - at;
    yield { ms, text: show(decoder.decode(bytes.subarray(from, to), { stream: true })) };
  }
  yield { ms, text: show(decoder.decode()) + filter.end() };
}

/** Lines that were printed at once. */
export function textPlayback(lines: readonly string[], ms: number): Playback {
  const text = lines.map((line) => `${line}\n`).join("");
  return playbackOf(
    { head: new TextEncoder().encode(text), dropped: 0, tail: new Uint8Array(), ticks: [{ at: 0, ms }] },
    { isBare: true },
  );
}

/** The text of what has passed the filter. */
export function withoutSequences(text: string): string {
  return text.replaceAll(/\x1b(?:\[[\d;:?]*[@-~]|[()]?.)|[\b\r\v\f\x0e\x0f]/g, "");
}
