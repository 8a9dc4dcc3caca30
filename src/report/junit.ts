import { messageText } from "./messages.ts";
import { attemptsText, nameOf, stepNames, stepText, whyFailed } from "./naming.ts";
import type { DocumentReport, Report, StepReport } from "./report.ts";
import { atEnd } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";
import { visible } from "./visible.ts";

/** JUnit's XML, as Jenkins and GitLab read it: a suite for each document, a case for each step. */
export function junitReporter(): Reporter {
  return atEnd(junit);
}

export function junit({ documents, summary }: Report): string {
  const suites = documents.map(suiteOf);
  const totals = {
    tests: sum(suites, "tests"),
    failures: sum(suites, "failures"),
    errors: sum(suites, "errors"),
    time: seconds(summary.ms),
  };
  const inner = suites.map(({ xml }) => xml).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "howtrue", ...totals }, `\n${inner}`)}`;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly xml: string;
}

function suiteOf(document: DocumentReport): Suite {
  const classname = nameOf(document);
  const names = stepNames(document.steps);
  const errors = document.messages.filter(({ severity }) => severity === "error");
  const broken = document.steps.filter(({ status }) => status === "broken").length;
  const cases = document.steps.map((step, i) => {
    const time = seconds(step.ms ?? 0);
    return element("testcase", { name: names[i] ?? "", classname, time }, outcomeOf(step));
  });
  // What is wrong with the document as a whole is a case of its own: there may be no step to put it on.
  if (errors.length > 0) {
    const said = errors.map((message) =>
      element("error", { type: message.code, message: visible(message.what) }, text(messageText(message))),
    );
    cases.push(element("testcase", { name: "the document itself", classname, time: "0" }, said.join("")));
  }
  const counts = {
    tests: cases.length,
    failures: document.steps.filter(({ status }) => status === "failed").length,
    errors: broken + (errors.length > 0 ? 1 : 0),
  };
  const skipped = document.steps.filter(({ status }) => status === "skipped" || status === "untested").length;
  const before = document.attempts === undefined ? "" : element("system-out", {}, text(attemptsText(document)));
  const xml = element(
    "testsuite",
    { name: classname, ...counts, skipped, time: seconds(document.ms) },
    `\n${cases.join("")}${before}`,
  );
  return { ...counts, xml };
}

/** In the order that the oldest of the schemas asks for. */
function outcomeOf(step: StepReport): string {
  switch (step.status) {
    case "held":
      return "";
    case "failed":
      return element("failure", { type: step.failures[0]?.kind ?? "", message: whyFailed(step) }, text(stepText(step)));
    case "broken":
      return element("error", { type: "broken", message: step.notes.map(visible).join(", ") }, text(stepText(step)));
    case "skipped":
    case "untested":
      return element("skipped", {}, text([step.status, ...step.notes.map(visible)].join(": ")));
  }
}

function sum(suites: readonly Suite[], key: "tests" | "failures" | "errors"): number {
  return suites.reduce((total, suite) => total + suite[key], 0);
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, inner: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  return `<${name}${written.join("")}${inner === "" ? "/>" : `>${inner}</${name}>`}\n`;
}

/** XML 1.0, 2.2: some characters cannot be written at all, however they are escaped. Controls are visible already. */
function text(value: string): string {
  return value
    .replaceAll(/[\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD")
    .replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}

function attribute(value: string): string {
  return text(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
