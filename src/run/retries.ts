import { hasError } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import { digestOf } from "./digest.ts";
import type { DocumentResult, Event, Outcome } from "./outcome.ts";

type Listener = (event: Event) => void;

export interface Trying {
  /** How often a document that does not hold is run once more. */
  readonly retries: number;
  /** What is to be noted of a step that has run. */
  readonly noteOn: ((outcome: Outcome) => string | undefined) | undefined;
  /** Somebody wants an end. */
  readonly signal: AbortSignal | undefined;
  readonly onEvent: Listener;
}

/** Runs a document, and, where it does not hold and that is wanted, once more, on a new machine. */
export async function runOften(
  plan: Plan,
  { retries, noteOn, signal, onEvent }: Trying,
  once: (onEvent: Listener, attempt: number) => Promise<unknown>,
): Promise<DocumentResult> {
  const attempts: DocumentResult[] = [];
  const partial = plan.steps.some(({ outside }) => outside !== undefined);
  const about = { digest: digestOf(plan), ...(partial && { partial: true as const }) };
  for (let left = retries; ; left--) {
    let end: DocumentResult | undefined;
    const hear: Listener = (event) => {
      if (event.kind === "document-end") end = event.result;
      else if (event.kind !== "document-start" || attempts.length === 0) onEvent(event);
    };
    await once(noting(noteOn, hear), attempts.length);
    const result: DocumentResult = { ...end!, ...about, ...(attempts.length > 0 && { attempts }) };
    const isOver = result.status === "held" || hasError(plan.messages) || signal?.aborted === true;
    if (isOver || left <= 0) {
      onEvent({ kind: "document-end", result });
      return result;
    }
    attempts.push(end!);
    onEvent({ kind: "document-retry", result: end!, left });
  }
}

/** Puts notes on steps before anybody hears of them. */
function noting(noteOn: Trying["noteOn"], hear: Listener): Listener {
  if (noteOn === undefined) return hear;
  const noted = new Map<Outcome, Outcome>();
  const withNote = (outcome: Outcome): Outcome => {
    const note = noteOn(outcome);
    return note === undefined ? outcome : { ...outcome, notes: [...outcome.notes, note] };
  };
  return (event) => {
    if (event.kind === "step-end") {
      noted.set(event.outcome, withNote(event.outcome));
      hear({ ...event, outcome: noted.get(event.outcome)! });
    } else if (event.kind === "document-end") {
      const outcomes = event.result.outcomes.map((outcome) => noted.get(outcome) ?? outcome);
      hear({ ...event, result: { ...event.result, outcomes } });
    } else hear(event);
  };
}
