import { readAnnotation, splitCommand } from "../document/annotation.ts";
import { parseCram } from "../document/cram.ts";
import type { Annotation, Block, Document, Line } from "../document/document.ts";
import { lineAt, positionAt } from "../document/lines.ts";
import { type IndexedOrigin, indexOrigins } from "../document/origin.ts";
import { readSettings } from "../document/settings.ts";
import type { Exchange, Transcript } from "../document/exchange.ts";
import { readTranscripts } from "../document/transcript.ts";
import { hasError, type Message, type Place } from "../message/message.ts";
import { check, checkOptions, NOTHING_SAID, type Said } from "../settings/check.ts";
import { type Claims, DEFAULT_CLAIMS } from "../settings/claims.ts";
import type { RawSetting } from "../settings/raw.ts";
import { resolve } from "../settings/resolve.ts";
import type { Options, Settings } from "../settings/settings.ts";
import { chooseMachine } from "./machine.ts";
import { contradictions } from "./contradictions.ts";
import { makeOtherSteps } from "./other-tools.ts";
import type { ExpectedLine, Plan, Step } from "./plan.ts";
import { readLine } from "./lines.ts";
import { namesIn, refusePlaceholders, unknownPlaceholders } from "./placeholders.ts";
import { findHosts, type Hosts, hostsOfRun, loginOf } from "./hosts.ts";
import { refuse } from "./refuse.ts";

/**
 * What is to be run, and how: the document's settings over the project's over the defaults, those of the command line
 * over all. Never throws; what is wrong is among the plan's messages: first the project's, then the document's, in the
 * order of the source.
 */
export function makePlan(given: Document, byProgram: Options = {}, project: Said = NOTHING_SAID): Plan {
  const { path } = given;
  const { options: commandLine, messages: wrong } = checkOptions(byProgram, { path });
  const source = readSettings(given);
  const said = check(source.settings, "document");
  const layers = [project.options, said.options, commandLine];
  const before = resolve(...layers);
  // cram takes any text for its own.
  const document = before.dialect === "cram" ? parseCram(path, given.text) : given;
  const read = readTranscripts(document, before);
  const messages: Message[] = [...wrong, ...document.messages, ...source.messages, ...said.messages, ...read.messages];
  const originOf = indexOrigins(document);
  const claims = { ...project.claims, ...said.claims };
  const hosts = findHosts(read.transcripts, before);
  const making = { document, settings: before, claims, commandLine, transcripts: read.transcripts, hosts, messages };
  const steps = read.transcripts.flatMap((transcript) =>
    makeSteps(transcript, { ...making, origin: originOf(transcript.block) }),
  );
  const settings = { ...before, machine: chooseMachine(layers, { steps, hosts }) };
  const { transcripts, passed } = read;
  const unreadable = hasError([...document.messages, ...read.messages]);
  messages.push(...refusePlaceholders(settings, { path }), ...unknownPlaceholders(steps));
  const asker = (said.places.get("files") ?? project.places.get("files"))?.path;
  messages.push(
    ...refuse(document, { steps, transcripts, passed, unreadable, project, said, commandLine, hosts, settings }),
  );
  return {
    path,
    settings,
    ...(asker !== undefined && { asker }),
    steps,
    hosts: hostsOfRun(hosts, steps),
    passed,
    messages: [...project.messages, ...messages.toSorted(byPlace(path))],
  };
}

interface Making {
  /** The text that the steps stand in. */
  readonly origin: IndexedOrigin;
  readonly settings: Settings;
  /** What the project and the document say of all steps. */
  readonly claims: Claims;
  /** It stands above what a step says of itself. */
  readonly commandLine: Options;
  readonly document: Document;
  readonly hosts: Hosts;
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
  const { claims, messages } = check(ofBlock, "block");
  making.messages.push(...messages);
  return exchanges.map((exchange) =>
    makeStep(exchange, { claims: { ...making.claims, ...claims }, own: claims, section: block.section }, making),
  );
}

/** What a step has from its block. */
interface OfBlock {
  readonly claims: Claims;
  /** What the block itself says. */
  readonly own: Claims;
  readonly section: readonly string[];
}

