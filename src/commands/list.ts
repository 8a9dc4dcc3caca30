import { hasError } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import { read } from "../read.ts";
import { listPlans, plansAsJson } from "../report/list.ts";
import { messageLines } from "../report/messages.ts";
import { makePaint } from "../report/paint.ts";
import { hasColours } from "./colours.ts";
import { readStandardInput } from "./input.ts";
import { type ReadFlags, readOptions } from "./reading.ts";
import type { Streams } from "./writer.ts";

export interface ListFlags extends ReadFlags {
  readonly json?: boolean;
}

/** `howtrue list`: gives the exit status. */
export async function runList(
  paths: readonly string[],
  { json, ...flags }: ListFlags,
  streams: Streams,
): Promise<number> {
  const { readings, messages } = await read(paths, {
    ...readOptions(flags),
    doubtful: true,
    standardInput: () => readStandardInput(),
  });
  const plans = readings.map(({ plan }) => (plan.passed.length === 0 ? plan : withoutNothing(plan)));
  const all = [...messages, ...plans.flatMap((plan) => plan.messages)];
  if (json === true) streams.stdout.write(plansAsJson(plans, messages));
  else {
    const paint = makePaint(hasColours(streams.stderr));
    const said = all.flatMap((message) => messageLines(message, paint));
    streams.stderr.write(said.map((line) => `${line}\n`).join(""));
    streams.stdout.write(listPlans(plans, hasColours(streams.stdout)));
  }
  return hasError(all) ? 2 : 0;
}

/** That there is nothing to verify is said well enough by the list of what may have been meant. */
function withoutNothing(plan: Plan): Plan {
  return { ...plan, messages: plan.messages.filter(({ code }) => code !== "nothing-to-verify") };
}
