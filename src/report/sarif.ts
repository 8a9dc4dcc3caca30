import type { Location, Log, ReportingDescriptor } from "sarif";
import { asJson } from "./as-json.ts";
import { messageText } from "./messages.ts";
import { attemptsText, flakyText, stepText, whyFailed } from "./naming.ts";
import type { DocumentReport, Report } from "./report.ts";
import { atEnd } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";
import { visible } from "./visible.ts";

export interface SarifOptions {
  /** Of howtrue. */
  readonly version: string;
  /** The way from the repository's root to where paths begin, with a slash at its end; empty where that is the same. */
  readonly base: string;
}

/** SARIF 2.1.0, for whoever shows findings on the lines of a repository. */
export function sarifReporter(options: SarifOptions): Reporter {
  return atEnd((report) => sarif(report, options));
}

export function sarif({ documents }: Report, { version, base }: SarifOptions): string {
  const findings = documents.flatMap(findingsOf);
  const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  const results = findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: finding.level,
    message: { text: withoutLinks(finding.text) },
    ...(finding.path !== "-" && { locations: [locationOf(finding, base)] }),
  }));
  const driver = { name: "howtrue", semanticVersion: version, rules: rules.map(ruleOf) };
  const invocation = { executionSuccessful: documents.every(({ status }) => status !== "broken") };
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, invocations: [invocation], columnKind: "utf16CodeUnits", results }],
  };
  return asJson(log);
}

interface Finding {
  readonly rule: string;
  readonly level: "error" | "warning";
  readonly text: string;
  readonly path: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

function findingsOf(document: DocumentReport): Finding[] {
  const { path, suite, steps, messages } = document;
  const on = suite === undefined ? "" : ` (${suite})`;
  const said = messages.map(({ code, severity, ...message }): Finding => {
    const text = messageText({ code, severity, ...message });
    return { rule: code, level: severity, text, path: message.path, line: message.line, column: message.column };
  });
  const failed = steps
    .filter(({ status }) => status === "failed" || status === "broken")
    .map((step): Finding => {
      const [failure] = step.failures;
      const why = step.status === "failed" ? `${whyFailed(step)}${on}` : `could not be run${on}`;
      const { line, column } = failure ?? step;
      const text = `${why}\n${stepText(step)}`;
      return { rule: failure?.kind ?? "broken", level: "error", text, path: step.path ?? path, line, column };
    });
  const flaky = flakyText(document);
  if (flaky === undefined) return [...said, ...failed];
  const text = `${flaky}${on}\n${attemptsText(document)}`;
  const [first] = document.attempts?.flatMap((attempt) => attempt.steps) ?? [];
  const unsteady: Finding = {
    rule: "flaky",
    level: "warning",
    text,
    path: first?.path ?? path,
    line: first?.line,
    column: first?.column,
  };
  return [...said, ...failed, unsteady];
}

function locationOf({ path, line, column }: Finding, base: string): Location {
  const isAbsolute = path.startsWith("/");
  const whole = isAbsolute ? path : base + path.replace(/^(\.\/)+/, "");
  const parts = whole.replaceAll(/\p{Surrogate}/gu, "\uFFFD").split("/");
  const uri = parts.map(encodeURIComponent).join("/");
  const artifactLocation = isAbsolute ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
  const region = line !== undefined && {
    region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
  };
  return { physicalLocation: { artifactLocation, ...region } };
}

function ruleOf(id: string): ReportingDescriptor {
  const text = RULES[id] ?? `howtrue says ${visible(id)} of a document`;
  return { id, shortDescription: { text } };
}

/** Those of steps; the others are the codes of messages. */
const RULES: Readonly<Record<string, string>> = {
  output: "the output is not what the document shows",
  exit: "the exit status is not what the document says",
  forbidden: "the output holds what the document forbids",
  unsearched: "what is forbidden could not be looked for to the end",
  slow: "a command took longer than the document says",
  asked: "a command asks what the document does not answer",
  "timed-out": "a command did not end in time",
  "not-ready": "what runs in the background was not ready",
  "shell-ended": "the shell ended",
  flaky: "a document held only when it was run once more",
  broken: "a command could not be run",
};

/** SARIF 3.11.6: `[text](destination)` in a message is a link; there is none of ours. */
function withoutLinks(text: string): string {
  return text.replaceAll(/[\\[\]]/g, String.raw`\$&`);
}
