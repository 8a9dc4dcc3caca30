import { hash } from "node:crypto";
import { dirname, relative, resolve } from "node:path";
import type { Plan, Step } from "../plan/plan.ts";
import type { DocumentReport, StepReport } from "../report/report.ts";
import type { Outcome } from "../run/outcome.ts";
import { formatDuration } from "../settings/duration.ts";
import type { Suite } from "../settings/settings.ts";
import { projectOf } from "../source/root.ts";
import {
  type DocumentRecord,
  mayBeSlower,
  muchSlowerThan,
  type ProjectRecord,
  type Ran,
  remember,
  usualTime,
} from "./record.ts";
import { readRecord, writeRecord } from "./store.ts";

interface Planned {
  readonly plan: Plan;
  readonly suite?: Suite;
}

/** What earlier runs of documents have left to know, of whatever projects these are; and what this run leaves. */
export class History {
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #projects = new Map<string, ProjectRecord>();
  /** By a document's folder. */
  readonly #roots = new Map<string, string>();
  /** What is to be remembered, by the project's folder. */
  readonly #taken = new Map<string, Ran[]>();
  /** Of earlier runs, in milliseconds. */
  readonly #times = new WeakMap<Plan, ReadonlyMap<Step, readonly number[]>>();

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.#environment = environment;
  }

  /** The project that a document is of, with all that is known of it. */
  project(path: string): ProjectRecord {
    const root = this.#rootOf(path);
    const known = this.#projects.get(root) ?? readRecord(root, this.#environment);
    this.#projects.set(root, known);
    return known;
  }

  /** Milliseconds that a document usually takes. */
  usualTime(planned: Planned): number | undefined {
    const document = this.#document(planned);
    return document && usualTime(document);
  }

  /** Whether a document did not hold when it was verified last. */
  failedLast(planned: Planned): boolean {
    const last = this.#document(planned)?.runs.at(-1);
    return last !== undefined && last.status !== "held";
  }

  /** That a step took much longer than it does. */
  noteOn(planned: Planned, { step, observation, cached }: Outcome): string | undefined {
    if (observation?.end !== "ended" || cached !== undefined || !mayBeSlower(observation.ms)) return undefined;
    const usual = muchSlowerThan(this.#timesOf(planned).get(step) ?? [], observation.ms);
    return usual === undefined
      ? undefined
      : `took ${formatDuration(observation.ms)}, and usually takes ${formatDuration(usual)}`;
  }

  /**
   * What came of a document, told now or in a report. Nothing is kept of one whose text is not known, and of what came of
   * its reader alone: an interruption, a line that it does not have.
   */
  take(document: DocumentReport): void {
    const { path, suite, status, digest, messages, steps } = document;
    if (path === "-" || digest === undefined || messages.some(({ code }) => BY_ITS_READER.has(code))) return;
    const root = this.#rootOf(path);
    const flaky = status === "held" && document.attempts !== undefined && { flaky: true as const };
    const run = { status, ...flaky, digest, ms: document.ms };
    const keys = stepKeys(steps);
    const times = steps.map(
      (step, i) => [keys[i] ?? "", step.cached === undefined ? timeOf(step) : undefined] as const,
    );
    const key = keyOf(path, { suite, root });
    const ran = { key, run: document.partial === true ? undefined : run, times };
    const before = this.#taken.get(root) ?? [];
    this.#taken.set(root, before);
    before.push(ran);
  }

  /**
   * Together with what others have written meanwhile. Where it cannot be written there is no record the next time: nothing
   * that is asked for now fails.
   */
  save(): void {
    for (const [root, all] of this.#taken) {
      const record = all.reduce(remember, readRecord(root, this.#environment));
      writeRecord(record, this.#environment);
    }
    this.#taken.clear();
  }

  #document({ plan: { path }, suite }: Planned): DocumentRecord | undefined {
    if (path === "-") return undefined;
    const project = this.project(path);
    return project.documents[keyOf(path, { suite, root: project.root })];
  }

  #timesOf(planned: Planned): ReadonlyMap<Step, readonly number[]> {
    const { plan } = planned;
    const known = this.#times.get(plan);
    if (known !== undefined) return known;
    const steps = this.#document(planned)?.steps ?? {};
    const keys = stepKeys(plan.steps);
    const times = new Map(plan.steps.map((step, i) => [step, steps[keys[i] ?? ""] ?? []]));
    this.#times.set(plan, times);
    return times;
  }

  #rootOf(path: string): string {
    const folder = dirname(path);
    const root = this.#roots.get(folder) ?? projectOf(resolve(folder));
    this.#roots.set(folder, root);
    return root;
  }
}

const BY_ITS_READER: ReadonlySet<string> = new Set(["interrupted", "no-such-step"]);

function keyOf(path: string, { suite, root }: { suite: string | undefined; root: string }): string {
  const below = relative(root, resolve(path));
  return suite === undefined ? below : `${below} (${suite})`;
}

function timeOf({ status, ms }: StepReport): number | undefined {
  return (status === "held" || status === "failed") && ms !== null ? ms : undefined;
}

/** What tells steps apart; those that are the same are counted. */
function stepKeys(steps: readonly Pick<Step, "session" | "command" | "host">[]): string[] {
  const seen = new Map<string, number>();
  return steps.map(({ host = "", session, command }) => {
    const key = hash("sha256", JSON.stringify([host, session, command]), "hex").slice(0, 12);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}
