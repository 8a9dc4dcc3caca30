import { formatDuration } from "../settings/duration.ts";
import { messageText } from "./messages.ts";
import { attemptsText, flakyText, nameOf, stepText, whyFailed } from "./naming.ts";
import { plural } from "./plural.ts";
import type { DocumentReport, Report } from "./report.ts";
import { atEnd } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";
import { visible } from "./visible.ts";

/** For GitHub's runner: an annotation for each line that does not hold. `base` as with SARIF. */
export function githubReporter(base: string): Reporter {
  return atEnd((report) => githubCommands(report, base));
}

export function githubCommands({ documents }: Report, base: string): string {
  return documents.flatMap((document) => annotationsOf(document, base)).join("");
}

/** Put around what documents print: no line of it is a command to the runner then. `token`: what nobody can guess. */
export function withoutCommands(token: string): { readonly before: string; readonly after: string } {
  return { before: `::stop-commands::${token}\n`, after: `::${token}::\n` };
}

function annotationsOf(document: DocumentReport, base: string): string[] {
  const { path, steps, messages } = document;
  const on = document.suite === undefined ? "" : ` (${document.suite})`;
  const said = messages.map((message) =>
    command(
      message.severity,
      { ...placeOf(message.path, message, base), title: `howtrue: ${message.code}` },
      messageText(message),
    ),
  );
  const failed = steps
    .filter(({ status }) => status === "failed" || status === "broken")
    .map((step) => {
      const why = step.status === "failed" ? whyFailed(step) : "could not be run";
      const place = placeOf(step.path ?? path, step.failures[0] ?? step, base);
      return command("error", { ...place, title: `${why}${on}` }, stepText(step));
    });
  const flaky = flakyText(document);
  const [first] = document.attempts?.flatMap((attempt) => attempt.steps) ?? [];
  const place = placeOf(first?.path ?? path, first ?? {}, base);
  const unsteady =
    flaky === undefined ? [] : [command("warning", { ...place, title: `${flaky}${on}` }, attemptsText(document))];
  return [...said, ...failed, ...unsteady];
}

function placeOf(
  path: string,
  { line, column }: { readonly line?: number; readonly column?: number },
  base: string,
): Record<string, string | number> {
  if (path === "-") return {};
  const file = path.startsWith("/") ? path : base + path.replace(/^(\.\/)+/, "");
  return { file, ...(line !== undefined && { line }), ...(column !== undefined && { col: column }) };
}

function command(
  name: "error" | "warning",
  properties: Readonly<Record<string, string | number>>,
  data: string,
): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(visible(String(value)))}`);
  return `::${name} ${written.join(",")}::${escape(data)}\n`;
}

function escape(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return escape(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** GitHub takes 1 MiB of a step's summary, and all or nothing of it. */
const MOST_CHARACTERS = 250_000;

/** For $GITHUB_STEP_SUMMARY, in Markdown: a table of documents, and what does not hold. */
export function githubSummary({ documents, summary }: Report): string {
  const { held, failed, broken, ms } = summary;
  const head = `### howtrue: ${plural(documents.length, "document")}: ${held} held, ${failed} failed, ${broken} could not be run in ${formatDuration(ms)}\n`;
  const rows = documents.map((document) => {
    const heldSteps = document.steps.filter(({ status }) => status === "held").length;
    return `| ${code(nameOf(document))} | ${flakyText(document) ?? STATUS[document.status]} | ${heldSteps} of ${document.steps.length} | ${formatDuration(document.ms)} |\n`;
  });
  const table = `\n| document | | steps held | time |\n| --- | --- | --- | --- |\n${rows.join("")}`;
  return cut([head, ...(rows.length > 0 ? [table] : []), ...documents.flatMap(failuresOf)]);
}

const STATUS = { held: "✓ held", failed: "✗ failed", broken: "! could not be run" };

function failuresOf({ steps, messages }: DocumentReport): string[] {
  const said = messages.filter(({ severity }) => severity === "error").map(messageText);
  const failed = steps.filter(({ status }) => status === "failed" || status === "broken").map(stepText);
  return [...said, ...failed].map(fence);
}

function cut(parts: readonly string[]): string {
  let length = 0;
  const most = parts.findIndex((part) => (length += part.length) > MOST_CHARACTERS);
  if (most === -1) return parts.join("");
  return `${parts.slice(0, most).join("")}\nThe rest is left out: see the log.\n`;
}

/** A code block that nothing in the text can end. */
function fence(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const marks = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `\n${marks}text\n${text}\n${marks}\n`;
}

/** Inline code in a table, in which nothing of the text means anything to Markdown, HTML or GitHub. */
function code(text: string): string {
  return `<code>${text.replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`)}</code>`;
}
