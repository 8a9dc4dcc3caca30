import type { Message } from "../message/message.ts";
import type { Paint } from "./paint.ts";
import { shownMessage } from "./visible.ts";

/** A message for people: its first line in its colour, the advice below. */
export function messageLines(message: Message, paint: Paint): string[] {
  const [head = "", ...rest] = shownMessage(message).split("\n");
  return [(message.severity === "error" ? paint.red : paint.yellow)(head), ...rest];
}

/** A message for programs; a cause is for those who mend howtrue. */
export function messageAsJson({ code, severity, place, what, hint }: Message): object {
  return { code, severity, ...place, what, hint };
}
