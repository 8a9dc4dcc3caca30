import type { Passwords } from "../authoring/passwords.ts";
import type { Message } from "../message/message.ts";
import type { VerifyOptions } from "../verify.ts";
import type { RecordFlags } from "./record-assignment.ts";
import type { StopSignals } from "./stop.ts";
import type { Streams, Writer } from "./writer.ts";

/** What all stages of a recording know. */
export interface Recorded {
  readonly path: string;
  readonly flags: RecordFlags;
  readonly streams: Streams;
  readonly writer: Writer;
  readonly stop: StopSignals;
  readonly passwords: Passwords;
  /** Whether a file holds what was recorded, until it is written. */
  readonly isKept: boolean;
  /** Of every run of it. */
  readonly options: VerifyOptions;
  readonly say: (messages: readonly Message[]) => void;
}
