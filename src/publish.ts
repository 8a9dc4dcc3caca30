import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { error, type Message } from "./message/message.ts";
import type { Plan } from "./plan/plan.ts";
import type { Chosen, Planned } from "./plans.ts";
import type { Publication } from "./publish/publication.ts";
import { Editions } from "./publish/editions.ts";
import { makePages } from "./publish/pages.ts";
import { readSecrets, type Secrets } from "./run/secrets.ts";
import { type Root, rootOf } from "./source/published.ts";
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
  const root = rootOf(out);
  const date = `${new Date().toISOString().slice(0, 19)}Z`;
  const messages: Message[] = [];
  let planned: readonly Planned[] = [];
  const select = async (all: Chosen): Promise<Chosen> => {
    const named = all.plans.map((one) => ({ ...one, refusal: refusalOf(one.plan.path, out, root) }));
    messages.push(...named.flatMap(({ refusal }) => refusal ?? []));
    planned = named.filter(({ refusal }) => refusal === undefined);
    return { plans: planned, messages: [...all.messages, ...messages] };
  };
  const results = await verify(paths, { ...verifying, select, films: true });
  const { secrets: allowed = [], environment = process.env } = verifying;
  const secretsOf = (plan: Plan): Secrets => readSecrets(plan, { allowed, environment }).secrets;
  const pages = makePages();
  const editions = new Editions(out, { root, check, anew, date, version: version(), pages, secretsOf });
  const ran = results.slice(results.length - planned.length);
  editions.begin({ prune: prune && existsSync(root.path) });
  for (const [i, one] of planned.entries())
    await editions.take(pathOf(one.plan.path, root)!, { planned: one, result: ran[i]! });
  await editions.finish();
  return { results, editions: editions.states, messages: [...editions.messages, ...pages.messages] };
}

/** As an edition is called: from where documents are from, with slashes; undefined where it is not below that. */
function pathOf(path: string, root: Root): string | undefined {
  const below = relative(root.path, resolve(path)).split(sep);
  return path === "-" || below[0] === ".." || isAbsolute(below.join(sep)) ? undefined : below.join("/");
}

function refusalOf(path: string, out: string, root: Root): Message | undefined {
  if (path === "-") return error({ path }, NO_NAME);
  if (!existsSync(root.path)) return error({ path }, { ...NO_ROOT, what: `${NO_ROOT.what}: ${root.path}` });
  if (resolve(path).startsWith(`${resolve(out)}${sep}`)) return error({ path }, WITHIN);
  if (pathOf(path, root) !== undefined) return undefined;
  return error({ path }, root.said ? { ...ELSEWHERE, what: `${ELSEWHERE.what} (${root.path})` } : OUTSIDE);
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
const ELSEWHERE = {
  code: "not-published",
  what: "it lies outside of the folder that these editions are of",
  hint: "publish it into another folder: --out",
};
const WITHIN = {
  code: "not-published",
  what: "it lies in the folder of editions",
  hint: "name the document that it is an edition of, or publish into another folder: --out",
};
const NO_ROOT = {
  code: "not-published",
  what: "the folder that these editions are of is not there",
  hint: "move the folder of editions back, or remove it",
};
