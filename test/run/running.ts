import { FakeMachine } from "../../src/machine/fake.ts";
import type { Machine, StartMachine } from "../../src/machine/machine.ts";
import type { DocumentResult, Event } from "../../src/run/outcome.ts";
import { run } from "../../src/run/run.ts";
import type { Policy } from "../../src/run/steps.ts";
import { planOf } from "../plan/read.ts";

interface How {
  readonly machine?: Machine;
  readonly start?: StartMachine;
  readonly policy?: Partial<Policy>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly onEvent?: (event: Event) => void;
}

export interface Ran {
  readonly result: DocumentResult;
  readonly events: readonly Event[];
}

/** Runs a document's text, on a fake machine unless another is given. */
export async function runText(text: string, how: How = {}): Promise<Ran> {
  const events: Event[] = [];
  const never = new AbortController().signal;
  const policy = { bail: false, keepGoing: false, signal: never, force: never, ...how.policy };
  const result = await run(await planOf(text), {
    start: how.start ?? (async () => how.machine ?? new FakeMachine()),
    environment: how.environment ?? {},
    secrets: how.secrets ?? [],
    policy,
    cache: "off",
    emit: (event) => {
      events.push(event);
      how.onEvent?.(event);
    },
  });
  return { result, events };
}

/** Lines as a session, run: each step as its command and what became of it. */
export async function told(lines: readonly string[], how: How = {}): Promise<string[]> {
  const { result } = await runText(["```console", ...lines, "```", ""].join("\n"), how);
  return result.outcomes.map(({ step, status, failures, notes }) => {
    const reasons = failures.map((failure) => ("exit" in failure ? `${failure.kind} ${failure.exit}` : failure.kind));
    const said = [...reasons, ...notes.map((note) => `(${note})`)];
    return [`${step.command}: ${status}`, ...said].join(" ");
  });
}
