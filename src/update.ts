import { setTimeout } from "node:timers/promises";
import { hasError } from "./message/message.ts";
import type { Plan } from "./plan/plan.ts";
import { read, type Reading } from "./read.ts";
import { propose } from "./rewrite/propose.ts";
import type { Update } from "./rewrite/update.ts";
import type { DocumentResult, Outcome } from "./run/outcome.ts";
import { runPlan, type VerifyOptions } from "./verify.ts";

export interface UpdateOptions extends VerifyOptions {
  /** How often each document is run: what differs between the runs is left open. */
  readonly runs?: number;
  /** Show also output that documents do not show. */
  readonly fill?: boolean;
}

/**
 * Runs documents and says what they would be if they said what was observed; it writes nothing. A document is run to its
 * end whatever fails.
 */
export async function* update(paths: readonly string[], options: UpdateOptions = {}): AsyncGenerator<Update> {
  const { readings, messages } = await read(paths, options);
  for (const message of messages) yield { path: message.place.path, messages: [message] };
  for (const reading of readings) {
    if (options.policy?.signal?.aborted === true) return;
    yield await updateOne(reading, options);
  }
}

/** A step that could not be run before another was mended may be run in the next round. */
const MOST_ROUNDS = 5;

async function updateOne({ plan, whole }: Reading, options: UpdateOptions): Promise<Update> {
  const { path } = plan;
  let now = whole;
  for (let round = 1; ; round++) {
    const results = await runOften(now?.plan ?? plan, options);
    const result = results.at(-1)!;
    if (whole === undefined || now === undefined || hasError(result.messages))
      return { path, result, messages: result.messages };
    const runs = results.map(({ outcomes }) => outcomes);
    const { text, messages } = await propose(now, runs, { fill: options.fill ?? false });
    const reachedEnd = results.every(({ outcomes }) => outcomes.every(({ status }) => !isUnseen(status)));
    if (!reachedEnd && text !== now.document.text && round < MOST_ROUNDS) {
      now = await now.reread(text);
      continue;
    }
    const texts = { old: whole.document.text, new: text };
    return { path, texts, result, messages: [...result.messages, ...messages] };
  }
}

function isUnseen(status: Outcome["status"]): boolean {
  return status === "untested" || status === "broken";
}

/**
 * Dates are written to the second, and what is made of them: in the same one, two runs would show the same. From the end of
 * the one to the start of the next: how long it takes until a step is come to is another time each time.
 */
const APART_MS = 1_100;

async function runOften(plan: Plan, options: UpdateOptions): Promise<DocumentResult[]> {
  const policy = { ...options.policy, bail: false, keepGoing: true };
  const results: DocumentResult[] = [];
  for (let i = 1; ; i++) {
    const result = await runPlan(plan, { ...options, policy });
    results.push(result);
    if (i >= (options.runs ?? 1) || hasError(result.messages)) break;
    const writes = result.status !== "held" || options.fill === true;
    if (writes) await setTimeout(APART_MS);
  }
  return results;
}
