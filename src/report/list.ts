import type { Message, Place } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { formatReadiness } from "../settings/claims.ts";
import { formatCondition } from "../settings/condition.ts";
import { spellDuration } from "../settings/duration.ts";
import { asJson } from "./as-json.ts";
import { messageAsJson } from "./messages.ts";
import { makePaint, type Paint } from "./paint.ts";
import { passedAsJson, QUESTIONS } from "./passed.ts";
import { plural } from "./plural.ts";
import { visible } from "./visible.ts";

/** What would be run, for people: each document's steps by section, and the blocks that are passed over. */
export function listPlans(plans: readonly Plan[], colours: boolean): string {
  const paint = makePaint(colours);
  const documents = plans.filter(({ steps, passed }) => steps.length + passed.length > 0);
  const lines = documents.flatMap((plan) => [...documentLines(plan, paint), ""]);
  const steps = plans.flatMap((plan) => plan.steps).length;
  const passed = plans.flatMap((plan) => plan.passed).length;
  const not = passed === 0 ? "" : `; ${plural(passed, "block")} not run`;
  return [...lines, `${plural(steps, "step")} in ${plural(plans.length, "document")}${not}`, ""].join("\n");
}

const TITLES_BETWEEN = " › ";

function documentLines({ path, steps, passed, settings }: Plan, paint: Paint): string[] {
  const width = String(Math.max(0, ...[...steps, ...passed].map(({ place }) => place.line))).length;
  const row = (line: number, text: string): string => `  ${paint.dim(String(line).padStart(width))}  ${text}`;
  const file = ({ place }: { place: Place }): string =>
    place.path === path ? "" : paint.dim(`  ${visible(place.path)}`); // of an included file
  const lines = [paint.bold(visible(path))];
  let section = "";
  for (const step of steps) {
    const titles = step.section.map(visible).join(TITLES_BETWEEN);
    if (titles !== section) lines.push(`  ${titles}`);
    section = titles;
    lines.push(row(step.place.line, `${stepText(step, settings.timeout, paint)}${file(step)}`));
  }
  if (passed.length > 0) lines.push(paint.yellow("  not run:"));
  for (const one of passed) {
    const top = one.block.text.trimStart().split("\n")[0] ?? "";
    lines.push(row(one.place.line, `${visible(top)}${paint.yellow(`  (${QUESTIONS[one.doubt]})`)}${file(one)}`));
  }
  return lines;
}

function stepText(step: Step, timeout: number, paint: Paint): string {
  const [first = "", ...more] = step.command.split("\n");
  const sign = step.user === "root" ? "#" : "$";
  const rest = more.length === 0 ? "" : paint.dim(` … (${plural(more.length, "more line")})`);
  const claims = claimsOf(step, timeout);
  return `${step.host ?? ""}${sign} ${visible(first)}${rest}${claims.length === 0 ? "" : paint.dim(`  (${claims.join(", ")})`)}`;
}

/** In the dialect's own words. */
function claimsOf({ expectation, skip, cleanup, named, session, answer, ...step }: Step, timeout: number): string[] {
  const { output, exit, ignore, strict, channel } = expectation;
  const dialect = channel.kind === "pipe" && channel.rules; // it has one session, and in cram the status is shown
  return [
    skip && "skip",
    output.length > 0 && !ignore && plural(output.length, "line"),
    ignore && "ignore",
    strict && "strict",
    channel.kind === "terminal" && channel.stderr === "ignore" && "stderr=ignore",
    exit !== 0 && dialect !== "cram" && `exit=${exit}`,
    cleanup && "cleanup",
    step.condition !== undefined && `if=${formatCondition(step.condition)}`,
    step.background !== undefined && "background",
    step.background?.until !== undefined && `until=${visible(formatReadiness(step.background.until))}`,
    named && dialect === false && `session=${session}`,
    answer !== undefined && ("text" in answer ? `answer=${visible(answer.text)}` : `secret=${answer.secret}`),
    step.timeout !== timeout && `timeout=${spellDuration(step.timeout)}`,
  ].filter((claim) => claim !== false);
}

/** The same for programs: one JSON object. `version` is that of its shape. */
export function plansAsJson(plans: readonly Plan[], messages: readonly Message[]): string {
  const documents = plans.map(({ path, steps, passed, messages: said }) => ({
    path,
    steps: steps.map((step) => stepOf(step, path)),
    notRun: passed.map((one) => passedAsJson(one, path)),
    messages: said.map(messageAsJson),
  }));
  const steps = plans.flatMap((plan) => plan.steps).length;
  const notRun = plans.flatMap((plan) => plan.passed).length;
  const summary = { documents: plans.length, steps, notRun };
  return asJson({ version: 1, documents, messages: messages.map(messageAsJson), summary });
}

function stepOf({ place, expectation, ...step }: Step, path: string): object {
  const { section, session, user, host, command, skip, cleanup, timeout, answer, condition, background } = step;
  const { output, exit, ignore, strict, channel } = expectation;
  const { line, column } = place;
  const typed = answer === undefined ? {} : "text" in answer ? { answer: answer.text } : answer;
  const { until } = background ?? {};
  const claims = {
    ...{ output: output.map(({ text }) => text), exit, ignore, strict, skip, cleanup, timeout, ...typed },
    ...(channel.kind === "terminal" && channel.stderr === "ignore" && { stderr: "ignore" }),
    ...(condition !== undefined && { if: formatCondition(condition) }),
    ...(background !== undefined && { background: true }),
    ...(until !== undefined && { until: formatReadiness(until) }),
  };
  const file = place.path === path ? {} : { path: place.path }; // of an included file
  return { ...file, line, column, section, session, ...(host !== undefined && { host }), user, command, claims };
}
