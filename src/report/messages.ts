import type { Message } from "../message/message.ts";
import type { Paint } from "./paint.ts";
import { shownMessage } from "./visible.ts";

/** A message for people: its first line in its colour, the advice below. */
export function messageLines(message: Message, paint: Paint): string[] {
  const [head = "", ...rest] = shownMessage(message).split("\n");
  return [(message.severity === "error" ? paint.red : paint.yellow)(head), ...rest];
}

export interface MessageReport {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly what: string;
  readonly hint?: string;
}

/** A message for programs; a cause is for those who mend howtrue. */
export function messageAsJson({ code, severity, place, what, hint }: Message): MessageReport {
  return { code, severity, ...place, what, ...(hint !== undefined && { hint }) };
}

/** The same of a report: a line, and below it those of the advice. */
export function messageText(message: MessageReport): string {
  return shownMessage(messageOf(message));
}

/** Of a report, a message again. */
export function messageOf({ code, severity, what, hint, ...place }: MessageReport): Message {
  return { code, severity, place, what, ...(hint !== undefined && { hint }) };
}
