import type { Failure, Outcome } from "../run/outcome.ts";
import { formatDuration } from "../settings/duration.ts";
import { differenceLines } from "./difference.ts";
import type { Style } from "../terminal/shown.ts";
import type { Paint } from "./paint.ts";
import { reasonsOf } from "./reasons.ts";
import { fit, visible } from "./visible.ts";

/** Where a failed step's claim does not hold: the first expected line that differs, else the command. */
export function placeOfFailure({ step, match, failures }: Outcome): { line: number; column: number } {
  const { line, column } = step.place;
  if (failures[0]?.kind !== "output" || match === undefined) return { line, column };
  const rows = match.rows;
  const first = rows.findIndex(({ kind }) => kind === "missing" || kind === "extra");
  const missing = rows.slice(first).find(({ kind }) => kind === "missing" || kind === "same" || kind === "any");
  const at = missing !== undefined && "expected" in missing ? missing.expected : rows.length;
  const expected = step.expectation.output[at] ?? step.expectation.output.at(-1);
  if (expected === undefined) return { line, column };
  const within = match.differs?.expected === at ? match.differs.at : 0;
  return { line: expected.line, column: expected.column + within };
}

/** A failed step as a paragraph: where, why, the command, and what was expected against what was observed. */
export function failureLines(outcome: Outcome, path: string, paint: Paint): string[] {
  const { step, failures } = outcome;
  const notes = [...(failures.some(({ kind }) => kind === "output") ? reasonsOf(outcome) : []), ...outcome.notes];
  const { line, column } = placeOfFailure(outcome);
  const head = `${paint.bold(`${visible(path)}:${line}:${column}:`)} ${paint.red(failures.map(inWords).join(", and "))}`;
  const prompt = `${step.host ?? ""}${step.user === "root" ? "#" : "$"}`;
  const command = step.command.split("\n").map((text, i) => `  ${i === 0 ? prompt : ">"} ${visible(text)}`);
  const output = failures.some(({ kind }) => kind === "output")
    ? differenceLines(outcome, paint)
    : printed(outcome, paint);
  if (failures[0]?.kind === "asked" && failures[0].question !== "") notes.push(ANSWER);
  if (output.length === 0 && failures[0]?.kind === "exit") notes.unshift("it printed nothing");
  return [head, ...command, ...output.map((text) => `  ${text}`), ...notes.map((note) => `  (${visible(note)})`)];
}

const ANSWER = "the document does not answer it: show the question with the answer behind it, as the terminal would";

/** Of what a step printed, the head and the tail. */
const HEAD = 10;
const TAIL = 20;

function printed({ observation }: Outcome, paint: Paint): readonly string[] {
  const { lines: texts = [], styles = [] } = observation?.screen ?? {};
  const lines = texts.map((text, i) => painted(text, styles[i] ?? [], paint));
  if (lines.length <= HEAD + TAIL) return lines;
  return [...lines.slice(0, HEAD), `… ${lines.length - HEAD - TAIL} more lines …`, ...lines.slice(-TAIL)];
}

/** A line as it looked, where it is not too long for that. */
function painted(text: string, styles: readonly Style[], paint: Paint): string {
  if (styles.length === 0 || fit(text) !== visible(text)) return fit(text);
  let at = 0;
  const parts = styles.map(({ from, to, sgr }) => {
    const before = visible(text.slice(at, from));
    at = to;
    return before + paint.sgr(sgr, visible(text.slice(from, to)));
  });
  return parts.join("") + visible(text.slice(at));
}

/** Both in one unit where they would read the same. */
function tookTooLong({ took, within }: Failure & { kind: "slow" }): string {
  const [is, most] = [took, within].map((ms) => formatDuration(ms).replace(".0 s", " s"));
  return `took ${is === most ? `${Math.ceil(took)} ms` : is}, expected at most ${most}`;
}

function notReady({ until, why, after, exit }: Failure & { kind: "not-ready" }): string {
  switch (why) {
    case "ended":
      return `it ended with exit status ${exit ?? "unknown"} before it was ready: until=${visible(until)}`;
    case "late":
      return `not ready after ${formatDuration(after)}: until=${visible(until)}`;
    case "unsearched":
      return `whether it is ready cannot be told, the regular expression takes too long: until=${visible(until)}`;
  }
}

/** One failure, to be read behind its place. */
export function inWords(failure: Failure): string {
  switch (failure.kind) {
    case "output":
      return "the output is not what the document shows";
    case "exit":
      return `exit status ${failure.exit ?? "unknown"}, expected ${failure.claimed}`;
    case "forbidden":
      return `the output holds what is forbidden: ${fit(failure.text)}`;
    case "unsearched":
      return "what is forbidden was not looked for to the end: its regular expression takes too long";
    case "slow":
      return tookTooLong(failure);
    case "asked":
      return failure.question === ""
        ? "it waits for input that the document does not give"
        : `it asks: ${visible(failure.question.trimEnd())}`;
    case "timed-out":
      return `no end after ${formatDuration(failure.after)}: interrupted`;
    case "not-ready":
      return notReady(failure);
    case "shell-ended":
      return failure.exit === undefined
        ? "the shell ended before it ran this"
        : `the shell ended with status ${failure.exit}`;
  }
}
