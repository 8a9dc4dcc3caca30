import { error, type Message } from "../message/message.ts";
import type { Plan, Step } from "./plan.ts";

/**
 * Which part of a document somebody wants to know about, by lines of the document itself. A line of a step's output is a
 * line of that step.
 */
export interface Extent {
  /** The steps before this line are run and not compared. */
  readonly from?: number | undefined;
  /** The steps after this line are not run. */
  readonly to?: number | undefined;
  /** A person takes over before the step at this line, or the next one. */
  readonly pause?: number | undefined;
}

export function isLimited({ from, to, pause }: Extent): boolean {
  return from !== undefined || to !== undefined || pause !== undefined;
}

/** The plan with the steps marked that an extent tells apart; what is wrong with its lines is among the messages. */
export function limit(plan: Plan, { from, to, pause }: Extent): Plan {
  const { steps } = plan;
  const messages: Message[] = [];
  const refuse = (option: string, line: number, words: { what: string; hint: string }): void => {
    messages.push(
      error({ path: plan.path, line }, { code: "no-such-step", ...words, what: `${option} ${words.what}` }),
    );
  };
  const own = steps.filter(({ place }) => place.path === plan.path);
  const at = (line: number): Step | undefined => own.find((step) => lastLine(step) >= line);
  const first = from === undefined ? steps[0] : at(from);
  const last = to === undefined ? steps.at(-1) : own.findLast(({ place }) => place.line <= to);
  const paused = pause === undefined ? undefined : at(pause);
  if (steps.length === 0) return plan;
  if (from !== undefined && first === undefined) refuse("--from", from, NONE_AFTER);
  if (to !== undefined && last === undefined) refuse("--to", to, NONE_BEFORE);
  if (pause !== undefined && paused === undefined) refuse("--pause", pause, NONE_AFTER);
  const [begin, end] = [first, last].map((step) => steps.indexOf(step!)) as [number, number];
  if (messages.length === 0 && begin > end)
    refuse("--from", from ?? to!, { ...NOTHING_LEFT, what: `is after --to ${to}` });
  if (messages.length === 0 && paused !== undefined && steps.indexOf(paused) > end)
    refuse("--pause", pause!, { ...NOTHING_LEFT, what: `is after --to ${to}` });
  const mark = (step: Step, i: number): Step => ({
    ...step,
    ...(i < begin && { outside: { runs: true, why: `before --from ${from}: run, not compared` } }),
    ...(i > end && { outside: { runs: false, why: `after --to ${to}` } }),
    ...(step === paused && { pauses: true }),
  });
  return messages.length > 0
    ? { ...plan, messages: [...plan.messages, ...messages] }
    : { ...plan, steps: steps.map(mark) };
}

const HINT = "howtrue list shows each step with its line";
const NONE_AFTER = { what: "names a line after the last step", hint: HINT };
const NONE_BEFORE = { what: "names a line before the first step", hint: HINT };
const NOTHING_LEFT = { hint: "name lines in the order of the document" };

/** Of its command or of the output shown. */
export function lastLine({ place, command, expectation: { output } }: Step): number {
  const ofCommand = place.line + command.split("\n").length - 1;
  return output.reduce((last, { line }) => Math.max(last, line), ofCommand);
}
