import { clip, inOrder, visible } from "../report/visible.ts";
import type { Recording } from "./edition.ts";
import { endsLine, type Take } from "./take.ts";
import type { Typed } from "./typing.ts";

/** A step that is shown. */
export interface Scene {
  /** Of the command, in the document. */
  readonly line: number;
  readonly typed: Typed;
  readonly take: Take;
}

export interface Film {
  readonly title: string;
  readonly size: { readonly cols: number; readonly rows: number };
  /** For each step of the plan; nothing for one that was not run. */
  readonly scenes: readonly (Scene | undefined)[];
}

export interface Cut {
  readonly recording: Recording;
  /** Which lines of the recording, from 0, are each step's output: from the first to before the last. */
  readonly outputs: readonly (readonly [number, number] | undefined)[];
}

/** In milliseconds. */
const KEY = 40;
/** A command is typed in at most this time. */
const LONGEST_TYPING = 3_000;
const BEFORE_TYPING = 400;
const BEFORE_ENTER = 300;
const BETWEEN = 800;
const AT_END = 1_000;
const LONGEST_LABEL = 100;

/**
 * Plays a whole session into a recording, an asciicast of version 3: its times are waits, so that a step is the same lines
 * wherever it stands. One marker for each step.
 */
export function film({ title, size, scenes }: Film): Cut {
  const header = { version: 3, term: { cols: size.cols, rows: size.rows }, title: visible(title) };
  const reel = new Reel(JSON.stringify(header));
  const marks: (number | undefined)[] = [];
  const outputs: ([number, number] | undefined)[] = [];
  let last: Take | undefined;
  for (const scene of scenes) {
    if (scene === undefined) {
      marks.push(undefined);
      outputs.push(undefined);
      continue;
    }
    const { line, typed, take } = scene;
    reel.add(last === undefined ? 0 : BETWEEN, "m", clip(`line ${line}: ${typed.lines[0] ?? ""}`, LONGEST_LABEL));
    marks.push(reel.seconds);
    reel.add(0, "o", `${last === undefined || endsLine(last) ? "" : "\r\n"}${typed.prompt}`);
    type(reel, typed.lines);
    const from = reel.lines.length;
    for (const { wait, text } of take.frames) reel.add(wait, "o", inOrder(text));
    outputs.push([from, reel.lines.length]);
    last = take;
  }
  reel.add(AT_END, "o", "");
  const cast = `${reel.lines.join("\n")}\n`;
  const capped = scenes.some((scene) => (scene?.take.missing ?? 0) > 0);
  return { recording: { cast, seconds: reel.seconds, marks, capped }, outputs };
}

function type(reel: Reel, lines: readonly string[]): void {
  const keys = lines.flatMap((line, i) => (i === 0 ? Array.from(line) : ["\r\n> ", ...Array.from(line)]));
  const most = LONGEST_TYPING / KEY;
  const atOnce = Math.max(1, Math.ceil(keys.length / most));
  for (let at = 0; at < keys.length; at += atOnce)
    reel.add(at === 0 ? BEFORE_TYPING : KEY, "o", keys.slice(at, at + atOnce).join(""));
  reel.add(BEFORE_ENTER, "o", "\r\n");
}

class Reel {
  readonly lines: string[];
  #ms = 0;

  constructor(header: string) {
    this.lines = [header];
  }

  get seconds(): number {
    return this.#ms / 1_000;
  }

  add(wait: number, code: "m" | "o", data: string): void {
    this.#ms += wait;
    this.lines.push(JSON.stringify([wait / 1_000, code, data]));
  }
}

/** What of a recording was a step's output; undefined where these lines are not what they should be. */
export function takeFrom(
  lines: readonly string[],
  [from, to]: readonly [number, number],
  missing: number,
): Take | undefined {
  try {
    const frames = lines.slice(from, to).map((line) => {
      const [wait, code, text] = JSON.parse(line) as [unknown, unknown, unknown];
      if (typeof wait !== "number" || code !== "o" || typeof text !== "string") throw new TypeError("no output");
      return { wait: Math.round(wait * 1_000), text };
    });
    return { frames, missing };
  } catch {
    return undefined;
  }
}
