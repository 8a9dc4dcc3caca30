import { compareLine } from "../match/spans.ts";
import type { Step } from "../plan/plan.ts";
import { failureLines } from "../report/failure.ts";
import { fit } from "../report/visible.ts";
import type { Paint } from "../report/paint.ts";
import { plural } from "../report/plural.ts";
import { visible } from "../report/visible.ts";
import type { Outcome } from "../run/outcome.ts";
import type { Walked } from "../run/walked.ts";
import { formatDuration } from "../settings/duration.ts";
import { formatPattern } from "../settings/pattern.ts";

/** Of what a `...` stood for, so many lines are told, and of all together so many. */
const MOST_OPEN = 12;

/** All about a step that is over: what the document claims, what was seen, and how the two differ. */
export function whyLines({ step, way, outcome, typed, isBefore }: Walked, paint: Paint): string[] {
  const claims = claimLines(step, paint);
  if (way.kind === "skip") return [...claims, paint.yellow("You skipped it.")];
  if (isBefore === true) return [...claims, "It was run before you left."];
  if (outcome === undefined) return [...claims, "It is still running, and compared in the end."];
  const { status, observation, notes } = outcome;
  const changed = [
    ...(way.kind === "edit" ? [`You ran another command: ${visible(way.command.split("\n")[0]!)}`] : []),
    ...(typed !== undefined ? ["You answered what it asked."] : []),
  ];
  if (status === "failed") return [...claims, ...changed, ...failureLines(outcome, step.place.path, paint)];
  const seen =
    observation === undefined
      ? []
      : [`Here it ended with status ${observation.exit ?? "unknown"}, after ${formatDuration(observation.ms)}.`];
  return [...claims, ...changed, ...seen, ...openLines(outcome, paint), ...notes.map((note) => `(${visible(note)})`)];
}

/** What the document claims about a step. */
export function claimLines({ place, expectation, section, skip, background }: Step, paint: Paint): string[] {
  const { output, exit, ignore, strict, forbid, within } = expectation;
  const open = output.filter(({ text, pattern }) => pattern.kind !== "exact" && text.includes("...")).length;
  const shown =
    output.length === 0
      ? `It shows no output: ${strict ? "there is to be none" : "any will do"}`
      : `It shows ${plural(output.length, "line")} of output${open > 0 ? `, ${open} of them left open with ...` : ""}`;
  const claims = [
    ignore ? "The document wants nothing of it compared" : shown,
    exit === "any" ? "any exit status will do" : `the exit status is to be ${exit === "nonzero" ? "not 0" : exit}`,
    ...(within === undefined ? [] : [`it is to take ${formatDuration(within)} at most`]),
    ...(forbid === undefined ? [] : [`nothing of it is to match ${visible(formatPattern(forbid))}`]),
    ...(background === undefined ? [] : ["it is left running"]),
    ...(skip ? ["and it is not to be run"] : []),
  ];
  const where = [`${visible(place.path)}:${place.line}`, ...section.slice(-1).map(visible)].join(", ");
  return [paint.bold(where), `${claims.join("; ")}.`];
}

/** What stood where the document leaves it open. */
function openLines({ match, step, observation }: Outcome, paint: Paint): string[] {
  const told: string[] = [];
  const lines = observation?.screen.lines ?? [];
  for (const row of match?.rows ?? []) {
    if (!("expected" in row)) continue;
    const expected = step.expectation.output[row.expected];
    if (expected === undefined) continue;
    const head = `line ${expected.line}: ${fit(expected.text.trim())}`;
    if (row.kind === "any")
      told.push(head, ...lines.slice(row.from, row.to).map((line) => paint.dim(`  : ${fit(line)}`)));
    if (row.kind === "same" && expected.text.includes("...")) {
      const spans = compareLine(expected, lines[row.observed] ?? "")?.observed ?? [];
      const open = spans.filter(({ kind }) => kind === "any").map(({ text }) => fit(text.trim()));
      if (open.length > 0) told.push(head, paint.dim(`  : ${open.join(" … ")}`));
    }
  }
  const left = told.length - MOST_OPEN;
  return left > 0 ? [...told.slice(0, MOST_OPEN), paint.dim(`… ${left} more lines …`)] : told;
}