function makeStep(exchange: Exchange, ofBlock: OfBlock, making: Making): Step {
  const { command, annotation } = splitCommand(exchange.command, exchange.places);
  const own = annotation === undefined ? {} : ownClaims(annotation, making);
  const claims = { ...ofBlock.claims, ...own };
  const { user } = exchange.prompt;
  const login = loginOf(exchange, making.hosts, making.settings);
  const host = making.hosts.of(exchange);
  const names = namesIn(command, making.settings);
  const [place] = exchange.places;
  const timeout = making.commandLine.timeout === undefined ? (claims.timeout ?? making.settings.timeout) : undefined;
  making.messages.push(...contradictions(claims, { own: [ofBlock.own, own], timeout }, place));
  return {
    place,
    command,
    ...(exchange.script && { script: true }),
    section: ofBlock.section,
    user,
    ...(login !== undefined && { login }),
    ...(host !== undefined && { host }),
    session: claims.session ?? user,
    named: claims.session !== undefined,
    ...(names.length > 0 && { names }),
    expectation: {
      output: expectedLines(exchange.output, claims.match ?? DEFAULT_CLAIMS.match, making),
      exit: claims.exit ?? DEFAULT_CLAIMS.exit,
      ignore: claims.ignore ?? DEFAULT_CLAIMS.ignore,
      strict: making.commandLine.strict ?? claims.strict ?? making.settings.strict,
      channel: { kind: "terminal", ...(claims.stderr === "ignore" && { stderr: "ignore" }) },
      ...(claims.forbid !== undefined && { forbid: claims.forbid }),
      ...(claims.within !== undefined && { within: claims.within }),
    },
    skip: claims.skip ?? DEFAULT_CLAIMS.skip,
    ...(claims.if !== undefined && { condition: claims.if }),
    ...(claims.background === true && { background: claims.until === undefined ? {} : { until: claims.until } }),
    cleanup: claims.cleanup ?? DEFAULT_CLAIMS.cleanup,
    timeout: making.commandLine.timeout ?? claims.timeout ?? making.settings.timeout,
    ...(claims.answer !== undefined && { answer: { text: claims.answer } }),
    ...(claims.secret !== undefined && { answer: { secret: claims.secret } }),
    stops: "status",
  };
}

function ownClaims(annotation: Annotation, making: Making): Claims {
  const { claims, messages } = check(readKeys(annotation, true, making), "command");
  making.messages.push(...messages);
  return claims;
}

function readKeys(annotation: Annotation | undefined, ours: boolean, making: Making): readonly RawSetting[] {
  if (annotation === undefined) return [];
  const { settings, messages } = readAnnotation(annotation, ours);
  making.messages.push(...messages);
  return settings;
}

/** In the nearest line above the body that holds it. */
function placeOfMeta({ meta = "", start }: Block, { origin: { path, text, index } }: Making): Place {
  for (let line = start - 1; line > 0; line--) {
    const at = lineAt(text, index, line).lastIndexOf(meta);
    if (at !== -1) return { path, line, column: at + 1 };
  }
  return { path, line: Math.max(start - 1, 1), column: 1 };
}

function expectedLines(
  output: readonly Line[],
  kind: Required<Claims>["match"],
  { origin: { path, index }, settings, messages }: Making,
): ExpectedLine[] {
  const isBlank = (line: Line | undefined): boolean => line !== undefined && line.text.trim() === "";
  let from = 0;
  let to = output.length;
  while (isBlank(output[from])) from++;
  while (to > from && isBlank(output[to - 1])) to--;
  return output.slice(from, to).map((line) => {
    const { line: number, column } = positionAt(index, line.range.start);
    const { message, ...rest } = readLine(line.text, { kind, settings }, { path, line: number, column });
    if (message !== undefined) messages.push(message);
    return { ...line, line: number, column, ...rest };
  });
}

/** In the order of the source, those of the document itself before those of the files that it includes. */
function byPlace(own: string): (a: Message, b: Message) => number {
  const pathOf = ({ place: { path } }: Message): string => (path === own ? "" : path);
  return (a, b) =>
    (pathOf(a) < pathOf(b) ? -1 : pathOf(a) > pathOf(b) ? 1 : 0) ||
    (a.place.line ?? 0) - (b.place.line ?? 0) ||
    (a.place.column ?? 0) - (b.place.column ?? 0);
}
