import type { Step } from "../plan/plan.ts";
import { differenceLines } from "../report/difference.ts";
import { inWords } from "../report/failure.ts";
import type { Paint } from "../report/paint.ts";
import { plural } from "../report/plural.ts";
import { visible } from "../report/visible.ts";
import type { Outcome } from "../run/outcome.ts";
import type { Arrival, Walked } from "../run/walked.ts";
import { formatDuration } from "../settings/duration.ts";
import type { Saying } from "./state.ts";
import { claimLines, whyLines } from "./why.ts";

/** So much of a difference is shown at once. */
const SHORT = 8;

/** What is said to a reader, as lines. */
export function sayingLines(saying: Saying, paint: Paint): string[] {
  switch (saying.kind) {
    case "verdict":
      return verdictLines(saying.walked, saying.changed, paint);
    case "why":
      return whyLines(saying.walked, paint);
    case "claims":
      return claimLines(saying.step, paint);
    case "edited":
      return ["", paint.dim("edited:"), ...saying.command.split("\n").map((line) => paint.bold(visible(line)))];
    case "back":
      return [paint.yellow(`↶ ${backInWords(saying.arrival)}`)];
    case "arrived":
      return arrivedLines(saying, paint);
    case "end":
      return endLines(saying.walked, paint);
    case "help":
      return HELP.filter(([key]) => key !== "b" || saying.stays !== true).map(
        ([key, what]) => `  ${paint.bold(key.padEnd(6))} ${what}`,
      );
    case "at-beginning":
      return [paint.dim("This is the first step: there is nothing to go back to.")];
    case "not-pasted":
      return [paint.dim("What is pasted does nothing here: it is for a command that is edited, with e.")];
    case "stays":
      return [paint.dim(STAYS)];
    case "not-edited":
      return [paint.dim("The command is left as the document has it.")];
    case "answers-all":
      return [paint.dim("What programs ask, you answer from now on; a takes that back.")];
    case "answers-shown":
      return [paint.dim("What programs ask is answered as the document shows it.")];
  }
}

/** The command of a step behind its prompt. */
export function commandLines({ host, user, command }: Pick<Step, "host" | "user" | "command">, paint: Paint): string[] {
  const prompt = `${host ?? ""}${user === "root" ? "#" : "$"}`;
  return command
    .split("\n")
    .map((line, i) =>
      i === 0 ? `${paint.green(prompt)} ${paint.bold(visible(line))}` : paint.bold(`> ${visible(line)}`),
    );
}

/** Whether what the reader saw is what the author saw. */
function verdictLines(walked: Walked, changed: boolean, paint: Paint): string[] {
  const { outcome, way, typed } = walked;
  if (walked.isBefore === true) return [paint.dim("• run before you left")];
  if (outcome === undefined) return [paint.dim("• left running in the background; it is compared in the end")];
  const { status, observation, failures, notes, step } = outcome;
  const time = observation === undefined ? "" : paint.dim(` (${formatDuration(observation.ms)})`);
  const noted = notes.map((note) => paint.dim(`  ${visible(note)}`));
  if (way.kind === "skip") return [paint.yellow("– skipped")];
  if (status === "untested") return [`${paint.yellow("• interrupted")}${time}`, paint.dim(AGAIN)];
  if (status === "broken") return [paint.red("! it could not be run"), ...noted];
  if (status === "skipped") return [paint.yellow("– the document skips it"), ...noted];
  if (way.kind === "edit") return [`${paint.yellow("• edited: not compared")}${exitInWords(outcome)}${time}`];
  if (status === "held") {
    const words = step.expectation.ignore ? "not compared: the document says so" : "as in the document";
    return [`${paint.green(`✓ ${words}`)}${time}`];
  }
  if (typed !== undefined) return [`${paint.yellow("• answered by you: not compared")}${exitInWords(outcome)}${time}`];
  const why = failures
    .map((failure) => (failure.kind === "output" ? "" : inWords(failure)))
    .filter((one) => one !== "");
  const head = `${paint.red(["✗ not what the document shows", ...why].join(": "))}${time}`;
  const difference = failures.some(({ kind }) => kind === "output") ? differenceLines(outcome, paint) : [];
  const short = difference.slice(0, SHORT).map((line) => `  ${line}`);
  const more = difference.length > SHORT ? [paint.dim("  … w shows all of it")] : [];
  return [head, ...short, ...more, ...(changed ? [paint.dim(CHANGED)] : [])];
}

