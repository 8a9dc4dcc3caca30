import type { Step } from "../plan/plan.ts";
import { type Effect, type Next, READY, say, type State, stepAt } from "./state.ts";

/** Text up to where the next section begins: which passage, and the lines of it that were not shown yet. */
interface Part {
  readonly index: number;
  readonly lines: readonly string[];
}

/**
 * Shows what stands before the step that the reader is at, and its command, if all of that fits the screen; else as many
 * sections as do, or, of one that is longer, as much as does.
 */
export function arrive(state: State, isHurried = false): Next {
  const { passages, size, at } = state;
  const found = passages.findIndex((one) => one.kind === "step" && one.index === at);
  const target = found === -1 ? passages.length : found;
  const parts = partsBefore(target, state);
  const room = Math.max(size.rows - 2, 1);
  const height = heightOf(stepAt(state));
  if (isHurried || heightOfAll(parts) + height <= room) {
    const there: State = { ...state, shown: Math.max(state.shown, target), mode: READY };
    const end: Effect[] = at === state.steps.length ? [say({ kind: "end", walked: state.walked })] : commandAt(there);
    return [there, [text(parts), ...end]];
  }
  const fitting = parts.filter((_, i) => heightOfAll(parts.slice(0, i + 1)) <= room);
  const whole = fitting.length === parts.length && parts.length > 1 ? fitting.slice(0, -1) : fitting;
  const [next] = parts.slice(whole.length);
  if (whole.length > 0) return [more(state, next?.index ?? target, 0), [text(whole)]];
  const { index, lines } = next!;
  const all = linesOf(state, index).length;
  const page = { index, lines: lines.slice(0, room - 1) };
  return [more(state, index, (all - lines.length + page.lines.length) / all), [text([page])]];
}

/** @param share how much of that passage was shown: a window that has changed its size breaks it into other lines */
function more(state: State, shown: number, share: number): State {
  return { ...state, shown, mode: { kind: "more", share } };
}

function partsBefore(target: number, state: State): Part[] {
  const { passages, mode } = state;
  const share = mode.kind === "more" ? mode.share : 0;
  const parts: Part[] = [];
  for (let index = state.shown; index < target; index++) {
    if (passages[index]?.kind !== "text") continue;
    const lines = linesOf(state, index);
    parts.push({ index, lines: index === state.shown ? lines.slice(Math.round(share * lines.length)) : lines });
  }
  return parts;
}

function linesOf({ passages, size }: State, index: number): readonly string[] {
  const passage = passages[index];
  return passage?.kind === "text" ? passage.lines(size.columns) : [];
}

/** With a blank line before each. */
function heightOfAll(parts: readonly Part[]): number {
  return parts.reduce((sum, { lines }) => sum + lines.length + 1, 0);
}

function text(parts: readonly Part[]): Effect {
  return { kind: "text", lines: parts.flatMap(({ lines }) => ["", ...lines]) };
}

function heightOf(step: Step | undefined): number {
  return step === undefined ? 3 : step.command.split("\n").length + 1;
}

/** The step that the reader is at, to be shown. */
export function commandAt(state: State): Effect[] {
  const step = stepAt(state);
  return step === undefined ? [] : [{ kind: "command", step }];
}
