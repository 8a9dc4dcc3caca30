import { error, type Message } from "./message/message.ts";
import { type Extent, isLimited, limit } from "./plan/extent.ts";
import type { Plan } from "./plan/plan.ts";
import { read, type ReadOptions, type Whole } from "./read.ts";
import type { Suite } from "./settings/settings.ts";
import type { Sources } from "./source/changes.ts";

export interface PlanOptions extends ReadOptions {
  /** Debian suites: each document is verified in a guest of each of them, whatever it says of its own. */
  readonly on?: readonly Suite[] | undefined;
  /** Which part of a document: then there is to be only one. */
  readonly extent?: Extent | undefined;
}

/** A document as it is run, and where, if that was asked for. */
export interface Planned {
  readonly plan: Plan;
  readonly suite?: Suite;
  /** The document, where its text could be read. */
  readonly whole?: Whole;
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
export async function readPlans(paths: readonly string[], options: PlanOptions): Promise<AllPlanned> {
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

async function readOnce(paths: readonly string[], options: PlanOptions): Promise<AllPlanned> {
  const { readings, ...rest } = await read(paths, options);
  return { ...rest, plans: readings.map(({ plan, whole }) => ({ plan, ...(whole && { whole }) })) };
}

/** Read anew for each suite: settings may depend on it. One document's runs stand together. */
async function readOn(paths: readonly string[], { on: suites = [], ...options }: PlanOptions): Promise<AllPlanned> {
  let input: ReturnType<NonNullable<PlanOptions["standardInput"]>> | undefined;
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
