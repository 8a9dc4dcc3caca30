import { match } from "../match/align.ts";
import { matchNamed, type Names } from "../match/named.ts";
import type { Match, TestRegex } from "../match/match.ts";
import type { ExitClaim, Step } from "../plan/plan.ts";
import type { Pattern as Regex } from "../settings/pattern.ts";
import type { Beside } from "./beside.ts";
import type { Failure, Observation, Outcome } from "./outcome.ts";
import { hints } from "./hints.ts";
import { withoutNotices } from "./notices.ts";
import { regexTester } from "./regex.ts";

/** Holds what a step did against what the document claims. */
export function judge(step: Step, observation: Observation, beside: Beside = {}): Outcome {
  const { expectation } = step;
  const notes = [...(beside.notes ?? [])];
  if (observation.end === "machine-lost") {
    notes.push(`the machine was lost: ${observation.reason ?? "it ended"}`);
    return { step, status: "broken", observation, failures: [], notes };
  }
  if (observation.end === "stopped") {
    return { step, status: "untested", observation, failures: [], notes: [...notes, "interrupted"] };
  }
  const tester = regexTester();
  const { tooSlow } = tester;
  const { match: found, names } = compare(step, observation, { ...tester, known: beside.past?.names ?? new Map() });
  const { notReady } = beside;
  const failures: Failure[] = notReady === undefined ? [...endFailures(step, observation)] : [notReady];
  const isCutShort = observation.end === "asked" || notReady !== undefined;
  if (found !== undefined && !found.holds && !isCutShort) failures.push({ kind: "output" });
  failures.push(...otherFailures(step, observation, tester));
  if (tooSlow.size > 0) notes.push(`a regular expression took too long and was given up: ${[...tooSlow].join(", ")}`);
  if (found === undefined && failures.length === 0 && !expectation.ignore) notes.push(...unshown(step, observation));
  if (observation.end === "shell-ended" && failures.every(({ kind }) => kind === "output"))
    notes.push("the shell ended here");
  const { gap } = observation.screen;
  if (found !== undefined && gap !== undefined) notes.push(`compared without ${gap.bytes} bytes in the middle of it`);
  if (failures.length > 0) notes.push(...hints(step, observation, { ...beside, match: found }));
  const { channel } = expectation;
  if (channel.kind === "terminal" && channel.stderr === "ignore" && failures.some(({ kind }) => UNHEARD.has(kind)))
    notes.push("its standard error was not shown (stderr=ignore)");
  const status = failures.length === 0 ? "held" : "failed";
  return {
    step,
    status,
    observation,
    ...(found !== undefined && { match: found }),
    ...(names !== undefined && { names }),
    failures,
    notes,
  };
}

/** On a terminal no output shown claims nothing about output, unless it is strict: then it claims that there is none. */
function compare(
  step: Step,
  { screen }: Observation,
  { test, capture, known }: ReturnType<typeof regexTester> & { known: Names },
): { match?: Match; names?: Names } {
  const { output, ignore, strict, channel } = step.expectation;
  if (ignore || (output.length === 0 && channel.kind === "terminal" && !strict)) return {};
  const lines = withoutNotices(step, screen.lines);
  if (output.every(({ pattern }) => pattern.kind !== "named")) return { match: match(output, lines, test) };
  return matchNamed({ expected: output, observed: lines, test, capture }, known);
}

function* endFailures(
  { expectation, timeout, mayEndShell = true }: Step,
  { end, exit, question = "" }: Observation,
): Generator<Failure> {
  const claim = expectation.exit;
  if (end === "running") return;
  if (end === "asked") yield { kind: "asked", question };
  else if (end === "timed-out") yield { kind: "timed-out", after: timeout };
  else if (end === "shell-ended" && !mayEndShell) yield { kind: "shell-ended", exit };
  else if (!isAnnounced(exit, claim)) {
    yield end === "shell-ended" ? { kind: "shell-ended", exit } : { kind: "exit", exit, claimed: inWords(claim) };
  }
}

/** Why these are, a program says there. */
const UNHEARD: ReadonlySet<Failure["kind"]> = new Set([
  "exit",
  "asked",
  "timed-out",
  "not-ready",
  "shell-ended",
] as const);

/** What is claimed beside output and status. */
function* otherFailures(
  { expectation: { forbid, within }, background }: Step,
  { screen, end, ms }: Observation,
  { test, tooSlow }: ReturnType<typeof regexTester>,
): Generator<Failure> {
  const at = forbid === undefined ? -1 : firstHit(forbid, screen.lines, test);
  if (at !== -1) yield { kind: "forbidden", text: screen.lines[at] ?? "" };
  else if (forbid !== undefined && tooSlow.has(forbid.source)) yield { kind: "unsearched" };
  const ended = end === "ended" || end === "shell-ended";
  if (within !== undefined && background === undefined && ended && ms > within)
    yield { kind: "slow", took: ms, within };
}

function firstHit(regex: Regex, lines: readonly string[], test: TestRegex): number {
  for (let from = 0; from < lines.length; from += BLOCK) {
    const at = test(regex, lines.slice(from, from + BLOCK)).indexOf(true);
    if (at !== -1) return from + at;
  }
  return -1;
}

/** Lines tested at a time: much output takes a pattern long that is sound. */
const BLOCK = 1_000;

/** A status that is not known is none that is announced. */
export function isAnnounced(exit: number | undefined, claim: ExitClaim): boolean {
  if (exit === undefined) return false;
  return claim === "any" || (claim === "nonzero" ? exit !== 0 : exit === claim);
}

function inWords(claim: ExitClaim): string {
  if (claim === "nonzero") return "a status other than 0";
  return String(claim);
}

/** What is said of output where none is claimed. */
export function unshown(step: Step, { screen }: Observation): string[] {
  const { gap } = screen;
  const lines = withoutNotices(step, screen.lines);
  if (lines.length === 0) return [];
  const count = lines.length === 1 ? "a line" : gap === undefined ? `${lines.length} lines` : "many lines";
  return [`printed ${count} that the document does not show`];
}
