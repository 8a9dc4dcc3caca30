import { type Condition, formatCondition } from "../settings/condition.ts";

/** What `if=` may ask for; what costs a question to the machine is asked when it is needed. */
export interface Facts {
  readonly machine: string;
  suite(): Promise<string>;
  readonly network: boolean;
  hasCommand(name: string): Promise<boolean>;
}

/** Read from the left, as far as it takes to tell. */
export async function holds(condition: Condition, facts: Facts): Promise<boolean> {
  switch (condition.kind) {
    case "is":
      return (condition.fact === "machine" ? facts.machine : await facts.suite()) === condition.value;
    case "command":
      return facts.hasCommand(condition.name);
    case "network":
      return facts.network;
    case "not":
      return !(await holds(condition.of, facts));
    case "and":
      return (await holds(condition.of[0], facts)) && (await holds(condition.of[1], facts));
    case "or":
      return (await holds(condition.of[0], facts)) || (await holds(condition.of[1], facts));
  }
}

/** Why a step is skipped. */
export function notHere(condition: Condition): string {
  return `not here: if=${formatCondition(condition)}`;
}
