import type { Format } from "../../src/document/document.ts";
import { parse } from "../../src/document/parse.ts";
import { makePlan } from "../../src/plan/make.ts";
import { shotOf, type Shot } from "../../src/publish/record.ts";
import type { Stamp } from "../../src/publish/edition.ts";
import type { Read } from "../../src/rewrite/propose.ts";
import { judge } from "../../src/run/judge.ts";
import { Past } from "../../src/run/past.ts";
import { render } from "../../src/terminal/screen.ts";
import { playbackOf } from "../../src/terminal/playback.ts";

const SIZE = { cols: 80, rows: 24 };

/** A document as it is read to be published. */
export async function readOf(text: string, format: Format = "markdown"): Promise<Read> {
  const document = await parse(text, { path: "a.md", format });
  return { document, plan: makePlan(document), reread: (next) => readOf(next, format) };
}

export interface Said {
  /** Of what the step printed, each with the milliseconds after which it came. */
  readonly frames?: readonly (readonly [ms: number, text: string])[];
  readonly ms?: number;
  readonly exit?: number;
}

/** What would be published of a plan's steps if they had printed this. */
export async function shotsOf({ plan }: Read, said: readonly (Said | string)[]): Promise<Shot[]> {
  const past = new Past();
  const shots: Shot[] = [];
  for (const [i, step] of plan.steps.entries()) {
    const one = said[i] ?? "";
    const { frames = [], ms = 1_000, exit = 0 } = typeof one === "string" ? { frames: [[0, one] as const] } : one;
    const all = frames.map(([at, text]) => ({ at, bytes: new TextEncoder().encode(text) }));
    let size = 0;
    const ticks = all.map(({ at, bytes }) => ({ at: (size += bytes.length) - bytes.length, ms: at }));
    const output = { head: Buffer.concat(all.map(({ bytes }) => bytes)), dropped: 0, tail: new Uint8Array(), ticks };
    const screen = await render(output, SIZE);
    const playback = playbackOf(output, { isBare: false });
    const outcome = judge(step, { screen, playback, exit, ms, end: "ended", uid: 1_000 }, { past });
    past.remember(outcome);
    shots.push(shotOf(outcome));
  }
  return shots;
}

export const STAMP: Stamp = {
  date: "2026-11-21T10:00:00Z",
  machine: { kind: "guest", detail: "QEMU 7.2, Debian bookworm, Linux 6.1.0" },
  suite: "bookworm",
  kernel: "6.1.0",
  programs: [
    { name: "ls", version: "9.1-1", package: "coreutils" },
    { name: "cp", version: "9.1-1", package: "coreutils" },
    { name: "lvs", version: "2.03.16-2", package: "lvm2" },
  ],
  howtrue: "0.2.0",
  claims: 3,
  ms: 1_234,
};
