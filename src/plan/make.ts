import { readAnnotation, splitCommand } from "../document/annotation.ts";
import { parseCram } from "../document/cram.ts";
import type { Annotation, Block, Document, Line } from "../document/document.ts";
import { indexLines, lineAt, type LineIndex, positionAt } from "../document/lines.ts";
import { readSettings } from "../document/settings.ts";
import { type Exchange, readTranscripts, type Transcript } from "../document/transcript.ts";
import { hasError, type Message, type Place } from "../message/message.ts";
import type { RawSetting } from "../settings/raw.ts";
import { check, resolve } from "../settings/resolve.ts";
import type { Options, Settings } from "../settings/settings.ts";
import { checkClaims, type Claims } from "./claims.ts";
import { makeOtherSteps } from "./other-tools.ts";
import type { ExpectedLine, Plan, Step } from "./plan.ts";
import { refuse } from "./refuse.ts";

/**
 * What is to be run, and how: the document's settings over the defaults, those of the command line over both.
 * Never throws; what is wrong is among the plan's messages, in the order of the source.
 */
export function makePlan(given: Document, commandLine: Options = {}): Plan {
  const said = readSettings(given);
  const checked = check(said.settings);
  const settings = resolve(checked.options, commandLine);
  // cram takes any text for its own.
  const document = settings.dialect === "cram" ? parseCram(given.path, given.text) : given;
  const read = readTranscripts(document, settings.dialect);
  const messages: Message[] = [...document.messages, ...said.messages, ...checked.messages, ...read.messages];
  const making = {
    document,
    index: indexLines(document.text),
    settings,
    timeout: commandLine.timeout,
    transcripts: read.transcripts,
    messages,
  };
  const steps = read.transcripts.flatMap((transcript) => makeSteps(transcript, making));
  const { transcripts } = read;
  const unreadable = hasError(read.messages);
  messages.push(...refuse(document, { steps, transcripts, unreadable, asked: checked.options, commandLine }));
  return { path: document.path, settings, steps, messages: messages.toSorted(byPlace) };
}

interface Making {
  readonly document: Document;
  readonly index: LineIndex;
  readonly settings: Settings;
  /** The command line's, which stands above what a step says of itself. */
  readonly timeout: number | undefined;
  readonly transcripts: readonly Transcript[];
  readonly messages: Message[];
}

function makeSteps(transcript: Transcript, making: Making): Step[] {
  const { block, exchanges } = transcript;
  if (transcript.dialect !== "howtrue")
    return makeOtherSteps(transcript, { ...making, placeOfMeta: () => placeOfMeta(block, making) });
  // Behind a fence's language other tools have their say too; the comment is ours alone.
  const info = block.meta === undefined ? undefined : { text: block.meta, place: placeOfMeta(block, making) };
  const ofBlock = [...readKeys(info, false, making), ...readKeys(block.comment, true, making)];
  const { claims, messages } = checkClaims(ofBlock);
  making.messages.push(...messages);
  return exchanges.map((exchange) => makeStep(exchange, claims, making));
}

function makeStep(exchange: Exchange, ofBlock: Claims, making: Making): Step {
  const { command, annotation } = splitCommand(exchange.command, exchange.places);
  const claims = annotation === undefined ? ofBlock : { ...ofBlock, ...ownClaims(annotation, making) };
  const { user } = exchange.prompt;
  return {
    place: exchange.places[0],
    command,
    user,
    session: claims.session ?? user,
    named: claims.session !== undefined,
    expectation: {
      output: expectedLines(exchange.output, making.index),
      exit: claims.exit ?? 0,
      ignore: claims.ignore ?? false,
      channel: { kind: "terminal" },
    },
    skip: claims.skip ?? false,
    cleanup: claims.cleanup ?? false,
    timeout: making.timeout ?? claims.timeout ?? making.settings.timeout,
    stops: "status",
  };
}

function ownClaims(annotation: Annotation, making: Making): Claims {
  const { claims, messages } = checkClaims(readKeys(annotation, true, making));
  making.messages.push(...messages);
  return claims;
}

function readKeys(annotation: Annotation | undefined, ours: boolean, making: Making): readonly RawSetting[] {
  if (annotation === undefined) return [];
  const { settings, messages } = readAnnotation(annotation, ours);
  making.messages.push(...messages);
  return settings;
}

/** In the nearest line above the body that holds it: options may stand between a directive's argument and its body. */
function placeOfMeta({ meta = "", start }: Block, { document, index }: Making): Place {
  for (let line = start - 1; line > 0; line--) {
    const at = lineAt(document.text, index, line).lastIndexOf(meta);
    if (at !== -1) return { path: document.path, line, column: at + 1 };
  }
  return { path: document.path, line: Math.max(start - 1, 1), column: 1 };
}

function expectedLines(output: readonly Line[], index: LineIndex): ExpectedLine[] {
  const isBlank = (line: Line | undefined): boolean => line !== undefined && line.text.trim() === "";
  let from = 0;
  let to = output.length;
  while (isBlank(output[from])) from++;
  while (to > from && isBlank(output[to - 1])) to--;
  return output.slice(from, to).map((line) => ({
    ...line,
    pattern: { kind: "ellipsis", text: line.text },
    line: positionAt(index, line.range.start).line,
  }));
}

function byPlace(a: Message, b: Message): number {
  return (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0);
}
