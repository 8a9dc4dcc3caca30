import { stat } from "node:fs/promises";
import { formatOf } from "../document/format.ts";
import { parse } from "../document/parse.ts";
import { readSettings } from "../document/settings.ts";
import { error, hasError, type Message } from "../message/message.ts";
import { makePlan } from "../plan/make.ts";
import { asJson } from "../report/as-json.ts";
import { messageAsJson } from "../report/messages.ts";
import { settingsJson, settingsTable } from "../report/settings.ts";
import { shownMessage } from "../report/visible.ts";
import { check, NOTHING_SAID, type Said } from "../settings/check.ts";
import { listSettings } from "../settings/origin.ts";
import type { Options, Settings } from "../settings/settings.ts";
import { UNKNOWN_FORMAT } from "../source/find.ts";
import { Projects } from "../source/project.ts";
import { explain, readDocument } from "../source/read.ts";
import { type ReadFlags, readOptions } from "./reading.ts";
import type { Streams } from "./writer.ts";

export interface ConfigFlags extends ReadFlags {
  readonly machine?: Settings["machine"];
  /** Milliseconds. */
  readonly timeout?: number;
  readonly json?: boolean;
}

/** `howtrue config`: every setting of a folder's documents, or of one document, and where it comes from. */
export async function runConfig(path: string, flags: ConfigFlags, { stdout, stderr }: Streams): Promise<number> {
  const { machine, timeout, dialect } = flags;
  const commandLine = { machine, timeout, dialect };
  const { project, document, chosen } = await readLayers(path, { ...flags, commandLine });
  const messages = [...project.messages, ...document.messages];
  const entries = listSettings({ project, document, commandLine, machine: chosen });
  if (flags.json === true) {
    const report = { version: 1, path, settings: settingsJson(entries), messages: messages.map(messageAsJson) };
    stdout.write(asJson(report));
  } else {
    for (const message of messages) stderr.write(`${shownMessage(message)}\n`);
    stdout.write(settingsTable(entries));
  }
  return hasError(messages) ? 2 : 0;
}

interface Read {
  readonly project: Said;
  readonly document: Said;
  /** Where the document would run. */
  readonly chosen?: Settings["machine"];
}

async function readLayers(path: string, flags: ConfigFlags & { commandLine: Options }): Promise<Read> {
  const projects = new Projects(readOptions(flags).config);
  try {
    if ((await stat(path)).isDirectory()) return { project: await projects.above(path), document: NOTHING_SAID };
  } catch (cause) {
    return { project: NOTHING_SAID, document: said(error({ path }, { ...explain(cause), cause })) };
  }
  const project = await projects.of(path);
  const format = flags.format ?? formatOf(path);
  if (format === undefined) return { project, document: said(error({ path }, UNKNOWN_FORMAT)) };
  const source = await readDocument(path);
  if ("message" in source) return { project, document: said(source.message) };
  const parsed = await parse(source.text, { path, format });
  const { settings, messages } = readSettings(parsed);
  const document = check(settings, "document");
  const chosen = makePlan(parsed, flags.commandLine, project).settings.machine;
  return { project, document: { ...document, messages: [...messages, ...document.messages] }, chosen };
}

function said(message: Message): Said {
  return { ...NOTHING_SAID, messages: [message] };
}
