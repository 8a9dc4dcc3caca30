import { gapLine, type Playback, withoutSequences } from "../terminal/playback.ts";

/** A step's output as it is played, from the moment when its command is entered. */
export interface Take {
  readonly frames: readonly TakeFrame[];
  /** Bytes of the output that are not in it. */
  readonly missing: number;
}

export interface TakeFrame {
  /** Milliseconds after the one before, whole. */
  readonly wait: number;
  readonly text: string;
}

/** Nobody likes to watch longer while nothing happens, in milliseconds. */
const LONGEST_WAIT = 2_000;

/** @param ms how long the step took */
export function takeOf({ frames, missing }: Playback, ms: number): Take {
  let before = 0;
  const cut = [...frames, { ms, text: "" }].map((frame) => {
    const wait = Math.min(Math.max(frame.ms - before, 0), LONGEST_WAIT);
    before = Math.max(frame.ms, before);
    return { wait, text: frame.text };
  });
  return { frames: cut, missing };
}

/** In UTF-16 units of all steps' output together. */
const MOST = 4_000_000;

/** As much of the takes as a recording has room for; of others only that they were left out. */
export function cap(takes: readonly (Take | undefined)[]): (Take | undefined)[] {
  let size = 0;
  return takes.map((take) => {
    if (take === undefined) return take;
    const own = take.frames.reduce((sum, { text }) => sum + text.length, 0);
    size += own;
    if (size <= MOST || own === 0) return take;
    return { frames: [{ wait: 0, text: gapLine(take.missing + own) }], missing: take.missing + own };
  });
}

/** Whether the next prompt begins a line of its own by itself. */
export function endsLine({ frames }: Take): boolean {
  const text = withoutSequences(frames.map((frame) => frame.text).join(""));
  return text === "" || text.endsWith("\n");
}
