import type { Step } from "../plan/plan.ts";
import type { Arrival, Walked } from "../run/walked.ts";
import type { Editor } from "./editor.ts";
import type { Passage } from "./passages.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Where a reader is in a document, and what their next key means. */
export interface State {
  readonly steps: readonly Step[];
  readonly passages: readonly Passage[];
  readonly size: Size;
  /** The next step; as many as there are, at the end. */
  readonly at: number;
  /** So many passages have been shown. */
  readonly shown: number;
  readonly walked: readonly Walked[];
  /** What was run last, also where it is not behind the reader: it was interrupted. */
  readonly last?: Walked | undefined;
  /** They want to answer all questions themselves. */
  readonly answersAll: boolean;
  /** What steps do to the machine stays: it is the reader's own, and there is no going back. */
  readonly stays?: boolean;
  readonly mode: Mode;
}

export type Mode =
  /** They were here before, and are asked whether to go on there. */
  | { readonly kind: "offer" }
  /** There is more to read before the step; `share`: how much of the next passage was shown. */
  | { readonly kind: "more"; readonly share: number }
  | { readonly kind: "ready" }
  | { readonly kind: "busy"; readonly doing: "step" | "back" | "visit"; readonly until: Until }
  | { readonly kind: "editing"; readonly editor: Editor }
  | { readonly kind: "over" };

/** How far to run: this step, or to the end of a section. */
export type Until = { readonly kind: "step" } | { readonly kind: "section"; readonly section: readonly string[] };

/** What is to be done, in this order. */
export type Effect =
  | { readonly kind: "text"; readonly lines: readonly string[] }
  | { readonly kind: "command"; readonly step: Step }
  | { readonly kind: "say"; readonly saying: Saying }
  | { readonly kind: "begin"; readonly fresh: boolean }
  | { readonly kind: "run"; readonly command?: string; readonly answersAll: boolean; readonly isHurried?: boolean }
  | { readonly kind: "skip" }
  | { readonly kind: "back"; readonly to: number }
  | { readonly kind: "visit" }
  | { readonly kind: "interrupt" }
  | { readonly kind: "redraw" }
  /** They come back, unless they are at the end. */
  | { readonly kind: "quit"; readonly interrupted: boolean };

export type Saying =
  /** `changed`: steps before were skipped or edited. */
  | { readonly kind: "verdict"; readonly walked: Walked; readonly changed: boolean }
  | { readonly kind: "why"; readonly walked: Walked }
  | { readonly kind: "claims"; readonly step: Step }
  | { readonly kind: "edited"; readonly command: string }
  | { readonly kind: "back"; readonly arrival: Arrival }
  | { readonly kind: "arrived"; readonly arrival: Arrival; readonly at: number }
  | { readonly kind: "end"; readonly walked: readonly Walked[] }
  | { readonly kind: "help"; readonly stays?: boolean | undefined }
  | { readonly kind: "at-beginning" | "not-pasted" | "stays" | "not-edited" | "answers-all" | "answers-shown" };

/** What has happened. */
export type Happening =
  /** `arrival`: how they came to where they go on. */
  | { readonly kind: "begun"; readonly walked: readonly Walked[]; readonly arrival?: Arrival }
  | { readonly kind: "stepped"; readonly walked: Walked; readonly at: number }
  | { readonly kind: "back"; readonly arrival: Arrival; readonly walked: readonly Walked[] }
  /** Also where something could not be done. */
  | { readonly kind: "visited" | "failed" }
  | { readonly kind: "resized"; readonly size: Size };

export type Next = readonly [State, readonly Effect[]];

/** The step that the reader is at; nothing at the end. */
export function stepAt({ steps, at }: State): Step | undefined {
  return steps[at];
}

export const READY: Mode = { kind: "ready" };
/** One step, and no more. */
export const STEP: Until = { kind: "step" };

export function busy(doing: "step" | "back" | "visit"): Mode & { readonly kind: "busy" } {
  return { kind: "busy", doing, until: STEP };
}

/** The next step is run. */
export function run(state: State, until: Until): Next {
  const { answersAll } = state;
  return [
    { ...state, mode: { ...busy("step"), until } },
    [{ kind: "run", answersAll, isHurried: until.kind === "section" }],
  ];
}

export function say(saying: Saying): Effect {
  return { kind: "say", saying };
}
