import { startMachine } from "./machine/start.ts";
import { error, type Message } from "./message/message.ts";
import type { Plan } from "./plan/plan.ts";
import { read, type ReadOptions } from "./read.ts";
import type { DocumentResult, Event } from "./run/outcome.ts";
import { run } from "./run/run.ts";
import type { Policy } from "./run/steps.ts";

export interface VerifyOptions extends ReadOptions {
  readonly policy?: Partial<Policy>;
  /** Names of variables of the environment that documents may type as answers; none unless given. */
  readonly secrets?: readonly string[] | undefined;
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
  const { readings, messages } = await read(paths, options);
  const results: DocumentResult[] = [];
  const broken = (message: Message): void => {
    const { path } = message.place;
    const result: DocumentResult = { path, status: "broken", ms: 0, outcomes: [], passed: [], messages: [message] };
    emit({ kind: "document-end", result });
    results.push(result);
  };
  for (const message of messages) broken(message);
  emit({ kind: "start", documents: readings.length });
  for (const { plan } of readings) {
    if (options.policy?.signal?.aborted === true) broken(error({ path: plan.path }, NOT_BEGUN));
    else results.push(await runPlan(plan, options));
  }
  return results;
}

/** Runs one document on a machine of its own. */
export function runPlan(plan: Plan, options: VerifyOptions): Promise<DocumentResult> {
  const { environment = process.env, secrets = [], onEvent: emit = () => undefined } = options;
  const policy = { ...NEVER_STOPPED, ...options.policy };
  return run(plan, { start: startMachine, environment, secrets, policy, emit });
}

const NEVER_STOPPED: Policy = {
  bail: false,
  keepGoing: false,
  signal: new AbortController().signal,
  force: new AbortController().signal,
};

const NOT_BEGUN = { code: "interrupted", what: "interrupted before it was begun" };
