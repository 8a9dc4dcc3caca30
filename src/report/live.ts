import type { Event } from "../run/outcome.ts";
import type { Step } from "../plan/plan.ts";
import { formatDuration } from "../settings/duration.ts";
import { makePaint, type Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What is going on at this moment, in one line; the writer shows it below the report and takes it away again. */
export interface Live {
  /** @param run which of the runs that go on side by side */
  event(event: Event, now: number, run?: number): void;
  /** Not yet cut to the terminal's width; empty where nothing is going on. */
  line(now: number): string;
}

interface Run {
  readonly begun: number;
  readonly total: number;
  readonly state: State;
}

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "progress"; readonly what: string; readonly fraction: number | undefined; readonly since: number }
  | { readonly kind: "step"; readonly step: Step; readonly cleanup: boolean; readonly since: number };

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;

/** `now` is in milliseconds, from any beginning. */
export function liveLine(colours: boolean): Live {
  const paint = makePaint(colours);
  const runs = new Map<number, Run>();
  return {
    event(event, now, run = 0) {
      if (event.kind === "document-end") runs.delete(run);
      const next = nextOf(runs.get(run) ?? NOTHING, event, now);
      if (next !== undefined) runs.set(run, next);
    },
    line(now) {
      const busy = [...runs.values()].filter(({ state }) => state.kind !== "idle");
      const [first] = busy;
      if (first === undefined) return "";
      const frame = FRAMES[Math.floor(now / FRAME_MS) % FRAMES.length] ?? "";
      const others = busy.length > 1 ? paint.dim(`(${busy.length} at a time) `) : "";
      return `${paint.yellow(frame)} ${others}${stateLine(first, now, paint)}`;
    },
  };
}

const NOTHING: Run = { begun: 0, total: 0, state: { kind: "idle" } };

/** Undefined where this event changes nothing. */
function nextOf({ state, ...run }: Run, event: Event, now: number): Run | undefined {
  switch (event.kind) {
    case "document-start":
      return { ...NOTHING, total: event.plan.steps.length };
    case "progress": {
      const since = state.kind === "progress" ? state.since : now;
      return { ...run, state: { kind: "progress", what: event.what, fraction: event.fraction, since } };
    }
    case "step-start":
      return { ...run, begun: run.begun + 1, state: { ...event, kind: "step", since: now } };
    case "document-retry":
      return { ...run, begun: 0, state: { kind: "idle" } };
    case "start":
    case "step-end":
    case "collected":
    case "document-end":
      return undefined;
  }
}

function stateLine({ begun, total, state }: Run, now: number, paint: Paint): string {
  if (state.kind === "idle") return "";
  const elapsed = formatDuration(now - state.since);
  if (state.kind === "progress") {
    const percent = state.fraction === undefined ? "" : ` ${Math.floor(state.fraction * 100)} %,`;
    return `${visible(state.what)},${percent} ${elapsed}`;
  }
  const { command, place } = state.step;
  const count = state.cleanup ? "cleanup" : `${begun}/${total}`;
  const [first = ""] = command.split("\n");
  return `${visible(place.path)}:${place.line} ${count} ${elapsed}  ${paint.dim(visible(first))}`;
}
