import type { DocumentResult, Outcome } from "../run/outcome.ts";
import { asJson } from "./as-json.ts";
import { placeOfFailure } from "./failure.ts";
import { messageAsJson } from "./messages.ts";
import { passedAsJson } from "./passed.ts";
import { reasonsOf } from "./reasons.ts";
import { countAll, type Reporter } from "./reporter.ts";

/** One JSON object at the end: the contract for programs. `version` is that of its shape. */
export function jsonReporter(): Reporter {
  return {
    event: () => "",
    end: ({ results, ms }) => {
      const summary = { ...countAll(results), ms: Math.round(ms) };
      const report = { version: 1, documents: results.map(documentOf), summary };
      return asJson(report);
    },
  };
}

function documentOf(result: DocumentResult): object {
  return {
    path: result.path,
    status: result.status,
    ...(result.suite !== undefined && { suite: result.suite }),
    machine: result.machine ?? null,
    ...(result.observed !== undefined && { observed: result.observed.toISOString() }),
    ms: Math.round(result.ms),
    steps: result.outcomes.map((outcome) => stepOf(outcome, result.path)),
    notRun: result.passed.map((one) => passedAsJson(one, result.path)),
    messages: result.messages.map(messageAsJson),
  };
}

function stepOf(outcome: Outcome, path: string): object {
  const { step, status, observation, failures, notes } = outcome;
  return {
    ...(step.place.path !== path && { path: step.place.path }), // of an included file
    line: step.place.line,
    column: step.place.column,
    command: step.command,
    session: step.session,
    ...(step.host !== undefined && { host: step.host }),
    ...(step.background !== undefined && { background: true }),
    status,
    exit: observation?.exit ?? null,
    ms: observation === undefined ? null : Math.round(observation.ms * 10) / 10,
    expected: step.expectation.output.map((line) => line.text),
    observed: observation?.screen.lines ?? [],
    notes,
    failures: failures.map((failure) => {
      const reasons = failure.kind === "output" ? reasonsOf(outcome) : [];
      return { ...failure, ...(reasons.length > 0 && { reasons }), ...placeOfFailure(outcome) };
    }),
  };
}
