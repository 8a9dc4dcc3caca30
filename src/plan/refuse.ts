import type { Document } from "../document/document.ts";
import { isScript } from "../document/style.ts";
import type { Transcript } from "../document/exchange.ts";
import type { Passed } from "../document/transcript.ts";
import { error, type Message } from "../message/message.ts";
import type { Said } from "../settings/check.ts";
import type { Options, Settings } from "../settings/settings.ts";
import { type Hosts, refuseHosts } from "./hosts.ts";
import type { Step } from "./plan.ts";

/** What was read, seen as a whole. */
export interface Read {
  readonly transcripts: readonly Transcript[];
  readonly steps: readonly Step[];
  readonly passed: readonly Passed[];
  /** It was said already what of it could not be read: there may be a shell session, or is one. */
  readonly unreadable: boolean;
  readonly project: Said;
  /** By the document. */
  readonly said: Said;
  readonly commandLine: Options;
  readonly hosts: Hosts;
  readonly settings: Settings;
}

/** Reasons not to run a document that is readable in itself. */
export function refuse({ path, blocks }: Document, read: Read): Message[] {
  const { transcripts, steps, passed, unreadable, hosts, settings } = read;
  const messages: Message[] = [...unsafe(path, read)];
  if (transcripts.length === 0 && !unreadable) {
    const hint = passed.length > 0 ? PERHAPS : blocks.some(isScript) ? SCRIPTS : NOTHING.hint;
    messages.push(error({ path }, { ...NOTHING, hint }));
  }
  const nul = steps.find((step) => step.command.includes("\0"));
  if (nul !== undefined) messages.push(error(nul.place, NUL));
  messages.push(...refuseHosts(hosts, path, settings));
  return messages;
}

/** Neither a document nor a project opens this machine; only who types the command may. */
function* unsafe(path: string, { project, said, commandLine }: Read): Generator<Message> {
  if (commandLine.machine === "host" || (said.options.machine ?? project.options.machine) !== "host") return;
  const own = said.options.machine !== undefined;
  const what = `the ${own ? "document asks" : "project's settings ask"} to be run on this machine itself, without protection`;
  const place = own ? { path } : (project.places.get("machine") ?? { path });
  yield error(place, { code: "host-refused", what, hint: "if you trust it, say so: --machine host" });
}

const NOTHING = {
  code: "nothing-to-verify",
  what: "there is no shell session in this document",
  hint: 'a code block is one when its first line begins with a prompt, such as "$ "',
};

const SCRIPTS =
  'its shell code has no prompts: begin commands with "$ ", or say scripts: run among its settings, and each such block is a step';

const PERHAPS = "it has code that may be meant to be one: howtrue list shows it";

const NUL = { code: "nul-in-command", what: "the command holds a NUL character, which no shell can be given" };
