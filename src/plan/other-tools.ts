import { splitCommand } from "../document/annotation.ts";
import type { Document } from "../document/document.ts";
import { indexLines, positionAt } from "../document/lines.ts";
import type { IndexedOrigin } from "../document/origin.ts";
import type { Transcript } from "../document/exchange.ts";
import { error, type Message, type Place, warning } from "../message/message.ts";
import type { Options, Settings } from "../settings/settings.ts";
import { type Context, cramStep, scrutStep, wordishStep } from "./dialects.ts";
import type { Step } from "./plan.ts";
import { readScrutConfig, readScrutFrontMatter, type ScrutConfig } from "./scrut.ts";

interface Making {
  readonly document: Document;
  /** The text that the transcript stands in. */
  readonly origin: IndexedOrigin;
  readonly settings: Settings;
  readonly commandLine: Options;
  /** All of the document's. */
  readonly transcripts: readonly Transcript[];
  readonly messages: Message[];
  /** Where what stands behind the block's language stands. */
  readonly placeOfMeta: () => Place;
}

/** The steps of a transcript that is read and judged by another tool's rules. */
export function makeOtherSteps(transcript: Transcript, making: Making): Step[] {
  const { document, origin, settings, messages } = making;
  const { exchanges, block } = transcript;
  const context: Context = {
    path: origin.path,
    index: origin.index,
    section: block.section,
    timeout: settings.timeout,
    fixedTimeout: making.commandLine.timeout,
    messages,
  };
  if (block.comment !== undefined) messages.push(error(block.comment.place, NOT_OURS));
  for (const { command, places } of exchanges) {
    const { annotation } = splitCommand(command, places);
    if (annotation !== undefined) messages.push(error(annotation.place, NOT_OURS));
  }
  messages.push(...withoutDirectory(exchanges, making));
  switch (transcript.dialect) {
    case "howtrue":
      return [];
    case "cram": {
      // What is written behind the end of the shell is never run, and that is a failure.
      const last = making.transcripts.findLast(({ dialect }) => dialect === "cram")?.exchanges.at(-1);
      return exchanges.map((exchange) => ({ ...cramStep(exchange, context), mayEndShell: exchange === last }));
    }
    case "wordish": {
      const user = making.transcripts.some(hasRoot) ? "root" : "user";
      return exchanges.map((exchange) => wordishStep(exchange, context, user));
    }
    case "scrut": {
      const config = { ...scrutConfig(transcript, making), legacy: document.format === "cram" };
      return exchanges.map((exchange) => scrutStep(exchange, context, config));
    }
  }
}

const NOT_OURS = {
  code: "annotation-in-dialect",
  what: "howtrue's annotations do not hold where another tool's rules do",
  hint: "say it as that tool does, or take the annotation away",
};

/** The files beside a document are not in the guest: a test that looks for them fails for that reason. */
function withoutDirectory(exchanges: Transcript["exchanges"], { settings, messages }: Making): Message[] {
  if (settings.machine === "host" || messages.some(({ code }) => code === NO_TESTDIR.code)) return [];
  const user = exchanges.find(({ command }) => /\$\{?TESTDIR\b/.test(command));
  return user === undefined ? [] : [warning(user.places[0], NO_TESTDIR)];
}

const NO_TESTDIR = {
  code: "no-testdir",
  what: "TESTDIR is not set in the guest: the files beside this document are not there",
  hint: "--machine host has them",
};

function hasRoot({ dialect, exchanges }: Transcript): boolean {
  return dialect === "wordish" && exchanges.some(({ prompt }) => prompt.user === "root");
}

/** The document's settings for all tests, and those of this one over them. */
function scrutConfig(transcript: Transcript, { document, transcripts, messages, placeOfMeta }: Making): ScrutConfig {
  const { block } = transcript;
  const source = document.settings.find(({ kind }) => kind === "yaml");
  const place = { path: document.path, ...positionAt(indexLines(document.text), source?.start ?? 0) };
  const all = source === undefined ? undefined : readScrutFrontMatter(source.text, place);
  const first = transcripts.find(({ dialect }) => dialect === "scrut") === transcript;
  if (first) messages.push(...(all?.messages ?? []));
  const meta = block.meta?.trim() ?? "";
  if (meta === "") return all?.config ?? {};
  if (!meta.startsWith("{")) messages.push(error(placeOfMeta(), NOT_SCRUT));
  const own = meta.startsWith("{") ? readScrutConfig(meta, placeOfMeta()) : { config: {}, messages: [] };
  messages.push(...own.messages);
  return { ...all?.config, ...own.config };
}

const NOT_SCRUT = {
  code: "bad-scrut-config",
  what: "behind scrut only its own settings may stand",
  hint: "write them as {timeout: 10s}",
};
