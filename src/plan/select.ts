import { error } from "../message/message.ts";
import { lastLine } from "./extent.ts";
import type { Plan, Step } from "./plan.ts";

/** Which steps somebody wants to know about. */
export type Wanted = (step: Step) => boolean;

/**
 * The plan with all marked that nobody asked about: what comes before a wanted step is run, for that step needs it, and not
 * compared; what comes after the last one is not run. Undefined where no step is wanted.
 * @param why reads on from "run for", "after": `line 40`
 */
export function select(plan: Plan, isWanted: Wanted, why: string): Plan | undefined {
  const wanted = plan.steps.map(isWanted);
  const last = wanted.lastIndexOf(true);
  if (last === -1) return undefined;
  const mark = (step: Step, i: number): Step => {
    if (wanted[i] === true || step.outside?.runs === false) return step;
    const outside =
      i < last ? { runs: true, why: `run for ${why}, not compared` } : { runs: false, why: `after ${why}` };
    return { ...step, outside };
  };
  return { ...plan, steps: plan.steps.map(mark) };
}

/**
 * The steps at some lines of a document: the one whose command or output a line belongs to; of a heading or prose those
 * that follow it in its section. A plan that has none has a message.
 */
export function selectLines(plan: Plan, lines: readonly number[]): Plan {
  if (plan.steps.length === 0) return plan;
  const wanted = new Set<Step>();
  for (const line of lines) {
    const found = stepsAt(plan, line);
    if (found.length === 0) {
      const what = `there is no step at line ${line}, and none after it`;
      const said = error({ path: plan.path, line }, { code: "no-such-step", what, hint: HINT });
      return { ...plan, messages: [...plan.messages, said] };
    }
    for (const step of found) wanted.add(step);
  }
  const why = `${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}`;
  return select(plan, (step) => wanted.has(step), why) ?? plan;
}

const HINT = "howtrue list shows each step with its line";

function stepsAt({ steps, path }: Plan, line: number): Step[] {
  const own = steps.filter(({ place }) => place.path === path);
  const next = own.findIndex((step) => lastLine(step) >= line);
  const first = own[next];
  if (first === undefined) return [];
  if (first.place.line <= line) return [first];
  const section = first.section.join("\0");
  const after = own.slice(next);
  const end = after.findIndex((step) => step.section.join("\0") !== section);
  return end === -1 ? after : after.slice(0, end);
}

/** Whether a step's command or the title of one of its sections matches. */
export function matching(pattern: RegExp): Wanted {
  return ({ command, section }) => [command, ...section].some((text) => pattern.test(text));
}
