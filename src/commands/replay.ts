import { error, hasError, type Message } from "../message/message.ts";
import { limit } from "../plan/extent.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { read, type Whole } from "../read.ts";
import { readPlace, writePlace } from "../history/place.ts";
import { messageLines } from "../report/messages.ts";
import { makePaint } from "../report/paint.ts";
import { proseOf } from "../prose/prose.ts";
import { passagesOf } from "../replay/passages.ts";
import { placeAt, type Place } from "../run/place.ts";
import type { Settings } from "../settings/settings.ts";
import { includeFrom } from "../source/include.ts";
import { hasColours } from "./colours.ts";
import { type Given, Reader } from "./reader.ts";
import { type ReadFlags, readOptions } from "./reading.ts";
import { listenForStop } from "./stop.ts";
import type { Streams } from "./writer.ts";

export interface ReplayFlags extends ReadFlags {
  readonly machine?: Settings["machine"];
  /** A line of the document. */
  readonly from?: number;
  readonly fresh?: boolean;
  readonly auto?: boolean;
  /** Characters a second. */
  readonly speed: number;
  /** Milliseconds. */
  readonly delay: number;
  readonly secret?: readonly string[];
}

/** `howtrue replay`: gives the exit status. */
export async function runReplay(path: string, flags: ReplayFlags, streams: Streams): Promise<number> {
  const { stdout } = streams;
  const problem = path === "-" ? STANDARD_INPUT : process.stdin.isTTY && stdout.isTTY ? undefined : NO_TERMINAL;
  if (problem !== undefined) return refuse([error({ path: "howtrue" }, problem)], streams);
  const settings = { ...readOptions(flags).settings, machine: flags.machine };
  const { readings, messages } = await read([path], { ...readOptions(flags), settings });
  const [reading, ...others] = readings;
  if (others.length > 0) return refuse([error({ path }, SEVERAL)], streams);
  if (reading === undefined) return refuse(messages, streams);
  const plan = limit(reading.plan, { from: flags.from });
  if (reading.whole === undefined || hasError(plan.messages)) return refuse(plan.messages.filter(isError), streams);
  return new Replay({ ...reading.whole, plan: wholly(plan) }, placeFrom(plan, flags), { flags, streams }).run();
}

/** Where the reader begins, if they have said so. */
function placeFrom(plan: Plan, { from }: ReplayFlags): Place | undefined {
  if (from === undefined) return undefined;
  const first = plan.steps.findIndex(({ outside }) => outside === undefined);
  return placeAt(first, plan);
}

/** Where the reader was. What they did on another machine is not done on their own. */
function placeOn({ path, settings }: Plan, environment: NodeJS.ProcessEnv): Place | undefined {
  const place = readPlace(path, environment);
  return settings.machine === "host" && place?.machine !== "host" ? undefined : place;
}

/**
 * Keeps where the reader is; gives what to tell them. Another replay of the document may have left its place meanwhile: one
 * that has come to the end leaves it alone.
 * @param known the place when this one began
 */
function keep(path: string, place: Place | undefined, known: Place | undefined): string[] {
  const now = readPlace(path, process.env);
  const others = now?.left === known?.left ? undefined : now;
  if (place === undefined && others !== undefined) return [];
  if (!writePlace(path, place, process.env)) return [];
  if (others === undefined) return [COME_BACK];
  return [
    `Another replay of this document was left at step ${others.steps.length + 1}: this place is kept instead.`,
    COME_BACK,
  ];
}

/** What a reader comes back to is compared. */
function wholly(plan: Plan): Plan {
  const within = ({ outside, ...step }: Step): Step => (outside === undefined ? step : { ...step });
  return { ...plan, steps: plan.steps.map(within) };
}

class Replay {
  readonly #whole: Whole;
  readonly #from: Place | undefined;
  readonly #around: { readonly flags: ReplayFlags; readonly streams: Streams };

  constructor(whole: Whole, from: Place | undefined, around: { flags: ReplayFlags; streams: Streams }) {
    this.#whole = whole;
    this.#from = from;
    this.#around = around;
  }

  async run(): Promise<number> {
    const { flags, streams } = this.#around;
    const { document, plan } = this.#whole;
    const prose = proseOf(
      document,
      includeFrom(document.path, () => undefined),
    );
    const auto = flags.auto === true ? { speed: flags.speed, delay: flags.delay } : undefined;
    const asks = auto === undefined && flags.fresh !== true && this.#from === undefined;
    const offered = asks ? placeOn(plan, process.env) : undefined;
    const known = readPlace(plan.path, process.env);
    let reader: Reader | undefined;
    const stop = listenForStop(
      () => undefined,
      () => reader?.interrupt(),
    );
    const given: Given = {
      plan,
      passages: passagesOf({ document, prose, steps: plan.steps }, makePaint(hasColours(streams.stdout))),
      place: this.#from ?? offered,
      offers: offered !== undefined,
      secrets: flags.secret ?? [],
      auto,
      stop,
    };
    reader = new Reader(given, streams.stdout);
    try {
      const { place, status } = await reader.read();
      if (place !== "same") reader.stage.text(keep(plan.path, place, known));
      return stop.status ?? status;
    } finally {
      stop.clear();
    }
  }
}

function isError({ severity }: Message): boolean {
  return severity === "error";
}

function refuse(messages: readonly Message[], { stderr }: Streams): number {
  const paint = makePaint(hasColours(stderr));
  for (const message of messages) stderr.write(`${messageLines(message, paint).join("\n")}\n`);
  return 2;
}

const COME_BACK = "Run it again to go on here.";

const NO_TERMINAL = {
  code: "no-terminal",
  what: "replay needs a terminal",
  hint: "run it where you can type, its input and its output not redirected; howtrue verify needs none",
};
const STANDARD_INPUT = {
  code: "no-terminal",
  what: "replay needs a terminal, and the standard input is a document",
  hint: "name a file",
};
const SEVERAL = {
  code: "several-documents",
  what: "replay follows one document, and there are several below this folder",
  hint: "name one; howtrue list shows them",
};
