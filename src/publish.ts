import { relative, resolve, sep } from "node:path";
import { error, type Message } from "./message/message.ts";
import type { Plan } from "./plan/plan.ts";
import type { Chosen, Planned } from "./plans.ts";
import type { Publication } from "./publish/publication.ts";
import { Editions } from "./publish/editions.ts";
import { makePages } from "./publish/pages.ts";
import { readSecrets, type Secrets } from "./run/secrets.ts";
import { version } from "./source/version.ts";
import { verify, type VerifyOptions } from "./verify.ts";

export interface PublishOptions extends Omit<VerifyOptions, "select" | "films" | "on" | "extent" | "noteOn"> {
  /** The folder of editions. */
  readonly out: string;
  /** Say what would change, and write nothing. */
  readonly check?: boolean | undefined;
  /** Remove editions of documents that are gone. */
  readonly prune?: boolean | undefined;
  /** Show what was observed now also where what was observed last still holds. */
  readonly anew?: boolean | undefined;
}

/**
 * Verifies documents and writes what is published of them into a folder: of one that holds a new edition, as far as something
 * has changed; of one that does not, the last one is marked stale.
 */
export async function publish(paths: readonly string[], options: PublishOptions): Promise<Publication> {
  const { out, check = false, prune = false, anew = false, ...verifying } = options;
  const date = `${new Date().toISOString().slice(0, 19)}Z`;
  const messages: Message[] = [];
  let planned: readonly Planned[] = [];
  const select = async (all: Chosen): Promise<Chosen> => {
    planned = all.plans.filter(({ plan }) => !isBelow(plan.path, out));
    messages.push(...refusals(planned));
    planned = planned.filter(({ plan }) => pathOf(plan.path) !== undefined);
    return { plans: planned, messages: [...all.messages, ...messages] };
  };
  const results = await verify(paths, { ...verifying, select, films: true });
  const { secrets: allowed = [], environment = process.env } = verifying;
  const secretsOf = (plan: Plan): Secrets => readSecrets(plan, { allowed, environment }).secrets;
  const editions = new Editions(out, { check, anew, date, version: version(), pages: makePages(), secretsOf });
  const ran = results.slice(results.length - planned.length);
  for (const [i, one] of planned.entries())
    await editions.take(pathOf(one.plan.path)!, { planned: one, result: ran[i]! });
  await editions.finish({ prune });
  return { results, editions: editions.states, messages: editions.messages };
}

function isBelow(path: string, folder: string): boolean {
  return path !== "-" && resolve(path).startsWith(`${resolve(folder)}${sep}`);
}

/** As an edition is called: from the working directory, with slashes; undefined where it is not below that. */
function pathOf(path: string): string | undefined {
  const below = relative("", path).split(sep);
  return path === "-" || below[0] === ".." || resolve(path) === below.join(sep) ? undefined : below.join("/");
}

function refusals(planned: readonly Planned[]): Message[] {
  return planned
    .filter(({ plan }) => pathOf(plan.path) === undefined)
    .map(({ plan: { path } }) => error({ path }, path === "-" ? NO_NAME : OUTSIDE));
}

const NO_NAME = {
  code: "not-published",
  what: "the standard input has no name to publish it by",
  hint: "name a file",
};
const OUTSIDE = {
  code: "not-published",
  what: "it lies outside of the working directory, and editions are named from there",
  hint: "run howtrue in a folder above it",
};
