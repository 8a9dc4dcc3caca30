import type { Step } from "../plan/plan.ts";
import type { ShellState } from "../terminal/marker.ts";

/** Noted at a step with root's prompt. */
export const NOT_ROOT = "the prompt is root's, the shell is not";

/** Whom a prompt names. */
export interface Person {
  readonly name: string;
  /** Where the machine knows them. */
  readonly uid: number | undefined;
  /** It is somebody's name, and not the machine's. */
  readonly sure: boolean;
}

/** The shell is one that a step opened inside another, and its user is the prompt's. */
export function isInside({ state }: { readonly state: ShellState }, step: Step, person: Person | undefined): boolean {
  const { depth, uid } = state;
  return depth > 0 && (person?.uid === undefined ? (uid === 0) === (step.user === "root") : uid === person.uid);
}

/** Two names, neither of which the machine knows. */
export function stranger(name: string, ordinary: string): string {
  return `there is no user ${name}, and ${ordinary} is the ordinary user already (useradd makes one, hosts: false takes names for nothing)`;
}

/** What is to be noted where the shell is not of whom the prompt says. */
export function remarksOn({ user }: Pick<Step, "user">, { uid, depth }: ShellState): string[] {
  if (user === "root") return uid === 0 ? [] : [NOT_ROOT];
  return uid === 0 && depth > 0 ? ["the prompt is an ordinary user's, the shell is root's"] : [];
}
