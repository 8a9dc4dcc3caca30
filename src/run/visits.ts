import { MachineError } from "../machine/machine.ts";
import { type Message, warning } from "../message/message.ts";
import type { Step } from "../plan/plan.ts";
import type { Settings } from "../settings/settings.ts";
import { Shell, ShellStartError } from "../terminal/shell.ts";
import type { Scribe } from "../terminal/scribe.ts";
import type { Leaving, Seat } from "../terminal/visit.ts";
import type { Executing } from "./attempt.ts";
import type { Outcome } from "./outcome.ts";

/** A person takes over for a while, in the shell of a step. */
export interface Occasion {
  readonly step: Step;
  /**
   * `pause`: before it runs; `failure`: after it has failed, before cleanup; `end`: after the last one; `replay`: where a
   * reader is.
   */
  readonly kind: "pause" | "failure" | "end" | "replay";
  readonly machine: Settings["machine"];
  /** About the shell. */
  readonly notes: readonly string[];
}

/** How a person is let in. */
export interface Visits {
  /** Also at the first step that fails: the document stops there. */
  readonly afterFailure: boolean;
  /** After the last step, if nothing stops the document before. */
  readonly atEnd?: boolean;
  /** Gives the person's terminal for as long as `use` takes; a scribe writes down what they do. */
  readonly receive: (occasion: Occasion, use: (seat: Seat, scribe?: Scribe) => Promise<Leaving>) => Promise<void>;
}

/** Before a step where the user wants a pause. What comes of no shell is said, and the run goes on. */
export async function pauseBefore(step: Step, { visits, ...executing }: Visiting): Promise<readonly Message[]> {
  if (step.pauses === undefined || visits === undefined) return [];
  return visitShell({ step, kind: "pause" }, { ...executing, receive: visits.receive });
}

/** After the first step that failed, or could not be run. */
export async function visitFailure(outcome: Outcome | undefined, visiting: Visiting): Promise<readonly Message[]> {
  const { visits, signal } = visiting;
  if (outcome === undefined || visits?.afterFailure !== true || signal.aborted) return [];
  if (outcome.status !== "failed" && outcome.status !== "broken") return [];
  return visitShell({ step: outcome.step, kind: "failure" }, { ...visiting, receive: visits.receive });
}

/** After the last step, which may be one that is skipped. */
export async function visitEnd({ visits, ...visiting }: Visiting): Promise<readonly Message[]> {
  const step = visiting.plan.steps.at(-1);
  if (step === undefined || visits?.atEnd !== true || visiting.signal.aborted) return [];
  return visitShell({ step, kind: "end" }, { ...visiting, receive: visits.receive });
}

type Visiting = Pick<Executing, "plan" | "sessions" | "signal"> & { readonly visits: Visits | undefined };

/** Lends the shell of a step to a person. What comes of none is said. */
export async function visitShell(
  { step, kind }: Pick<Occasion, "step" | "kind">,
  { plan, sessions, signal, receive }: Omit<Visiting, "visits"> & Pick<Visits, "receive">,
): Promise<readonly Message[]> {
  try {
    const place = await sessions.place(step);
    // What is printed into a pipe cannot be talked to: a shell beside it has its directory and its variables.
    const { shell, notes } =
      place.shell instanceof Shell ? { ...place, shell: place.shell } : await sessions.beside(step);
    await receive({ step, kind, machine: plan.settings.machine, notes }, (seat, scribe) =>
      shell.visit(seat, { size: plan.settings.terminal, signal, scribe }),
    );
    if (place.shell !== shell) await shell.close();
    return [];
  } catch (cause) {
    if (!(cause instanceof ShellStartError || cause instanceof MachineError)) throw cause;
    return [warning(step.place, { code: "no-shell", what: `no shell could be opened for you: ${cause.message}` })];
  }
}
