import type { Place } from "../message/message.ts";
import type { Settings } from "../settings/settings.ts";
import type { Block, Line } from "./document.ts";
import type { Prompt } from "./prompt.ts";

/** Whose rules a transcript is read and judged by. */
export type Dialect = Settings["dialect"];

/** A block that shows a shell session, command by command. */
export interface Transcript {
  /** Whose rules it is read by. */
  readonly dialect: Dialect;
  readonly block: Block;
  readonly exchanges: readonly Exchange[];
}

/** One command as the transcript shows it, and what it shows below. */
export interface Exchange {
  readonly prompt: Prompt;
  /** Lines joined by `\n`, without prompts. */
  readonly command: string;
  /** Of the command's lines, behind what prompts them. */
  readonly places: readonly [Required<Place>, ...Required<Place>[]];
  readonly output: readonly Line[];
  /** A whole block without prompts. */
  readonly script?: true;
}
