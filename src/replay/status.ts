import type { Paint } from "../report/paint.ts";
import type { Place } from "../run/place.ts";
import { formatDuration } from "../settings/duration.ts";
import { type State, stepAt } from "./state.ts";

/** What else the line at the bottom tells. */
export interface Now {
  /** Milliseconds since it is busy. */
  readonly elapsed: number;
  /** What is going on, where that is not the step itself: `starting the guest`. */
  readonly what?: string | undefined;
  /** A program waits for what they type. */
  readonly asks: boolean;
  /** Where they were when they left. */
  readonly place?: Place | undefined;
  /** Nobody needs to type. */
  readonly isAuto?: boolean;
}

/** The line at the bottom: where the reader is, and what they may type. As much of it as the columns hold. */
export function statusLine(state: State, now: Now, paint: Paint): string {
  const { mode, size } = state;
  const count = paint.bold(countOf(state));
  if (now.isAuto === true && mode.kind !== "over") return `${count} ${fitting(AUTO, size.columns - 8, paint)}`;
  switch (mode.kind) {
    case "offer":
      return offerLine(state, now, paint);
    case "more":
      return `${count} ${fitting(MORE, size.columns - countOf(state).length - 1, paint)}`;
    case "ready":
      return `${count} ${fitting(keysFor(state), size.columns - countOf(state).length - 1, paint)}`;
    case "busy":
      return busyLine(state, now, paint);
    case "editing":
      return `${count} ${fitting(EDITING, size.columns - countOf(state).length - 1, paint)}`;
    case "over":
      return "";
  }
}

function offerLine({ size, steps, stays }: State, { place }: Now, paint: Paint): string {
  const were = `You were at step ${(place?.steps.length ?? 0) + 1} of ${steps.length}.`;
  return `${were} ${fitting(stays === true ? OFFER_ON : OFFER, size.columns - were.length - 1, paint)}`;
}

function countOf({ at, steps }: State): string {
  return `${Math.min(at + 1, steps.length)}/${steps.length}`;
}

function busyLine(state: State, { elapsed, what, asks }: Now, paint: Paint): string {
  const { mode } = state;
  const doing = mode.kind === "busy" && mode.doing === "step" ? "running" : "going there";
  const stop = mode.kind === "busy" && mode.until.kind === "section" ? ", any key stops after this step" : "";
  const quits = doing === "running" ? "" : ", q quits";
  const keys = asks ? "what you type goes to the program" : `Ctrl-C interrupts${stop}${quits}`;
  const isLate = doing === "running" && !asks && elapsed > (stepAt(state)?.timeout ?? elapsed);
  const late = isLate ? paint.yellow(", longer than the document gives it") : "";
  return `${paint.bold(countOf(state))} ${what ?? doing} ${formatDuration(elapsed)}${late}  ${paint.dim(keys)}`;
}

/** A key, what it does, and that in a word. */
type Help = readonly [key: string, long: string, short: string];

const MORE: readonly Help[] = [
  ["Space", "more", "more"],
  ["q", "quit", "quit"],
];
const OFFER: readonly Help[] = [
  ["Enter", "go on there", "go on"],
  ["f", "from the start", "from start"],
  ["q", "quit", "quit"],
];
/** Where nothing can be run again. */
const OFFER_ON: readonly Help[] = [["Enter", "go on, nothing is run twice", "go on"], ...OFFER.slice(1)];
const AUTO: readonly Help[] = [
  ["Space", "go on by hand", "by hand"],
  ["q", "quit", "quit"],
];
const EDITING: readonly Help[] = [
  ["Enter", "run it", "run"],
  ["Ctrl-J", "new line", "line"],
  ["Esc", "leave it as it is", "leave"],
];
const READY: readonly Help[] = [
  ["Enter", "run", "run"],
  ["s", "skip", "skip"],
  ["b", "back", "back"],
  ["n", "next section", "next"],
  ["e", "edit", "edit"],
  ["w", "why", "why"],
  ["!", "shell", "shell"],
  ["q", "quit", "quit"],
  ["?", "help", "help"],
];
const END: readonly Help[] = [
  ["q", "quit", "quit"],
  ["b", "back", "back"],
  ["w", "why", "why"],
  ["!", "shell", "shell"],
  ["?", "help", "help"],
];

function keysFor({ at, steps, stays }: State): readonly Help[] {
  const keys = at === steps.length ? END : READY;
  return at === 0 || stays === true ? keys.filter(([key]) => key !== "b") : keys;
}

/** The most telling form of keys that fits. */
function fitting(keys: readonly Help[], columns: number, paint: Paint): string {
  const bare = (text: string): string => text;
  const forms: ((key: Help, strong: Paint["bold"]) => string)[] = [
    ([key, long], strong) => inWord(key, long, strong),
    ([key, , short], strong) => inWord(key, short, strong),
    ([key], strong) => strong(key),
  ];
  const separators = ["  ", " ", " "];
  for (const [i, form] of forms.entries()) {
    const plain = keys.map((key) => form(key, bare)).join(separators[i]);
    if (plain.length < columns) return keys.map((key) => form(key, paint.bold)).join(separators[i]);
  }
  return `${paint.bold("?")} help`;
}

/** `[s]kip`, `[Enter] run`. */
function inWord(key: string, word: string, strong: Paint["bold"]): string {
  return word.startsWith(key) ? `${strong(`[${key}]`)}${word.slice(key.length)}` : `${strong(`[${key}]`)} ${word}`;
}
