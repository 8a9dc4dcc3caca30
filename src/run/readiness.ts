import { setTimeout as sleep } from "node:timers/promises";
import type { Readiness } from "../settings/claims.ts";
import type { Pattern } from "../settings/pattern.ts";
import type { Capture } from "../terminal/capture.ts";
import { render } from "../terminal/screen.ts";
import type { Size } from "../terminal/shown.ts";
import type { Shell } from "../terminal/shell.ts";
import { listensOn } from "./ask.ts";
import { regexTester } from "./regex.ts";

/** What a step in the background has printed is looked at every so often, and the machine's ports. */
const LOOK_MS = 25;
/** Looking must not take more of the time than this: of much output each look is dear. */
const SHARE = 5;

export interface Waiting {
  readonly until: Readiness;
  readonly capture: Capture;
  readonly size: Size;
  /** Of the machine, for ports. */
  readonly helper: () => Promise<Shell>;
  /** Milliseconds. */
  readonly timeout: number;
  /** Resolves when the step's command has ended. */
  readonly ended: Promise<unknown>;
}

/** `ended`: before it was ready. `late`: its time is up. `unsearched`: its regular expression takes too long. */
export type Ready = "ready" | "ended" | "late" | "unsearched";

/** Waits until a step in the background is ready. */
export async function waitUntilReady({ until, timeout, ended, ...waiting }: Waiting): Promise<Ready> {
  const began = performance.now();
  const look = until.kind === "port" ? portLooker(until.port, waiting) : outputLooker(until.pattern, waiting);
  let over = false;
  for (;;) {
    const before = performance.now();
    const seen = await look();
    if (seen !== undefined) return seen;
    if (over) return "ended"; // what it printed last has been looked at
    const now = performance.now();
    if (now - began > timeout) return "late";
    over = await endsWithin(ended, Math.max(LOOK_MS, (now - before) * SHARE));
  }
}

type Looker = () => Promise<"ready" | "unsearched" | undefined>;

function portLooker(port: number, { helper }: Pick<Waiting, "helper">): Looker {
  return async () => ((await listensOn(await helper(), port)) ? "ready" : undefined);
}

/** Lines that have scrolled out of the terminal stay as they are: they are tested once. */
function outputLooker(pattern: Pattern, { capture, size }: Pick<Waiting, "capture" | "size">): Looker {
  const { test, tooSlow } = regexTester();
  let seen = 0;
  let tested = 0;
  return async () => {
    if (capture.size === seen) return undefined;
    seen = capture.size;
    const { lines, gap } = await render(capture.result(), size);
    const from = gap === undefined ? Math.max(0, tested - size.rows) : 0;
    tested = lines.length;
    if (test(pattern, lines.slice(from)).includes(true)) return "ready";
    return tooSlow.size > 0 ? "unsearched" : undefined;
  };
}

/** Whether it ends within so many milliseconds; says so as soon as it does. */
export async function endsWithin(end: Promise<unknown>, ms: number): Promise<boolean> {
  const stop = new AbortController();
  const time = sleep(ms, false, { signal: stop.signal }).catch(() => false);
  const ended = await Promise.race([end.then(() => true), time]);
  stop.abort();
  return ended;
}
