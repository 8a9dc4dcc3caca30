import { setMaxListeners } from "node:events";
import { canJudgeAgain, judgeAgain, type PastRun } from "./run/again.ts";
import type { ReadBefore } from "./read.ts";
import type { DocumentResult } from "./run/outcome.ts";
import type { Visits } from "./run/visits.ts";
import { type Planned, readPlans } from "./plans.ts";
import { brokenResult, runPlan, type VerifyOptions } from "./verify.ts";
import type { Sources } from "./source/changes.ts";
import { stampOfFiles } from "./source/files.ts";

/** A document as it is now. */
export interface Current extends Planned {
  /** Of the document and the suite. */
  readonly id: string;
  /** Changes with what is run and what is claimed. */
  readonly key: string;
  /** Changes with the files that it needs. */
  readonly files: string;
}

/** What is known of a document. */
interface Known {
  readonly key: string;
  readonly files: string;
  /** As it was reported last. */
  readonly result: DocumentResult;
  readonly run: PastRun;
}

/** Documents that are verified again when they change: what is known of each, and what is not true any more. */
export class Watching {
  readonly #paths: readonly string[];
  readonly #options: VerifyOptions;
  #documents: readonly Current[] = [];
  #unread: readonly DocumentResult[] = [];
  #sources: Sources = { folders: [], files: [] };
  readonly #known = new Map<string, Known>();
  readonly #wanted = new Set<string>();
  readonly #running = new Map<string, { readonly document: Current; readonly stop: AbortController }>();
  readonly #readBefore: ReadBefore = new Map();
  #isVisited = false;
  #reading: Promise<void> = Promise.resolve();

  constructor(paths: readonly string[], options: VerifyOptions) {
    this.#paths = paths;
    this.#options = options;
    if (options.policy?.force !== undefined) setMaxListeners(0, options.policy.force); // each run listens
  }

  /** What a change must be looked for in. */
  get sources(): Sources {
    return this.#sources;
  }

  get documents(): readonly Current[] {
    return this.#documents;
  }

  /** Of what no document is read from. */
  get unread(): readonly DocumentResult[] {
    return this.#unread;
  }

  /** What is known of all documents. */
  get results(): readonly DocumentResult[] {
    return [...this.#unread, ...this.#documents.flatMap(({ id }) => this.#known.get(id)?.result ?? [])];
  }

  /** Those that have changed since they were verified, and those that somebody wants. */
  get stale(): readonly Current[] {
    return this.#documents.filter(({ id, key }) => this.#wanted.has(id) || this.#known.get(id)?.key !== key);
  }

  /** Reads all anew, one reading after the other. A run whose document has changed is stopped. */
  reread(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read());
    return this.#reading;
  }

  /** Settles when what has changed has been read. */
  settled(): Promise<void> {
    return this.#reading;
  }

  /** Has documents run again though they have not changed. */
  want(documents: readonly Current[]): void {
    for (const { id } of documents) this.#wanted.add(id);
  }

  failed(): readonly Current[] {
    return this.#documents.filter(({ id }) => (this.#known.get(id)?.result.status ?? "held") !== "held");
  }

  /** It is as it was read last. */
  has({ id, key }: Current): boolean {
    return this.#documents.some((one) => one.id === id && one.key === key);
  }

  /** It has changed while it runs: what comes of it is about a document that is no more. */
  isOutdated({ id }: Current): boolean {
    return this.#running.get(id)?.stop.signal.aborted === true;
  }

  /** Verifies a document: runs it, or judges again what was observed, where that is the same. Nothing where it is outdated. */
  async verify(document: Current, options: VerifyOptions): Promise<DocumentResult | undefined> {
    const { id, key, files, plan, suite } = document;
    const known = this.#known.get(id);
    const isWanted = this.#wanted.delete(id);
    if (!isWanted && known?.files === files && canJudgeAgain(plan, known.run)) {
      const result = judgeAgain(plan, known.run, options.onEvent ?? (() => undefined));
      this.#known.set(id, { ...known, key, result });
      return result;
    }
    this.#known.delete(id);
    const stop = new AbortController();
    this.#running.set(id, { document, stop });
    const at = new Date();
    const { signal = new AbortController().signal, visits } = options.policy ?? {};
    const ours = { signal: AbortSignal.any([signal, stop.signal]), visits: visits && this.#watched(visits) };
    const policy = { ...options.policy, ...ours };
    const result = await runPlan(plan, { ...options, policy }, suite);
    this.#running.delete(id);
    if (stop.signal.aborted && !signal.aborted) return undefined;
    this.#known.set(id, { key, files, result, run: { plan, result, at } });
    return result;
  }

  async #read(): Promise<void> {
    const { plans, messages, sources } = await readPlans(this.#paths, {
      ...this.#options,
      readBefore: this.#readBefore,
    });
    this.#sources = sources;
    const unread = messages.map((message) => brokenResult(message));
    if (JSON.stringify(unread) !== JSON.stringify(this.#unread)) this.#unread = unread;
    this.#documents = plans.map(currentOf);
    this.#stopOutdated();
  }

  /** Not while somebody is at its shell: they may be mending the document meanwhile. */
  #stopOutdated(): void {
    if (this.#isVisited) return;
    for (const { document, stop } of this.#running.values()) {
      if (this.#documents.find(({ id }) => id === document.id)?.key !== document.key) stop.abort();
    }
  }

  #watched(visits: Visits): Visits {
    const receive: Visits["receive"] = async (occasion, use) => {
      this.#isVisited = true;
      try {
        await visits.receive(occasion, use);
      } finally {
        this.#isVisited = false;
        this.#stopOutdated();
      }
    };
    return { ...visits, receive };
  }
}

function currentOf(planned: Planned): Current {
  const { plan, suite = "" } = planned;
  const files = stampOfFiles(plan.asker ?? plan.path, plan.settings.files);
  return { ...planned, id: `${suite}:${plan.path}`, key: JSON.stringify([plan, files]), files };
}
