import type { Document, Format } from "../../src/document/document.ts";
import { parse } from "../../src/document/parse.ts";
import { formatMessage } from "../../src/message/message.ts";
import { makePlan } from "../../src/plan/make.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { Options } from "../../src/settings/settings.ts";

/** A document's text, read; Markdown unless said otherwise. */
export function read(text: string, format: Format = "markdown"): Promise<Document> {
  return parse(text, { path: "a.md", format });
}

/** A document's text as a plan. */
export async function planOf(text: string, commandLine: Options = {}, format: Format = "markdown"): Promise<Plan> {
  return makePlan(await read(text, format), commandLine);
}

/** What is said about a document, as people see it. */
export async function said(text: string, commandLine: Options = {}, format: Format = "markdown"): Promise<string[]> {
  return (await planOf(text, commandLine, format)).messages.map(formatMessage);
}

/** Lines as a fenced block. */
export function fence(info: string, ...lines: string[]): string {
  return ["```" + info, ...lines, "```", ""].join("\n");
}

/** Each step as its prompt's sign, its command, and the output shown. */
export async function steps(text: string, format: Format = "markdown"): Promise<[string, ...string[]][]> {
  const plan = await planOf(text, {}, format);
  return plan.steps.map(({ user, command, expectation }) => [
    `${user === "root" ? "#" : "$"} ${command}`,
    ...expectation.output.map((line) => line.text),
  ]);
}
