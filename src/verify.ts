import { setMaxListeners } from "node:events";
import { join } from "node:path";
import { defaultJobs } from "./machine/jobs.ts";
import { startMachine } from "./machine/start.ts";
import { error, type Message } from "./message/message.ts";
import type { Plan } from "./plan/plan.ts";
import { type Chosen, type Planned, type PlanOptions, readPlans } from "./plans.ts";
import type { DocumentResult, Event, Outcome } from "./run/outcome.ts";
import { runOften } from "./run/retries.ts";
import type { Collecting } from "./run/collect.ts";
import { type Cache, run } from "./run/run.ts";
import { InTurn, sideBySide } from "./run/side-by-side.ts";
import type { Policy } from "./run/steps.ts";
import { keepCollected } from "./source/collected.ts";
import type { Suite } from "./settings/settings.ts";

export interface VerifyOptions extends PlanOptions {
  readonly policy?: Partial<Policy>;
  /** Names of variables of the environment that documents may type as answers; none unless given. */
  readonly secrets?: readonly string[] | undefined;
  /** `process.env` unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Whether guests go on from what earlier runs of a document have kept where its commands are the same: `use`, `renew`
   * (run all, and keep that) or, unless given, `off`.
   */
  readonly cache?: Cache | undefined;
  /** Files and folders of each document's machine that are copied into a folder when its last step has run. */
  readonly collect?: { readonly names: readonly string[]; readonly into: string } | undefined;
  /** Wanted is also what can be shown again of each step, and what the machine has: for who publishes. */
  readonly films?: boolean;
  /** How many documents run at a time; unless given, as many as this machine has cores and memory for. */
  readonly jobs?: number | undefined;
  /** How often a document that does not hold is run once more; unless given, never. */
  readonly retries?: number | undefined;
  /** Leaves out of what was read what is not wanted. */
  readonly select?: (all: Chosen) => Promise<Chosen>;
  /** What is to be noted of a step that has run. */
  readonly noteOn?: ((plan: Planned, outcome: Outcome) => string | undefined) | undefined;
  /** Hears what happens, in the order of the documents: what one does while another is told of is told afterwards. */
  readonly onEvent?: (event: Event) => void;
  /** Hears everything at once, and of which run: for who shows what is going on. */
  readonly onProgress?: (event: Event, run: number) => void;
}

/**
 * Verifies documents, some side by side and each on a machine of its own: source text → Document → Plan → Machine →
 * Observation → Match → Outcome. What is wrong with one of them is among its messages and does not stop the others.
 */
export async function verify(paths: readonly string[], options: VerifyOptions = {}): Promise<DocumentResult[]> {
  const emit = options.onEvent ?? (() => undefined);
  const all = await readPlans(paths, options);
  const { plans, messages } = (await options.select?.(all)) ?? all;
  const results = messages.map((message) => brokenResult(message));
  for (const result of results) emit({ kind: "document-end", result });
  emit({ kind: "start", documents: plans.length });
  // A person at a shell is at one only.
  const jobs = options.policy?.visits === undefined ? (options.jobs ?? defaultJobs(plans.map(({ plan }) => plan))) : 1;
  for (const signal of [options.policy?.signal, options.policy?.force])
    if (signal !== undefined) setMaxListeners(0, signal); // each run listens
  const inTurn = new InTurn(emit);
  const ran = await sideBySide(plans, jobs, async (planned, i) => {
    const onEvent = (event: Event): void => {
      inTurn.tell(i, event);
      options.onProgress?.(event, i);
    };
    try {
      return await runPlanned(planned, { ...options, onEvent });
    } finally {
      inTurn.end(i);
    }
  });
  return [...results, ...ran];
}

async function runPlanned(planned: Planned, options: VerifyOptions): Promise<DocumentResult> {
  const { plan, suite } = planned;
  const { policy: { signal } = {}, retries = 0, onEvent = () => undefined } = options;
  if (signal?.aborted === true) {
    const result = brokenResult(error({ path: plan.path }, NOT_BEGUN), suite);
    onEvent({ kind: "document-end", result });
    return result;
  }
  const noteOn = options.noteOn && ((outcome: Outcome) => options.noteOn!(planned, outcome));
  // What is tried once more is tried from its beginning: what it does may have been decided there.
  const cacheFor = (attempt: number): Cache | undefined =>
    attempt > 0 && options.cache === "use" ? "renew" : options.cache;
  const once = (hear: (event: Event) => void, attempt: number): Promise<unknown> =>
    runPlan(plan, { ...options, cache: cacheFor(attempt), onEvent: hear }, suite);
  return runOften(plan, { retries, noteOn, signal, onEvent }, once);
}

/** What comes of a path or a document that is not run. */
export function brokenResult(message: Message, suite?: Suite): DocumentResult {
  const nothing = { status: "broken", ms: 0, outcomes: [], passed: [] } as const;
  return { path: message.place.path, ...nothing, ...on(suite), messages: [message] };
}

/** Runs one document on a machine of its own. */
export async function runPlan(plan: Plan, options: VerifyOptions, suite?: Suite): Promise<DocumentResult> {
  const { environment = process.env, secrets = [], cache = "off", films = false, onEvent = () => undefined } = options;
  const policy = { ...NEVER_STOPPED, ...options.policy };
  const emit = (event: Event): void =>
    onEvent(event.kind === "document-end" ? { ...event, result: { ...event.result, ...on(suite) } } : event);
  const collecting = collectingFor(options, suite);
  const result = await run(plan, { start: startMachine, environment, secrets, policy, cache, films, collecting, emit });
  return { ...result, ...on(suite) };
}

function collectingFor({ collect }: VerifyOptions, suite?: Suite): Collecting | undefined {
  if (collect === undefined || collect.names.length === 0) return undefined;
  const into = suite === undefined ? collect.into : join(collect.into, suite);
  return { names: collect.names, keep: (path, files) => keepCollected(into, path, files) };
}

function on(suite: Suite | undefined): { suite?: Suite } {
  return suite === undefined ? {} : { suite };
}

const NEVER_STOPPED: Policy = {
  bail: false,
  keepGoing: false,
  signal: new AbortController().signal,
  force: new AbortController().signal,
};

const NOT_BEGUN = { code: "interrupted", what: "interrupted before it was begun" };
