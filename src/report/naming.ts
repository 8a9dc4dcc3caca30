import { messageText } from "./messages.ts";
import type { DocumentReport, StepReport } from "./report.ts";
import { visible } from "./visible.ts";

/** A document as reports call it: where it is verified on several suites, each of them is a run of its own. */
export function nameOf({ path, suite }: DocumentReport): string {
  return suite === undefined ? visible(path) : `${visible(path)} (${suite})`;
}

/**
 * Names for a document's steps that stay when lines are put in above them, so that what reads reports can tell how a
 * step has fared over time: its section and its command's first line, and a number where that is not the first.
 */
export function stepNames(steps: readonly StepReport[]): string[] {
  const seen = new Map<string, number>();
  return steps.map(({ section, command }) => {
    const [first = "", ...more] = command.split("\n");
    const name = visible([...section.slice(-1), `${first}${more.length > 0 ? " …" : ""}`].join(": "));
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** That it held, but not at once; undefined where it did, or did not at all. */
export function flakyText({ status, attempts = [] }: DocumentReport): string | undefined {
  if (status !== "held" || attempts.length === 0) return undefined;
  return `flaky: held at attempt ${attempts.length + 1}`;
}

/** What did not hold at the attempts before. */
export function attemptsText({ attempts = [] }: DocumentReport): string {
  return attempts
    .flatMap(({ steps, messages }, i) => [`attempt ${i + 1}:`, ...messages.map(messageText), ...steps.map(stepText)])
    .join("\n");
}

/** Why a step failed, in one line. */
export function whyFailed({ failures }: StepReport): string {
  return failures.map(({ what }) => what).join(", ");
}

/** What people read of a step that did not hold: its claim and what happened instead, or why it could not be run. */
export function stepText({ text, notes }: StepReport): string {
  return (text ?? notes.map(visible)).join("\n");
}
