import { createHash } from "node:crypto";
import type { SavedMachine } from "../machine/machine.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Execution } from "../terminal/shell.ts";
import type { Attempt } from "./attempt.ts";
import type { SavedSessions } from "./sessions.ts";

/** What an earlier run of a document did, step by step, and where its machine was saved on the way. */
export interface Trail {
  readonly version: typeof VERSION;
  /** Milliseconds since 1970 of its first step. */
  readonly began: number;
  readonly steps: readonly Trodden[];
  readonly checkpoints: readonly Checkpoint[];
}

/** Of the shape of a trail, and of all that decides what a step's command does. */
export const VERSION = 2;

/** A step that was run. */
export interface Trodden {
  /** Of all that its command depends on. */
  readonly key: string;
  /** Where an answer was typed: of what the document showed, from which it was read. */
  readonly shown?: string;
  readonly notes: readonly string[];
  readonly skipped?: true;
  readonly ran?: { readonly execution: Execution; readonly ms: number; readonly uid: number };
}

export interface Checkpoint {
  readonly name: string;
  /** How many steps had been run. */
  readonly after: number;
  /** Milliseconds that they took. */
  readonly ms: number;
  readonly machine: SavedMachine;
  readonly sessions: SavedSessions;
}

/** What each step depends on beside the steps before it. */
export function keysOf({ steps }: Plan): { key: string; shown: string }[] {
  let names = "";
  return steps.map((step) => {
    const { output, ignore } = step.expectation;
    const shown = digest([ignore, ...output.map(({ text, pattern, quantifier }) => [text, pattern, quantifier])]);
    const key = digest([...partsOf(step), step.names === undefined ? "" : names]);
    names += shown; // what a name stands for was read from what was shown before, by these patterns
    return { key, shown };
  });
}

function partsOf(step: Step): unknown[] {
  const { command, script, user, session, named, host, login, condition, background, timeout, answer, env } = step;
  const { channel, exit } = step.expectation;
  const asks = condition === undefined ? [] : [condition];
  const runs = [command, script, user, session, named, host, login];
  return [...runs, asks, background, timeout, answer, env, step.skip, channel, exit];
}

/** How many of the plan's steps an earlier run has done as they are to be done now. */
export function stepsInCommon({ steps }: { readonly steps: readonly Keyed[] }, plan: Plan): number {
  const keys = keysOf(plan);
  const different = steps.findIndex(
    ({ key, shown }, i) => key !== keys[i]?.key || (shown !== undefined && shown !== keys[i]?.shown),
  );
  return different === -1 ? steps.length : different;
}

type Keyed = Pick<Trodden, "key" | "shown">;

/** A step as if it had just been run. */
export function attemptOf({ notes, skipped, ran }: Trodden, step: Step, at: Date): Attempt {
  return { step, notes, ...(skipped && { skipped }), ...(ran && { ran }), cached: at };
}

/** What is to be kept of a step that was run. */
export function troddenOf({ notes, skipped, ran }: Attempt, { key, shown }: { key: string; shown: string }): Trodden {
  const answered = ran?.execution.answered === true;
  return { key, notes, ...(answered && { shown }), ...(skipped && { skipped }), ...(ran && { ran }) };
}

export function digest(parts: readonly unknown[]): string {
  return hashOf(JSON.stringify(parts)).slice(0, 24);
}

export function hashOf(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** As JSON, with bytes in base64. */
export function writeTrail(trail: Trail): string {
  return JSON.stringify(trail, (_, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value,
  );
}

/** Undefined where it is none, or one of another version. */
export function readTrail(text: string): Trail | undefined {
  try {
    const trail = JSON.parse(text, (_, value: unknown) => {
      const { base64 } = (value ?? {}) as { base64?: unknown };
      return typeof base64 === "string" ? new Uint8Array(Buffer.from(base64, "base64")) : value;
    }) as Trail;
    return trail.version === VERSION ? trail : undefined;
  } catch {
    return undefined;
  }
}
