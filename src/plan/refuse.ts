import type { Document } from "../document/document.ts";
import type { Passed, Transcript } from "../document/transcript.ts";
import { error, type Message } from "../message/message.ts";
import type { Options } from "../settings/settings.ts";
import type { Step } from "./plan.ts";

/** What was read, seen as a whole. */
export interface Read {
  readonly transcripts: readonly Transcript[];
  readonly steps: readonly Step[];
  readonly passed: readonly Passed[];
  /** There is a shell session, and it was said already what is wrong with it. */
  readonly unreadable: boolean;
  /** What the document asks for. */
  readonly asked: Options;
  readonly commandLine: Options;
}

/** Reasons not to run a document that is readable in itself. */
export function refuse(
  { path }: Document,
  { transcripts, steps, passed, unreadable, asked, commandLine }: Read,
): Message[] {
  const messages: Message[] = [];
  if (asked.machine === "host" && commandLine.machine !== "host") messages.push(error({ path }, UNSAFE));
  if (transcripts.length === 0 && !unreadable)
    messages.push(error({ path }, passed.length === 0 ? NOTHING : { ...NOTHING, hint: PERHAPS }));
  const nul = steps.find((step) => step.command.includes("\0"));
  if (nul !== undefined) messages.push(error(nul.place, NUL));
  messages.push(...severalHosts(transcripts));
  return messages;
}

const UNSAFE = {
  code: "host-refused",
  what: "the document asks to be run on this machine itself, without protection",
  hint: "if you trust it, say so: --machine host",
};

const NOTHING = {
  code: "nothing-to-verify",
  what: "there is no shell session in this document",
  hint: 'a code block is one when its first line begins with a prompt, such as "$ "',
};

const PERHAPS = "it has code that may be meant to be one: howtrue list shows it";

const NUL = { code: "nul-in-command", what: "the command holds a NUL character, which no shell can be given" };

function severalHosts(transcripts: readonly Transcript[]): Message[] {
  const exchanges = transcripts.flatMap((transcript) => transcript.exchanges);
  const first = exchanges.find(({ prompt }) => prompt.host !== undefined);
  const other = exchanges.find(({ prompt }) => prompt.host !== undefined && prompt.host !== first?.prompt.host);
  if (other === undefined) return [];
  return [
    error(other.places[0], {
      code: "several-hosts",
      what: `the prompts name two hosts, ${first?.prompt.host} and ${other.prompt.host}, and there is one machine`,
      hint: "documents with several hosts cannot be verified yet",
    }),
  ];
}
