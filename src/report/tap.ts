import { messageText } from "./messages.ts";
import { flakyText, nameOf, stepNames, stepText, whyFailed } from "./naming.ts";
import type { DocumentReport, Report, StepReport } from "./report.ts";
import { atEnd } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";
import { visible } from "./visible.ts";

/** TAP 14: a test for each document, and in it one for each step. */
export function tapReporter(): Reporter {
  return atEnd(tap);
}

export function tap({ documents }: Report): string {
  const tests = documents.flatMap((document, i) => [
    `# Subtest: ${escape(nameOf(document))}`,
    ...stepTests(document).map((line) => `    ${line}`),
    ...documentTest(document, i + 1),
  ]);
  return ["TAP version 14", `1..${documents.length}`, ...tests].map((line) => `${line}\n`).join("");
}

function documentTest(document: DocumentReport, number: number): string[] {
  const { status, messages } = document;
  const said = messages.filter(({ severity }) => severity === "error").map(messageText);
  const head = `${status === "held" ? "ok" : "not ok"} ${number} - ${escape(nameOf(document))}`;
  const flaky = flakyText(document);
  if (flaky !== undefined) return [head, `# ${flaky}`];
  if (said.length === 0) return [head];
  return [head, ...diagnostic({ message: said.join("\n"), severity: "fail", at: { file: visible(document.path) } })];
}

function stepTests({ steps, path }: DocumentReport): string[] {
  const names = stepNames(steps);
  const tests = steps.flatMap((step, i) => stepTest(step, `${i + 1} - ${escape(names[i] ?? "")}`, path));
  return [`1..${steps.length}${steps.length === 0 ? " # SKIP nothing was run" : ""}`, ...tests];
}

function stepTest(step: StepReport, name: string, path: string): string[] {
  switch (step.status) {
    case "held":
      return [`ok ${name}`];
    case "skipped":
    case "untested":
      return [`ok ${name} # SKIP ${escape([step.status, ...step.notes.map(visible)].join(": "))}`];
    case "failed":
    case "broken": {
      const { line, column } = step.failures[0] ?? step;
      const at = { file: visible(step.path ?? path), line, column };
      const message = step.status === "failed" ? whyFailed(step) : "could not be run";
      return [`not ok ${name}`, ...diagnostic({ message, severity: "fail", at, text: stepText(step) })];
    }
  }
}

/** YAML that is JSON as well, key by key: nothing in it can end the block. */
function diagnostic(values: Readonly<Record<string, unknown>>): string[] {
  const lines = Object.entries(values).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return ["---", ...lines, "..."].map((line) => `  ${line}`);
}

/** TAP 14, "Escaping". */
function escape(text: string): string {
  return text.replaceAll(/[\\#]/g, String.raw`\$&`);
}
