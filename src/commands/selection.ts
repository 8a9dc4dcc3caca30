import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { error } from "../message/message.ts";
import { matching, select, selectLines } from "../plan/select.ts";
import type { History } from "../history/history.ts";
import type { ShardReport } from "../report/counts.ts";
import { type Shard, shardsOf, weightsOf } from "../history/shard.ts";
import { changedFiles } from "../source/git.ts";
import type { Chosen, Planned } from "../plans.ts";

export interface SelectFlags {
  readonly grep?: RegExp;
  readonly lastFailed?: boolean;
  /** True: since the last commit. */
  readonly changed?: string | true;
  readonly shard?: Shard;
}

interface Surroundings {
  readonly history: History;
  readonly say: (line: string) => void;
}

/** What of the documents that paths name is wanted. */
export class Selection {
  /** Without lines. */
  readonly paths: readonly string[];
  readonly #lines: ReadonlyMap<string, readonly number[]>;
  readonly #flags: SelectFlags;
  readonly #around: Surroundings;
  #shards: string | undefined;

  constructor(paths: readonly string[], flags: SelectFlags, around: Surroundings) {
    const { files, lines } = splitLines(paths);
    this.paths = files;
    this.#lines = lines;
    this.#flags = flags;
    this.#around = around;
  }

  /** For the report: which part of the documents this is, where it is one of several. */
  get shard(): { readonly shard?: ShardReport } {
    const { shard } = this.#flags;
    return shard === undefined || this.#shards === undefined ? {} : { shard: { ...shard, shards: this.#shards } };
  }

  async of(all: Chosen): Promise<Chosen> {
    const { grep, changed, shard, lastFailed: isOfFailed } = this.#flags;
    let { plans, messages } = all;
    plans = plans.map((one) => {
      const lines = this.#lines.get(one.plan.path);
      return lines === undefined ? one : { ...one, plan: selectLines(one.plan, lines) };
    });
    if (grep !== undefined) ({ plans, messages } = grepped({ plans, messages }, grep));
    if (isOfFailed === true) plans = lastFailed(plans, this.#around);
    if (changed !== undefined) ({ plans, messages } = await changedOf({ plans, messages }, changed));
    if (changed !== undefined && plans.length + messages.length === 0) this.#around.say("No document has changed.");
    return shard === undefined ? { plans, messages } : this.#ofShard({ plans, messages }, shard);
  }

  /** What is said of no document is said in the first one. */
  #ofShard({ plans, messages }: Chosen, { index, count }: Shard): Chosen {
    const { history } = this.#around;
    const things = plans.map((one) => ({ known: history.usualTime(one), size: one.plan.steps.length + 1 }));
    const shards = shardsOf(weightsOf(things), count);
    const names = plans.map(({ plan, suite }, i) => [plan.path, suite ?? "", shards[i]]);
    this.#shards = createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 16);
    return { plans: plans.filter((_, i) => shards[i] === index), messages: index === 1 ? messages : [] };
  }
}

/** Paths as `file:line` or `file:line:column`, as reports have them, taken apart; a file of that very name is itself. */
function splitLines(paths: readonly string[]): { files: string[]; lines: Map<string, number[]> } {
  const lines = new Map<string, number[]>();
  const files = paths.map((path) => {
    const [, file, line] = /^(.+?):([1-9]\d{0,8})(?::\d+)?$/s.exec(path) ?? [];
    if (file === undefined || existsSync(path)) return path;
    lines.set(file, [...(lines.get(file) ?? []), Number(line)]);
    return file;
  });
  // Who names a document as a whole wants all of it.
  for (const path of files.filter((one, i) => one === paths[i])) lines.delete(path);
  return { files, lines };
}

const GREP_HINT = "howtrue list shows the commands of documents";

function grepped({ plans, messages }: Chosen, pattern: RegExp): Chosen {
  const found = plans.flatMap((one) => {
    const plan = select(one.plan, matching(pattern), `--grep ${pattern.source}`);
    return plan === undefined ? [] : [{ ...one, plan }];
  });
  if (found.length > 0 || plans.length === 0) return { plans: found, messages };
  const what = `no section's title and no command matches ${pattern.source}`;
  const said = error({ path: "--grep" }, { code: "nothing-selected", what, hint: GREP_HINT });
  return { plans: found, messages: [...messages, said] };
}

async function changedOf({ plans, messages }: Chosen, since: string | true): Promise<Chosen> {
  const files = await changedFiles(since === true ? undefined : since);
  if ("code" in files) return { plans: [], messages: [...messages, files] };
  return { plans: plans.filter((one) => hasChanged(one, files)), messages };
}

function lastFailed(plans: readonly Planned[], { history, say }: Surroundings): readonly Planned[] {
  const failed = plans.filter((one) => history.failedLast(one));
  if (failed.length === 0) say("Of no document it is known that it failed last: all are verified.");
  return failed.length === 0 ? plans : failed;
}

/** A document has changed where its text has, that of a file that it includes or needs, or its project's settings. */
function hasChanged({ plan }: Planned, files: ReadonlySet<string>): boolean {
  const asker = plan.asker ?? plan.path;
  const needed = plan.settings.files.map((name) => resolve(dirname(asker), name));
  const inputs = [plan.path, asker, ...plan.steps.map(({ place }) => place.path), ...needed].map(real);
  const folders = inputs.map((input) => `${input}/`);
  return [...files].some(
    (file) =>
      inputs.includes(file) || folders.some((folder) => file.startsWith(folder)) || isSettingsOf(file, inputs[0] ?? ""),
  );
}

function isSettingsOf(file: string, document: string): boolean {
  return /^howtrue\.config\.(ya?ml|json)$/.test(basename(file)) && document.startsWith(`${dirname(file)}/`);
}

function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}
