/**
 * The one message type: what howtrue says about a document, a setting or the machine it runs on.
 * Messages are collected, never thrown: one bad document does not stop the others.
 */

/** Where a message points. Lines and columns count from 1; columns count UTF-16 units, as editors do. */
export interface Place {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

export type Severity = "error" | "warning";

export interface Message {
  /** Stable and greppable, in kebab-case: `unknown-setting`, `missing-file`. */
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  /** What is wrong, one sentence without a full stop. */
  readonly what: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

type Words = Pick<Message, "code" | "what"> & Partial<Pick<Message, "hint" | "cause">>;

export function error(place: Place, words: Words): Message {
  return { severity: "error", place, ...words };
}

export function warning(place: Place, words: Words): Message {
  return { severity: "warning", place, ...words };
}

export function hasError(messages: readonly Message[]): boolean {
  return messages.some((message) => message.severity === "error");
}

/** `path`, `path:line` or `path:line:column`, as compilers and editors write it. */
export function formatPlace({ path, line, column }: Place): string {
  return [path, line, column].filter((part) => part !== undefined).join(":");
}

/** One line, and below it those of the advice, indented. Not filtered: see report/visible.ts for what reaches a terminal. */
export function formatMessage(message: Message): string {
  const head = `${formatPlace(message.place)}: ${message.severity}: ${message.what} [${message.code}]`;
  return message.hint === undefined ? head : `${head}\n  ${message.hint.replaceAll("\n", "\n  ")}`;
}
