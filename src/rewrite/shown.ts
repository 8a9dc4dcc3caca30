import type { Block } from "../document/document.ts";
import type { Step } from "../plan/plan.ts";

/** Indices of the first and the last line of the output; behind a command of scrut's there is nothing else. */
export function shownIn(
  { expectation: { output, channel } }: Step,
  { start, lines }: Block,
  to: number,
): [number, number] {
  if (channel.kind === "pipe" && channel.rules === "scrut") return [to, lines.length - 1];
  const shown = output.map(({ line }) => line - start);
  return [shown[0] ?? to, shown.at(-1) ?? to - 1];
}

/** scrut's way to announce a status; in cram it is a line of the output already. */
export function statusLine({ expectation: { channel, exit } }: Step, observed: number | undefined): string[] {
  const status = observed ?? exit;
  const shown = channel.kind === "pipe" && channel.rules === "scrut" && typeof status === "number" && status !== 0;
  return shown ? [`[${status}]`] : [];
}

/** Whether a step of the document's own text stands in a block. */
export function isIn({ place }: Step, { origin, start, lines }: Block): boolean {
  return origin === undefined && place.line >= start && place.line < start + lines.length;
}

/** All that the document says of a step, but where; of one that is to change without its output and its status. */
export function saidOf({ expectation, ...step }: Step, changes: boolean): string {
  const { output, exit, ...claims } = expectation;
  const shown = changes ? undefined : { exit, output: output.map(({ text, pattern }) => [text, pattern]) };
  const env = { ...step.env, SCRUT_TEST: undefined }; // where it stands
  return JSON.stringify({ ...step, env, place: undefined, command: step.command.trimEnd(), claims, shown });
}
