import { setTimeout as sleep } from "node:timers/promises";
import { makePaint, type Paint } from "../report/paint.ts";
import { farewell, welcome } from "../report/visit.ts";
import type { Visits } from "../run/visits.ts";
import type { Size } from "../terminal/shown.ts";
import { Modes } from "../terminal/modes.ts";
import type { Leaving, Seat } from "../terminal/visit.ts";
import { hasColours } from "./colours.ts";
import type { Keyboard } from "./keyboard.ts";
import type { Streams, Writer } from "./writer.ts";

/** What a terminal answers to the last questions of a program comes within this time, and is for nobody. */
const ECHO_MS = 50;
const SIZE = { cols: 80, rows: 24 };

interface Place {
  readonly keyboard: Keyboard;
  readonly writer: Pick<Writer, "hold">;
}

/** What is said to a person before and after. */
export interface Words {
  readonly welcome: (paint: Paint) => string;
  readonly farewell: (leaving: Leaving, paint: Paint) => string;
}

/** Lends the user's terminal to a document's shell. */
export function receiveOn(streams: Streams, place: Place): Visits["receive"] {
  return (occasion, use) => {
    const words: Words = {
      welcome: (paint) => welcome(occasion, paint),
      farewell: (leaving, paint) => farewell(occasion, leaving, paint),
    };
    return lend(streams, { ...place, words }, use);
  };
}

/** Lends the user's terminal. What is shown on it passes as it is; afterwards the terminal is put right. */
export async function lend(
  { stderr }: Streams,
  { keyboard, writer, words }: Place & { readonly words: Words },
  use: (seat: Seat) => Promise<Leaving>,
): Promise<void> {
  const paint = makePaint(hasColours(stderr));
  const modes = new Modes();
  const bare = bareFeeds();
  let listener: Parameters<Seat["listen"]>[0] | undefined;
  const seat: Seat = {
    size: () => sizeOf(stderr),
    show: (bytes) => {
      modes.see(bytes);
      stderr.write(bare(bytes));
    },
    listen: (one) => (listener = one),
  };
  const onResize = (): void => listener?.resized();
  const resume = writer.hold();
  const release = keyboard.hear((keys) => listener?.keys(keys));
  stderr.on("resize", onResize);
  stderr.write(`${words.welcome(paint)}${Modes.BEGIN}`);
  try {
    const leaving = await use(seat);
    stderr.write(`${modes.restore()}\r\n${words.farewell(leaving, paint)}`);
    await sleep(ECHO_MS);
  } finally {
    stderr.off("resize", onResize);
    release();
    resume();
  }
}

/** Of a terminal that may not tell. */
export function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { cols: columns || SIZE.cols, rows: rows || SIZE.rows };
}

const LF = 0x0a;
const VT = 0x0b;
const CR = 0x0d;

/**
 * Line feeds of programs that move the cursor with them: our own tty, which Node leaves in charge of line ends, would
 * take the cursor to the first column as well. Terminals take a vertical tab for a line feed.
 */
function bareFeeds(): (bytes: Uint8Array) => Uint8Array {
  let last = 0;
  return (bytes) =>
    bytes.map((byte) => {
      const isBare = byte === LF && last !== CR;
      last = byte;
      return isBare ? VT : byte;
    });
}
