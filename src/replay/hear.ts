import type { Walked } from "../run/walked.ts";
import { arrive, commandAt } from "./arrive.ts";
import { busy, type Happening, type Next, READY, run, say, type State, STEP, stepAt } from "./state.ts";

/** A reader before the first step; with `offers`, they are asked where to begin. */
export function enter(given: Pick<State, "steps" | "passages" | "size" | "stays">, offers: boolean): Next {
  const state: State = { ...given, at: 0, shown: 0, walked: [], answersAll: false, mode: { kind: "offer" } };
  return offers ? [state, []] : [{ ...state, mode: busy("back") }, [{ kind: "begin", fresh: true }]];
}

/** What comes of something that has happened. */
export function hear(state: State, happening: Happening): Next {
  switch (happening.kind) {
    case "begun":
      return begun(state, happening);
    case "stepped":
      return stepped(state, happening);
    case "back": {
      const { arrival, walked } = happening;
      const there: State = { ...state, walked, at: walked.length, last: walked.at(-1), mode: READY };
      return [there, [say({ kind: "back", arrival }), ...commandAt(there)]];
    }
    case "visited":
    case "failed": {
      const ready: State = { ...state, mode: READY };
      return [ready, commandAt(ready)];
    }
    case "resized":
      return [{ ...state, size: happening.size }, [{ kind: "redraw" }]];
  }
}

/** They begin, or go on where they were: then they read what stands before the step. */
function begun(state: State, { walked, arrival }: Happening & { kind: "begun" }): Next {
  const at = walked.length;
  const { passages } = state;
  const last = at === 0 ? -1 : passages.findIndex((one) => one.kind === "step" && one.index === at - 1);
  const [next, effects] = arrive({ ...state, walked, at, last: walked.at(-1), shown: last + 1, mode: READY });
  return [next, arrival === undefined ? effects : [say({ kind: "arrived", arrival, at }), ...effects]];
}

function stepped(state: State, { walked, at }: Happening & { kind: "stepped" }): Next {
  const changed = state.walked.some(({ way }) => way.kind !== "run");
  const said = say({ kind: "verdict", walked, changed });
  const until = state.mode.kind === "busy" ? state.mode.until : STEP;
  if (at === state.at) {
    const stays: State = { ...state, last: walked, mode: READY };
    return [stays, [said, ...commandAt(stays)]];
  }
  const there: State = { ...state, at, walked: [...state.walked, walked], last: walked, mode: READY };
  const step = stepAt(there);
  const goesOn =
    until.kind === "section" && step !== undefined && isSame(step.section, until.section) && isFine(walked);
  const [next, effects] = arrive(there, goesOn);
  if (!goesOn) return [next, [said, ...effects]];
  const [running, more] = run(next, until);
  return [running, [said, ...effects, ...more]];
}

/** Nothing that a reader who runs many steps would want to be told of at once. */
function isFine({ way, outcome }: Walked): boolean {
  return way.kind !== "run" || outcome === undefined || outcome.status === "held" || outcome.status === "skipped";
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((title, i) => title === b[i]);
}
