import { readAnnotation, splitCommand } from "../document/annotation.ts";
import type { Annotation, Document, Line } from "../document/document.ts";
import { indexLines, type LineIndex, positionAt } from "../document/lines.ts";
import { readSettings } from "../document/settings.ts";
import { type Exchange, readTranscripts, type Transcript } from "../document/transcript.ts";
import type { Message } from "../message/message.ts";
import type { RawSetting } from "../settings/raw.ts";
import { check, resolve } from "../settings/resolve.ts";
import type { Options, Settings } from "../settings/settings.ts";
import { checkClaims, type Claims } from "./claims.ts";
import type { ExpectedLine, Plan, Step } from "./plan.ts";
import { refuse } from "./refuse.ts";

/**
 * What is to be run, and how: the document's settings over the defaults, those of the command line over both.
 * Never throws; what is wrong is among the plan's messages, in the order of the source.
 */
export function makePlan(document: Document, commandLine: Options = {}): Plan {
  const said = readSettings(document);
  const checked = check(said.settings);
  const settings = resolve(checked.options, commandLine);
  const read = readTranscripts(document);
  const messages: Message[] = [...document.messages, ...said.messages, ...checked.messages, ...read.messages];
  const making = { index: indexLines(document.text), settings, timeout: commandLine.timeout, messages };
  const steps = read.transcripts.flatMap((transcript) => makeSteps(transcript, making));
  messages.push(...refuse(document, { steps, transcripts: read.transcripts, asked: checked.options, commandLine }));
  return { path: document.path, settings, steps, messages: messages.toSorted(byPlace) };
}

interface Making {
  readonly index: LineIndex;
  readonly settings: Settings;
  /** The command line's, which stands above what a step says of itself. */
  readonly timeout: number | undefined;
  readonly messages: Message[];
}

function makeSteps({ block, exchanges }: Transcript, making: Making): Step[] {
  const place = { path: exchanges[0]?.place.path ?? "", line: block.start - 1, column: 1 };
  // Behind a fence's language other tools have their say too; the comment is ours alone.
  const info = block.meta === undefined ? undefined : { text: block.meta, place };
  const ofBlock = [...readKeys(info, false, making), ...readKeys(block.comment, true, making)];
  const { claims, messages } = checkClaims(ofBlock);
  making.messages.push(...messages);
  return exchanges.map((exchange) => makeStep(exchange, claims, making));
}

function makeStep(exchange: Exchange, ofBlock: Claims, making: Making): Step {
  const { command, annotation } = splitCommand(exchange.command, exchange.place);
  const own = checkClaims(readKeys(annotation, true, making));
  making.messages.push(...own.messages);
  const claims = { ...ofBlock, ...own.claims };
  const { user } = exchange.prompt;
  return {
    place: exchange.place,
    command,
    user,
    session: claims.session ?? user,
    named: claims.session !== undefined,
    expectation: {
      output: expectedLines(exchange.output, making.index),
      exit: claims.exit ?? 0,
      ignore: claims.ignore ?? false,
    },
    skip: claims.skip ?? false,
    cleanup: claims.cleanup ?? false,
    timeout: making.timeout ?? claims.timeout ?? making.settings.timeout,
  };
}

function readKeys(annotation: Annotation | undefined, ours: boolean, making: Making): readonly RawSetting[] {
  if (annotation === undefined) return [];
  const { settings, messages } = readAnnotation(annotation, ours);
  making.messages.push(...messages);
  return settings;
}

function expectedLines(output: readonly Line[], index: LineIndex): ExpectedLine[] {
  const isBlank = (line: Line | undefined): boolean => line !== undefined && line.text.trim() === "";
  let from = 0;
  let to = output.length;
  while (isBlank(output[from])) from++;
  while (to > from && isBlank(output[to - 1])) to--;
  return output.slice(from, to).map((line) => ({ ...line, line: positionAt(index, line.range.start).line }));
}

function byPlace(a: Message, b: Message): number {
  return (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0);
}
