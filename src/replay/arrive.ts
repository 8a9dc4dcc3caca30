import type { Step } from "../plan/plan.ts";
import { type Effect, type Next, READY, say, type State, stepAt } from "./state.ts";

/**
 * Shows what stands before the step that the reader is at, as much as fits the screen, section by section; at its end, the
 * step's command.
 */
export function arrive(state: State, rest: readonly string[] = [], isHurried = false): Next {
  const { passages, size, at } = state;
  const lines = [...rest];
  let { shown } = state;
  const found = passages.findIndex((one) => one.kind === "step" && one.index === at);
  const target = found === -1 ? passages.length : found;
  for (; shown < target; shown++) {
    const passage = passages[shown]!;
    if (passage.kind === "step") continue;
    if (passage.begins && lines.length > 0 && !isHurried) break;
    lines.push("", ...passage.lines(size.columns));
  }
  const room = Math.max(size.rows - 2, 1);
  const isWhole = shown >= target && lines.length + heightOf(stepAt(state)) <= room;
  if (isWhole || isHurried) {
    const there: State = { ...state, shown: Math.max(shown, target), mode: READY };
    const end: Effect[] = at === state.steps.length ? [say({ kind: "end", walked: state.walked })] : commandAt(there);
    return [there, [{ kind: "text", lines }, ...end]];
  }
  const [page, left] = [lines.slice(0, room), lines.slice(room)];
  return [{ ...state, shown, mode: { kind: "more", rest: left } }, [{ kind: "text", lines: page }]];
}

function heightOf(step: Step | undefined): number {
  return step === undefined ? 3 : step.command.split("\n").length + 1;
}

/** The step that the reader is at, to be shown. */
export function commandAt(state: State): Effect[] {
  const step = stepAt(state);
  return step === undefined ? [] : [{ kind: "command", step }];
}
