import type { Event } from "../run/outcome.ts";
import type { Step } from "../plan/plan.ts";
import { formatDuration } from "../settings/duration.ts";
import { makePaint } from "./paint.ts";
import { visible } from "./visible.ts";

/** What is going on at this moment, in one line; the writer shows it below the report and takes it away again. */
export interface Live {
  event(event: Event, now: number): void;
  /** Not yet cut to the terminal's width; empty where nothing is going on. */
  line(now: number): string;
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
  let state: State = { kind: "idle" };
  let document = { begun: 0, total: 0 };
  let began = 0;
  return {
    event(event, now) {
      if (event.kind === "document-start") {
        document = { begun: 0, total: event.plan.steps.length };
        state = { kind: "idle" };
      }
      if (event.kind === "progress") {
        if (state.kind !== "progress") began = now;
        state = { kind: "progress", what: event.what, fraction: event.fraction, since: began };
      }
      if (event.kind === "step-start") {
        state = { ...event, kind: "step", since: now };
        document = { ...document, begun: document.begun + 1 };
      }
      if (event.kind === "document-end") state = { kind: "idle" };
    },
    line(now) {
      if (state.kind === "idle") return "";
      const frame = FRAMES[Math.floor(now / FRAME_MS) % FRAMES.length] ?? "";
      const elapsed = formatDuration(now - state.since);
      if (state.kind === "progress") {
        const percent = state.fraction === undefined ? "" : ` ${Math.floor(state.fraction * 100)} %,`;
        return `${paint.yellow(frame)} ${visible(state.what)},${percent} ${elapsed}`;
      }
      const { command, place } = state.step;
      const count = state.cleanup ? "cleanup" : `${document.begun}/${document.total}`;
      const [first = ""] = command.split("\n");
      return `${paint.yellow(frame)} ${visible(place.path)}:${place.line} ${count} ${elapsed}  ${paint.dim(visible(first))}`;
    },
  };
}
