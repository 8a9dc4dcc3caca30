import { parse } from "./document/parse.ts";
import { startMachine } from "./machine/start.ts";
import { error, type Message } from "./message/message.ts";
import { makePlan } from "./plan/make.ts";
import type { Plan } from "./plan/plan.ts";
import type { DocumentResult, Event } from "./run/outcome.ts";
import { run } from "./run/run.ts";
import type { Policy } from "./run/steps.ts";
import { DEFAULTS, type Options } from "./settings/settings.ts";
import { type FindOptions, findDocuments, type Found } from "./source/find.ts";
import { type Config, Projects } from "./source/project.ts";

export interface VerifyOptions extends FindOptions {
  /** Above what the documents and their projects say. */
  readonly settings?: Options | undefined;
  /** A file with the project's settings; false: none. Unless given, the nearest one above each document. */
  readonly config?: Config;
  readonly policy?: Partial<Policy>;
  /** `process.env` unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Hears what happens as it happens. */
  readonly onEvent?: (event: Event) => void;
}

/**
 * Verifies documents, one after the other and each on a machine of its own: source text → Document → Plan → Machine →
 * Observation → Match → Outcome. What is wrong with one of them is among its messages and does not stop the others.
 */
export async function verify(paths: readonly string[], options: VerifyOptions = {}): Promise<DocumentResult[]> {
  const emit = options.onEvent ?? (() => undefined);
  const policy = { ...NEVER_STOPPED, ...options.policy };
  const { found, messages } = await findDocuments(paths, options);
  const broken = messages.map(brokenResult);
  for (const result of broken) emit({ kind: "document-end", result });

  const plans: Plan[] = [];
  const projects = new Projects(options.config);
  for (const document of found) plans.push(await planOf(document, options.settings, projects));
  const { worth, idle } = sort(found, plans, projects);
  for (const result of idle) emit({ kind: "document-end", result });

  const results: DocumentResult[] = [];
  const context = { start: startMachine, environment: options.environment ?? process.env, policy, emit };
  emit({ kind: "start", documents: worth.length });
  for (const plan of worth) {
    if (policy.signal.aborted) {
      const result = brokenResult(error({ path: plan.path }, NOT_BEGUN));
      emit({ kind: "document-end", result });
      results.push(result);
    } else results.push(await run(plan, context));
  }
  return [...broken, ...idle, ...results];
}

const NEVER_STOPPED: Policy = {
  bail: false,
  keepGoing: false,
  signal: new AbortController().signal,
  force: new AbortController().signal,
};

async function planOf({ path, format, read }: Found, settings: Options = {}, projects: Projects): Promise<Plan> {
  const source = await read();
  if ("text" in source) {
    return makePlan(await parse(source.text, { path, format }), settings, await projects.of(path));
  }
  return { path, settings: DEFAULTS, steps: [], messages: [source.message] };
}

/** Of a folder, only documents with a shell session are wanted; that it has none at all is a fault again. */
function sort(
  found: readonly Found[],
  plans: readonly Plan[],
  projects: Projects,
): { worth: Plan[]; idle: DocumentResult[] } {
  const worth = plans.filter((plan, i) => found[i]?.within === undefined || !isOnlyProse(plan, projects));
  const folders = new Set(found.map(({ within }) => within).filter((within) => within !== undefined));
  for (const [i, { within }] of found.entries()) {
    if (within !== undefined && worth.includes(plans[i]!)) folders.delete(within);
  }
  return { worth, idle: [...folders].map((path) => brokenResult(error({ path }, NOTHING_BELOW))) };
}

const NOT_BEGUN = { code: "interrupted", what: "interrupted before it was begun" };

const NOTHING_BELOW = {
  code: "nothing-to-verify",
  what: "no document below this folder has a shell session",
  hint: 'a code block is one when its first line begins with a prompt, such as "$ "',
};

/** What is wrong with the project's settings is no matter of a document that has nothing to be run. */
function isOnlyProse({ messages }: Plan, projects: Projects): boolean {
  const errors = messages.filter((message) => message.severity === "error" && !projects.haveSaid(message));
  return errors.length > 0 && errors.every(({ code }) => code === "nothing-to-verify");
}

function brokenResult(message: Message): DocumentResult {
  return { path: message.place.path, status: "broken", ms: 0, outcomes: [], messages: [message] };
}
