import { setMaxListeners } from "node:events";
import { defaultJobs } from "./machine/jobs.ts";
import { startMachine } from "./machine/start.ts";
import { error, hasError, type Message } from "./message/message.ts";
import { type Extent, isLimited, limit } from "./plan/extent.ts";
import type { Plan } from "./plan/plan.ts";
import { read, type ReadOptions } from "./read.ts";
import type { DocumentResult, Event, Outcome } from "./run/outcome.ts";
import { digestOf } from "./run/digest.ts";
import { type Cache, run } from "./run/run.ts";
import { InTurn, sideBySide } from "./run/side-by-side.ts";
import type { Policy } from "./run/steps.ts";
import type { Sources } from "./source/changes.ts";
import type { Suite } from "./settings/settings.ts";

export interface VerifyOptions extends ReadOptions {
  readonly policy?: Partial<Policy>;
  /** Debian suites: each document is verified in a guest of each of them, whatever it says of its own. */
  readonly on?: readonly Suite[] | undefined;
  /** Which part of a document: then there is to be only one. */
  readonly extent?: Extent | undefined;
  /** Names of variables of the environment that documents may type as answers; none unless given. */
  readonly secrets?: readonly string[] | undefined;
  /** `process.env` unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Whether guests go on from what earlier runs of a document have kept where its commands are the same: `use`, `renew`
   * (run all, and keep that) or, unless given, `off`.
   */
  readonly cache?: Cache | undefined;
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

async function runPlanned({ plan, suite }: Planned, options: VerifyOptions): Promise<DocumentResult> {
  if (options.policy?.signal?.aborted !== true) return runOften({ plan, ...on(suite) }, options);
  const result = brokenResult(error({ path: plan.path }, NOT_BEGUN), suite);
  options.onEvent?.({ kind: "document-end", result });
  return result;
}

/** Runs a document, and, where it does not hold and that is wanted, once more, on a new machine. */
async function runOften(planned: Planned, options: VerifyOptions): Promise<DocumentResult> {
  const { onEvent = () => undefined, retries = 0 } = options;
  const attempts: DocumentResult[] = [];
  const partial = planned.plan.steps.some(({ outside }) => outside !== undefined);
  const about = { digest: digestOf(planned.plan), ...(partial && { partial: true as const }) };
  for (let left = retries; ; left--) {
    let end: DocumentResult | undefined;
    const hear = (event: Event): void => {
      if (event.kind === "document-end") end = event.result;
      else if (event.kind !== "document-start" || attempts.length === 0) onEvent(event);
    };
    await runPlan(planned.plan, { ...options, onEvent: noting(planned, options, hear) }, planned.suite);
    const result: DocumentResult = { ...end!, ...about, ...(attempts.length > 0 && { attempts }) };
    const isOver =
      result.status === "held" || hasError(planned.plan.messages) || options.policy?.signal?.aborted === true;
    if (isOver || left <= 0) {
      onEvent({ kind: "document-end", result });
      return result;
    }
    attempts.push(end!);
    onEvent({ kind: "document-retry", result: end!, left });
  }
}

/** Puts notes on steps before anybody hears of them. */
function noting(planned: Planned, { noteOn }: VerifyOptions, hear: (event: Event) => void): (event: Event) => void {
  if (noteOn === undefined) return hear;
  const noted = new Map<Outcome, Outcome>();
  const withNote = (outcome: Outcome): Outcome => {
    const note = noteOn(planned, outcome);
    return note === undefined ? outcome : { ...outcome, notes: [...outcome.notes, note] };
  };
  return (event) => {
    if (event.kind === "step-end") {
      noted.set(event.outcome, withNote(event.outcome));
      hear({ ...event, outcome: noted.get(event.outcome)! });
    } else if (event.kind === "document-end") {
      const outcomes = event.result.outcomes.map((outcome) => noted.get(outcome) ?? outcome);
      hear({ ...event, result: { ...event.result, outcomes } });
    } else hear(event);
  };
}

/** What comes of a path or a document that is not run. */
export function brokenResult(message: Message, suite?: Suite): DocumentResult {
  const nothing = { status: "broken", ms: 0, outcomes: [], passed: [] } as const;
  return { path: message.place.path, ...nothing, ...on(suite), messages: [message] };
}

/** A document as it is run, and where, if that was asked for. */
export interface Planned {
  readonly plan: Plan;
  readonly suite?: Suite;
}

/** What is to be run, and what is wrong with paths that nothing is read from. */
export type Chosen = Pick<AllPlanned, "plans" | "messages">;

interface AllPlanned {
  readonly plans: readonly Planned[];
  /** About paths that no document is read from. */
  readonly messages: readonly Message[];
  readonly sources: Sources;
}

/** Reads documents, and marks in them what is not wanted. */
export async function readPlans(paths: readonly string[], options: VerifyOptions): Promise<AllPlanned> {
  const all = options.on === undefined ? await readOnce(paths, options) : await readOn(paths, options);
  const { extent = {} } = options;
  if (!isLimited(extent)) return all;
  const [first, second] = new Set(all.plans.map(({ plan }) => plan.path));
  const plans = all.plans.map((one) => ({ ...one, plan: limit(one.plan, extent) }));
  if (second === undefined) return { ...all, plans };
  return {
    ...all,
    plans: [],
    messages: [...all.messages, error({ path: second }, { ...ONE_FILE, hint: `name one, such as ${first}` })],
  };
}

const ONE_FILE = {
  code: "several-documents",
  what: "--from, --to and --pause name lines of one document, and this is a second one",
};

async function readOnce(paths: readonly string[], options: VerifyOptions): Promise<AllPlanned> {
  const { readings, ...rest } = await read(paths, options);
  return { ...rest, plans: readings.map(({ plan }) => ({ plan })) };
}

/** Read anew for each suite: settings may depend on it. One document's runs stand together. */
async function readOn(paths: readonly string[], { on: suites = [], ...options }: VerifyOptions): Promise<AllPlanned> {
  let input: ReturnType<NonNullable<VerifyOptions["standardInput"]>> | undefined;
  const standardInput = options.standardInput && (() => (input ??= options.standardInput!()));
  const messages: Message[] = [];
  const rows: Planned[][] = [];
  let sources: Sources = { folders: [], files: [] };
  for (const suite of new Set(suites)) {
    const settings = { ...options.settings, image: { ...options.settings?.image, suite } };
    const reading = await read(paths, { ...options, ...(standardInput && { standardInput }), settings });
    sources = reading.sources; // the same each time
    if (rows.length === 0) messages.push(...reading.messages);
    for (const [i, { plan }] of reading.readings.entries()) {
      if (plan.settings.machine === "guest") (rows[i] ??= []).push({ plan, suite });
      else rows[i] ??= [{ plan: refuse(plan) }];
    }
  }
  return { plans: rows.flat(), messages, sources };
}

/** Nothing but a guest has a suite to choose: that is said once. */
function refuse(plan: Plan): Plan {
  const said = error(
    { path: plan.path },
    {
      code: "no-suite",
      what: `--on names suites of guests, and this document runs on the ${plan.settings.machine}`,
      hint: "leave --on out, or say --machine guest",
    },
  );
  return { ...plan, messages: [...plan.messages, said] };
}

/** Runs one document on a machine of its own. */
export async function runPlan(plan: Plan, options: VerifyOptions, suite?: Suite): Promise<DocumentResult> {
  const { environment = process.env, secrets = [], cache = "off", onEvent = () => undefined } = options;
  const policy = { ...NEVER_STOPPED, ...options.policy };
  const emit = (event: Event): void =>
    onEvent(event.kind === "document-end" ? { ...event, result: { ...event.result, ...on(suite) } } : event);
  const result = await run(plan, { start: startMachine, environment, secrets, policy, cache, emit });
  return { ...result, ...on(suite) };
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