const STAYS = "This machine is your own: what a step did to it stays, and there is no going back.";
const AGAIN = "  Enter runs it again, s goes on without it.";
const CHANGED = "  Steps before this were skipped or edited: that may be why.";

function exitInWords({ observation }: Outcome): string {
  const exit = observation?.exit;
  return exit === undefined || exit === 0 ? "" : ` (exit status ${exit})`;
}

function backInWords({ again, unlike = 0, isNew }: Arrival): string {
  const where = isNew ? "on a new machine" : "the machine is as it was before this step";
  if (again === 0) return `back: ${where}`;
  const otherwise = unlike > 0 ? `, ${unlike} of them with another status than before` : "";
  return `back: ${where}; ${wereRun(again)} again${otherwise}`;
}

function arrivedLines({ arrival, at }: Saying & { kind: "arrived" }, paint: Paint): string[] {
  const { isChanged } = arrival;
  const changed = `The document has changed since: step ${at + 1} is the first that is another one.`;
  const here = paint.yellow(`→ at step ${at + 1}: ${arrivalInWords(arrival)}`);
  return isChanged === true ? [paint.yellow(changed), here] : [here];
}

function arrivalInWords({ again, isNew, before }: Arrival): string {
  if (before?.isCleaned === true) return "nothing was run; the shells are new, and cleanup was run when you left";
  if (before !== undefined) return "nothing was run, and the shells are new";
  if (again === 0) return isNew ? "on a new machine" : "the machine is as you left it";
  return `${wereRun(again)} for that${isNew ? ", on a new machine" : ""}`;
}

function wereRun(count: number): string {
  return `${plural(count, "step")} ${count === 1 ? "was" : "were"} run`;
}

function endLines(walked: readonly Walked[], paint: Paint): string[] {
  const count = (test: (one: Walked) => boolean): number => walked.filter(test).length;
  const failed = count(isNotAsShown);
  const parts = [
    [count(({ outcome, way }) => way.kind === "run" && outcome?.status === "held"), "as in the document"],
    [failed, "not"],
    [count(({ way, isBefore }) => way.kind === "edit" && isBefore !== true), "edited"],
    [count(({ way, outcome }) => way.kind === "skip" || outcome?.status === "skipped"), "skipped"],
    [count(({ isBefore }) => isBefore === true), "run before you left"],
    [count(({ outcome, isBefore }) => outcome === undefined && isBefore !== true), "still running"],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  const mark = failed > 0 ? paint.red("✗") : paint.green("✓");
  return ["", `${mark} The end: ${plural(walked.length, "step")}, ${told.join(", ")}.`];
}

/** It was compared, and is not what the document shows. */
export function isNotAsShown({ way, outcome, typed }: Walked): boolean {
  return way.kind === "run" && outcome?.status === "failed" && typed === undefined;
}

const HELP = [
  ["Enter", "run the step"],
  ["s", "skip it"],
  ["b", "go back to before the last step: the machine goes back, too"],
  ["n", "run to the next section, or to what is not as in the document"],
  ["e", "edit the command before it runs; then it is not compared"],
  ["w", "why: what the document claims of the last step, and what was seen"],
  ["!", "open a shell right here: Ctrl-] or Ctrl-D comes back"],
  ["a", "answer what programs ask yourself, or as the document does"],
  ["q", "quit: the next replay of this document offers to go on here"],
  ["Ctrl-C", "interrupt the step that runs, or quit"],
] as const;
