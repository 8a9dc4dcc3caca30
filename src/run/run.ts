import { type Machine, MachineError, type StartMachine } from "../machine/machine.ts";
import { error, hasError, type Message, warning } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import { explain, inputsOf, isClosed, readNeeds } from "./needs.ts";
import { collect, type Collecting } from "./collect.ts";
import { Kept } from "./kept.ts";
import type { DocumentResult, Event } from "./outcome.ts";
import { Recorder } from "./recorder.ts";
import { stepsThatHold } from "./still-holds.ts";
import { type Policy, runSteps } from "./steps.ts";
import { survey } from "./survey.ts";
import type { Trail } from "./trail.ts";

export interface RunContext {
  readonly start: StartMachine;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names of the environment's variables that documents may type as answers. */
  readonly secrets: readonly string[];
  readonly policy: Policy;
  /** Whether to go on from what earlier runs have kept: `renew` runs all and keeps that, `off` keeps nothing. */
  readonly cache: Cache;
  /** What to keep of its machine before that is gone. */
  readonly collecting?: Collecting | undefined;
  /** For who publishes: what can be shown again of each step, and what the machine has. */
  readonly films?: boolean;
  readonly emit: (event: Event) => void;
}

export type Cache = "use" | "renew" | "off";

/** Runs one document on a machine of its own, from its first step to the machine's end. Never throws for what a user did. */
export async function run(plan: Plan, context: RunContext): Promise<DocumentResult> {
  const { start, environment, policy, emit, films = false } = context;
  const began = performance.now();
  emit({ kind: "document-start", plan });
  const { secrets, files, messages: said } = readNeeds(plan, context);
  const messages: Message[] = [...said];
  let result: Pick<DocumentResult, "outcomes" | "machine" | "survey"> = { outcomes: [] };
  if (!hasError(messages)) {
    let machine: Machine | undefined;
    let recorder: Recorder | undefined;
    // A person at its shell changes what no trail tells.
    const keeps = context.cache !== "off" && policy.visits === undefined && isClosed(plan, secrets);
    const renew = context.cache === "renew";
    const inCommon = (trail: Trail): Promise<number> => stepsThatHold(trail, plan);
    const kept = keeps ? new Kept({ plan, inputs: inputsOf(files), environment, inCommon, renew }) : undefined;
    try {
      const progress = (now: { what: string; fraction?: number }): void =>
        emit({ kind: "progress", path: plan.path, ...now });
      const { hosts } = plan;
      machine = await start(plan.settings, { progress, signal: policy.signal, environment, hosts, keep: kept });
      if (files.length > 0 && kept?.start === undefined) await machine.put(files);
      recorder = kept && (await Recorder.of(machine, plan, kept));
      const going = { secrets, policy, emit, start: kept?.start, recorder, films };
      const { outcomes, messages: about } = await runSteps(plan, machine, going);
      messages.push(...about);
      if (context.collecting !== undefined) {
        const { collected, messages: problems } = await collect(machine, plan.path, context.collecting);
        messages.push(...problems);
        if (collected.length > 0) emit({ kind: "collected", path: plan.path, files: collected });
      }
      result = {
        outcomes,
        machine: { kind: machine.kind, detail: machine.detail },
        // Of what does not hold, or was broken off, nothing is published.
        ...(films &&
          !policy.signal.aborted &&
          statusOf(outcomes, messages) === "held" && { survey: await survey(machine, plan) }),
      };
    } catch (cause) {
      // What an interruption breaks off is no news beside it.
      if (!(policy.signal.aborted && cause instanceof MachineError)) messages.push(explain(cause, plan.path));
    } finally {
      await machine?.close().catch((cause: unknown) => messages.push(explain(cause, plan.path)));
      if (recorder?.isWhole === true) kept?.bringBack(recorder.trail);
      kept?.close();
      for (const words of machine?.leftBehind?.() ?? [])
        messages.push(warning({ path: plan.path }, { code: "left-behind", ...words }));
    }
  }
  if (policy.signal.aborted) messages.push(error({ path: plan.path }, { code: "interrupted", what: "interrupted" }));
  const ms = performance.now() - began;
  const whole = {
    path: plan.path,
    status: statusOf(result.outcomes, messages),
    ...result,
    passed: plan.passed,
    ms,
    messages,
  };
  emit({ kind: "document-end", result: whole });
  return whole;
}

/** What a document comes to: a claim that does not hold weighs more than what could not be run after it. */
function statusOf(outcomes: DocumentResult["outcomes"], messages: readonly Message[]): DocumentResult["status"] {
  if (outcomes.some(({ status }) => status === "failed")) return "failed";
  if (hasError(messages) || outcomes.some(({ status }) => status === "broken")) return "broken";
  return "held";
}
