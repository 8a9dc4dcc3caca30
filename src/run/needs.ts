import { MachineError } from "../machine/machine.ts";
import { error, type Message } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import { type NeededFile, readNeededFiles } from "../source/files.ts";
import { readSecrets, type Secrets } from "./secrets.ts";
import { hashOf } from "./trail.ts";

/** What a document needs of the user: secrets that it may type, files; and what is wrong with that, or with itself. */
export interface Needs {
  readonly secrets: Secrets;
  readonly files: readonly NeededFile[];
  readonly messages: readonly Message[];
}

export function readNeeds(
  plan: Plan,
  { environment, secrets: allowed }: { environment: Environment; secrets: readonly string[] },
): Needs {
  const { secrets, messages } = readSecrets(plan, { environment, allowed });
  const { files, messages: missing } = readNeededFiles(plan.asker ?? plan.path, plan.settings.files);
  return { secrets, files, messages: [...plan.messages, ...messages, ...missing] };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Its steps depend on nothing that cannot be seen beforehand: what one run kept of its machine is good for the next. */
export function isClosed(plan: Plan, secrets: Secrets): boolean {
  return isAlone(plan, secrets) && !plan.settings.network && plan.path !== "-";
}

/** It has one guest, which may be saved: what was typed into it is no secret, and its shells can be found again. */
export function isAlone({ settings, hosts, steps }: Plan, secrets: Secrets): boolean {
  const isOfTerminals = steps.every(({ expectation: { channel } }) => channel.kind === "terminal");
  return settings.machine === "guest" && hosts.length === 0 && secrets.size === 0 && isOfTerminals;
}

/** Of the files that a document needs, what its steps see. */
export function inputsOf(files: readonly NeededFile[]): readonly unknown[] {
  return files.map(({ path, executable, data }) => [path, executable, hashOf(data)]);
}

/** @throws what is no failure of a machine: a bug of ours */
export function explain(cause: unknown, path: string): Message {
  if (cause instanceof MachineError) {
    const words = { code: cause.code, what: cause.message, cause };
    return error({ path }, cause.hint === undefined ? words : { ...words, hint: cause.hint });
  }
  throw cause;
}
