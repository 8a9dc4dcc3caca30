import type { Format } from "../../src/document/document.ts";
import { formatMessage } from "../../src/message/message.ts";
import type { Plan, Step } from "../../src/plan/plan.ts";
import type { Options } from "../../src/settings/settings.ts";
import { planOf } from "../plan/read.ts";

/** A step as its command, the patterns of its output with their quantifiers, and its status. */
function shownStep({ command, expectation }: Step): (string | number)[] {
  const lines = expectation.output.map(({ pattern, quantifier = "" }) => {
    const text = pattern.kind === "regex" ? pattern.source : pattern.text;
    return `${pattern.kind}${quantifier} ${text}`;
  });
  return [command, ...lines, ...(typeof expectation.exit === "number" ? [expectation.exit] : [])];
}

export async function plan(text: string, format: Format, settings: Options = {}): Promise<Plan> {
  return planOf(text, { machine: "host", ...settings }, format);
}

export async function shown(text: string, format: Format, settings: Options = {}): Promise<(string | number)[][]> {
  return (await plan(text, format, settings)).steps.map(shownStep);
}

export async function messages(text: string, format: Format, settings: Options = {}): Promise<string[]> {
  return (await plan(text, format, settings)).messages.map(formatMessage);
}
